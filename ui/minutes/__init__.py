"""Live minute-taking: an outline of agenda items and entries, written to the log as it is typed."""
