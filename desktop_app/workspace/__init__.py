"""One encrypted SQLite file: the log of changes, the current state, search and backups."""

from desktop_app.workspace.change import Change

__all__ = ["Change"]
