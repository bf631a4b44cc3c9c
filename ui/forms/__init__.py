"""The forms of records: what stands in them and in which order, bound field by field to one record at a time."""
