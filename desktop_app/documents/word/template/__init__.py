"""A city's own Word file as the template of its documents: read with suspicion, kept small, worn by every document."""
