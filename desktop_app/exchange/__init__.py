"""Files that travel: bundles out and in, the merge, spreadsheets in, and what each audience may see."""
