"""A person's own edits, and their undoing."""
