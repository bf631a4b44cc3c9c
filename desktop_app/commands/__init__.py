"""The command line: everything that the window does, as commands that can be scripted."""
