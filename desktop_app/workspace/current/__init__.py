"""What the changes come to: one table per kind of record, and the search over them."""
