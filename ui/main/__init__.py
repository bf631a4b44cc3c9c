"""The one window: what fills it, what is always there, and how workspaces come into it."""
