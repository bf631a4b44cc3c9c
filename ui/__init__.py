"""Everything of Roundtable that has a screen: PySide6 Widgets, and nothing that is true without one."""
