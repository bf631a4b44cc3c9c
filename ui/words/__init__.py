"""The window's words: sentences in its language, dates and counts as people say and type them."""
