"""The encrypted file: its key, its connection, its lock, how it is made, opened, copied, backed up and restored."""
