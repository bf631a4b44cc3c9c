"""A word across the page, as outlines: it is seen, and does not get in the way of copying or of reading aloud."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import uharfbuzz as hb

from desktop_app.documents.pdf.objects import number
from desktop_app.documents.pdf.style import PAGE_HEIGHT, PAGE_WIDTH, WATERMARK
from desktop_app.documents.text.bidi import Base, in_visual_order, levels
from desktop_app.documents.text.shaping import Shaper
from desktop_app.language import text_direction

if TYPE_CHECKING:
    from desktop_app.documents.pdf.composer import Composer
    from desktop_app.documents.text.faces import Face

_LENGTH: Final = 560.0
_LARGEST: Final = 130.0
_LONGEST: Final = 40
_ANGLE: Final = math.atan2(PAGE_HEIGHT, PAGE_WIDTH)


def watermark_path(composer: Composer, word: str) -> tuple[str, str] | None:
    """The path of a word from the lower left to the upper right of the page, and its colour; None without a word."""
    glyphs = _glyphs(composer, word[:_LONGEST])
    length = sum(advance for _, _, advance in glyphs)
    if length <= 0:
        return None
    size = min(_LENGTH / length, _LARGEST)
    pen = _Pen(size, PAGE_WIDTH / 2, PAGE_HEIGHT / 2, length * size / 2)
    for face, glyph, advance in glyphs:
        pen.unit = face.scale / 1000
        pen.draw(face, glyph)
        pen.at += advance * size
    return " ".join(pen.path), WATERMARK


def _glyphs(composer: Composer, word: str) -> list[tuple[Face, int, float]]:
    """Face, glyph and advance (in sizes) of each glyph from left to right."""
    base: Base = 1 if text_direction(word, composer.direction) == "rtl" else 0
    shaper = Shaper(composer.direction)
    depths = levels(word, base)
    cuts = [at for at in range(len(word) + 1) if at in (0, len(word)) or depths[at] != depths[at - 1]]
    parts = [(word[a:b], depths[a]) for a, b in pairwise(cuts)]
    found = []
    for text, depth in in_visual_order(parts, [depth for _, depth in parts]):
        for run in shaper.shape(text, rtl=bool(depth & 1), bold=True, italic=False, language=composer.language):
            found += [(run.face, glyph.id, glyph.advance / 1000) for glyph in run.glyphs]
    return found


class _Pen:
    """Writes outlines as path operators, turned and moved to their place on the page."""

    def __init__(self, size: float, x: float, y: float, half: float) -> None:
        self.size, self.x, self.y = size, x, y
        self.at, self.unit = -half, 0.001
        self.path: list[str] = []
        self._current = (0.0, 0.0)
        self._cos, self._sin = math.cos(_ANGLE), math.sin(_ANGLE)
        self._funcs = hb.DrawFuncs()
        self._funcs.set_move_to_func(self._move)
        self._funcs.set_line_to_func(self._line)
        self._funcs.set_quadratic_to_func(self._quadratic)
        self._funcs.set_cubic_to_func(self._cubic)
        self._funcs.set_close_path_func(self._close)

    def draw(self, face: Face, glyph: int) -> None:
        """Add the outline of a glyph at the current place."""
        face.font.draw_glyph(glyph, self._funcs, None)

    def _point(self, x: float, y: float) -> str:
        along = self.at + x * self.unit * self.size
        across = (y * self.unit - 0.35) * self.size
        return (
            f"{number(self.x + along * self._cos - across * self._sin)}"
            f" {number(self.y + along * self._sin + across * self._cos)}"
        )

    def _move(self, x: float, y: float, _: object) -> None:
        self._current = (x, y)
        self.path.append(f"{self._point(x, y)} m")

    def _line(self, x: float, y: float, _: object) -> None:
        self._current = (x, y)
        self.path.append(f"{self._point(x, y)} l")

    def _quadratic(self, cx: float, cy: float, x: float, y: float, _: object) -> None:
        ox, oy = self._current
        self._cubic(ox + (cx - ox) * 2 / 3, oy + (cy - oy) * 2 / 3, x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3, x, y, _)

    def _cubic(self, ax: float, ay: float, bx: float, by: float, x: float, y: float, _: object) -> None:
        self._current = (x, y)
        self.path.append(f"{self._point(ax, ay)} {self._point(bx, by)} {self._point(x, y)} c")

    def _close(self, _: object) -> None:
        self.path.append("h")
