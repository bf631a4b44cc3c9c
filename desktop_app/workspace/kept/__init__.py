"""What the file keeps beside the changes: erasures, keys and cards, imports and exports, templates."""
