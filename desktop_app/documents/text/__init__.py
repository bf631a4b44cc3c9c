"""Text machinery shared by what draws text itself: direction, shaping, line breaking and fonts.

Nothing here knows a file format. Import the module that is needed; none of them is imported until something is drawn.
"""
