"""Word's own numbering: the bullets of lists."""

from __future__ import annotations

from typing import Final

from desktop_app.documents.palette import MUTED
from desktop_app.documents.word.look import HANG, twips
from desktop_app.documents.word.markup import element, part, val

BULLETS: Final = 1
"""The numbering of a bulleted list."""


def numbering() -> bytes:
    """The part with the document's numberings. A bullet that every typeface has: no symbol font."""
    level = element(
        "w:lvl",
        val("w:start", 1),
        val("w:numFmt", "bullet"),
        val("w:pStyle", "ListBullet"),
        val("w:lvlText", "•"),
        val("w:lvlJc", "left"),
        element("w:pPr", element("w:ind", w_left=twips(HANG), w_hanging=twips(HANG * 0.55))),
        element("w:rPr", val("w:color", MUTED)),
        w_ilvl=0,
    )
    bullets = element("w:abstractNum", val("w:multiLevelType", "singleLevel"), level, w_abstractNumId=0)
    return part("w:numbering", bullets, element("w:num", val("w:abstractNumId", 0), w_numId=BULLETS))
