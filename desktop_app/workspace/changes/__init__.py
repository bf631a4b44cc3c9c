"""The log: a set of changes, of which everything else follows."""
