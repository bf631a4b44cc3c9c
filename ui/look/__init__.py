"""The window's look: its measures and colours, its style, its icons."""
