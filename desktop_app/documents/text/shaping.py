"""Shaping: from the characters of a word to the glyphs of its faces, each with the text that it stands for.

HarfBuzz decides which glyphs and where; this module says which characters to give back when they are copied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple
from unicodedata import category

import uharfbuzz as hb

from desktop_app.documents.text.bidi import is_weak, shows_right
from desktop_app.documents.text.breaking import clusters
from desktop_app.documents.text.clean import REPLACEMENT
from desktop_app.documents.text.faces import chain

if TYPE_CHECKING:
    from desktop_app.documents.text.faces import Face
    from desktop_app.language import Direction

APART: Final = 20.0
"""How far to the left of the glyph that it belongs to a blank stands, in thousandths of the size.

Readers put what they copy in order by its place, so no two characters may stand in one.
"""
WHOLE: Final = 85.0
"""How far apart letters of a word may be set, in thousandths of the size: from a tenth on readers take it for two.

Plex Arabic moves an alef or a reh further than that from a kaf or a yeh after it, which they do not touch at this.
"""
_RIGHT_TO_LEFT_MARK: Final = "\N{RIGHT-TO-LEFT MARK}"
_NARROW: Final = "\N{NARROW NO-BREAK SPACE}"
_SIXTH: Final = "\N{SIX-PER-EM SPACE}"
"""What is drawn for it: in an eighth of the size, as faces have it, nobody sees that thousands are apart."""
_FEATURES: Final[dict[str, bool]] = {}
_HIDDEN: Final = frozenset(
    "\u00ad\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
"""Characters that guide lines and direction and leave no mark of their own."""


class Glyph(NamedTuple):
    """A glyph where it is drawn, in thousandths of the size. ``text`` is what it stands for, if anything."""

    id: int
    text: str
    advance: float
    right: float = 0.0
    up: float = 0.0
    said_before: bool = False
    """Whether its text was given by another glyph already; it is a mark on the next glyph, and has no advance."""


class GlyphRun(NamedTuple):
    """Glyphs of one face from left to right."""

    face: Face
    glyphs: list[Glyph]


class Plain(NamedTuple):
    """Glyphs of one face that stand one after the other, by their numbers, with their advances in its own units."""

    face: Face
    glyphs: list[int]
    advances: list[int]


FIGURES: Final = "0123456789"
"""What numbers are put together from, wherever `Shaper.counting` allows it."""


class Shaper:
    """Shapes words with the chain of faces of one direction; remembers which characters no face has."""

    def __init__(self, direction: Direction) -> None:
        self._direction = direction
        self._buffer = hb.Buffer()
        self._buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        self.missing: set[str] = set()

    def plainly(self, text: str, *, bold: bool, italic: bool, language: str) -> Plain | None:
        """The glyphs of a piece of text from left to right, where each character is one glyph of the same face that
        stands on the line, as in nearly every word; None where `shape` has to be asked.
        """
        if not _HIDDEN.isdisjoint(text):
            return None
        for face in chain(self._direction, bold=bold, italic=italic):
            if face.characters.issuperset(text):
                self._fill(face, text, language, "ltr")
                infos, places = self._buffer.glyph_infos, self._buffer.glyph_positions
                if [info.cluster for info in infos] != list(range(len(text))):
                    return None
                positions = [place.position for place in places]
                if any(right or up for right, up, _, _ in positions):
                    return None
                return Plain(face, [info.codepoint for info in infos], [advance for _, _, advance, _ in positions])
        return None

    def counting(self, before: str, after: str, *, bold: bool, italic: bool, language: str) -> Plain | None:
        """The glyphs of `FIGURES` between two texts, if any number may stand there and needs no shaping of its own.

        That is so where figures are equally wide, HarfBuzz marks each as one that changes with nothing after it, and
        what is before a number is the same before each of them.
        """
        self._buffer.flags = hb.BufferFlags.PRODUCE_UNSAFE_TO_CONCAT
        figures = self.plainly(FIGURES, bold=bold, italic=italic, language=language)
        changing = figures is None or any(info.flags for info in self._buffer.glyph_infos)
        self._buffer.flags = hb.BufferFlags.DEFAULT
        each = "".join([before + figure for figure in FIGURES])
        shaped = None if changing else self.plainly(each + after, bold=bold, italic=italic, language=language)
        if figures is None or shaped is None or shaped.face is not figures.face or len(set(figures.advances)) > 1:
            return None
        drawn, size = list(zip(shaped.glyphs, shaped.advances, strict=True)), len(before)
        repeated = [*drawn[:size], (-1, -1)] * len(FIGURES)
        repeated[size :: size + 1] = zip(figures.glyphs, figures.advances, strict=True)
        if drawn[: len(each)] != repeated:
            return None
        whole = [*repeated[:size], *repeated[size :: size + 1], *drawn[len(each) :]]
        return Plain(shaped.face, [glyph for glyph, _ in whole], [advance for _, advance in whole])

    def shape(self, text: str, *, rtl: bool, bold: bool, italic: bool, language: str) -> list[GlyphRun]:
        """The glyph runs of a piece of text in one direction, from left to right."""
        faces = chain(self._direction, bold=bold, italic=italic)
        if not _HIDDEN.isdisjoint(text):
            text = "".join([character for character in text if character not in _HIDDEN])
        if not text:
            return []
        runs = [
            GlyphRun(face, self._missing(face, part) if lacks else self._shaped(face, part, rtl, language))
            for face, part, lacks in _faces_of(text, faces)
        ]
        return runs[::-1] if rtl else runs

    def _missing(self, face: Face, part: str) -> list[Glyph]:
        """The replacement character for each that no face has: it is seen to be missing, and still copied."""
        self.missing.update(part)
        glyph = face.glyph(REPLACEMENT) or 0
        return [Glyph(glyph, part, face.width(glyph))]

    def _shaped(self, face: Face, text: str, rtl: bool, language: str) -> list[Glyph]:
        self._fill(face, text, language, "rtl" if rtl else "ltr")
        buffer = self._buffer
        scale, infos, places = face.scale, buffer.glyph_infos, buffer.glyph_positions
        drawn = [
            (
                info.codepoint,
                info.cluster,
                *_near(place.x_advance * scale, place.x_offset * scale),
                place.y_offset * scale,
            )
            for info, place in zip(infos, places, strict=True)
        ]
        return _right_to_left(face, text, drawn) if rtl else _left_to_right(text, drawn)

    def _fill(self, face: Face, text: str, language: str, direction: Direction) -> None:
        """Fill the buffer with the glyphs of a text."""
        buffer = self._buffer
        buffer.clear_contents()
        buffer.add_str(text.replace(_NARROW, _SIXTH) if _NARROW in text else text)
        buffer.direction = direction
        buffer.language = language or "und"
        buffer.guess_segment_properties()
        hb.shape(face.font, buffer, _FEATURES)


def _near(advance: float, right: float) -> tuple[float, float]:
    """The advance of a letter and its place in it, without more room beside it than there may be within a word."""
    excess = right - WHOLE
    return (advance - excess, WHOLE) if excess > 0 and advance > 0 else (advance, right)


def _left_to_right(text: str, drawn: list[tuple[int, int, float, float, float]]) -> list[Glyph]:
    """Glyphs of characters; where several glyphs make one character, the first says it."""
    starts = sorted({cluster for _, cluster, _, _, _ in drawn})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    glyphs = []
    for glyph, cluster, advance, right, up in drawn:
        glyphs.append(Glyph(glyph, text[cluster : ends.pop(cluster, cluster)], advance, right, up))
    return glyphs


def _right_to_left(face: Face, text: str, drawn: list[tuple[int, int, float, float, float]]) -> list[Glyph]:
    """The same from left to right, such that a reader that turns the line around finds every character in its place.

    A ligature gives its first character; the others follow on blanks within its box. A mark above or below gives
    its text on a blank before its base, for its own box may reach over its neighbours; where it is one with its base,
    the base gives both. A comma or a percent sign
    that no letter follows is followed by a mark of direction, for readers take it for the beginning of a number.
    """
    glyphs: list[Glyph] = []
    until = len(text)
    for at, (glyph, cluster, advance, right, up) in enumerate(drawn, 1):
        said, following = text[cluster:until], text[until : until + 1]
        if advance == 0 and at < len(drawn) and drawn[at][1] == cluster:  # its base, with which it is one, says it
            mark = next((character for character in said if category(character) == "Mn"), "")
            glyphs.append(Glyph(glyph, mark, advance, right, up, said_before=True))
            continue
        until = min(cluster, until)
        if said and is_weak(said[-1]) and not (following and shows_right(following)):
            glyphs += _blanks(face, _RIGHT_TO_LEFT_MARK, 0.0)
        if said and advance == 0 and category(said[0]) == "Mn":
            glyphs += _blanks(face, said, drawn[at][3] if at < len(drawn) else 0.0)
            glyphs.append(Glyph(glyph, said[:1], advance, right, up, said_before=True))
            continue
        glyphs += _blanks(face, said[1:], right)
        glyphs.append(Glyph(glyph, said[:1], advance, right, up))
    return glyphs


def _blanks(face: Face, text: str, right: float) -> list[Glyph]:
    """Glyphs without ink or width for each character, the first nearest to what follows on the right."""
    count = len(text)
    return [
        Glyph(face.blank, character, 0.0, right - APART * (count - at)) for at, character in enumerate(reversed(text))
    ]


def _faces_of(text: str, faces: tuple[Face, ...]) -> list[tuple[Face, str, bool]]:
    """The text in parts by face: one face for all of it if there is one, else one for each base with its marks."""
    for face in faces:
        if face.covers(text):
            return [(face, text, False)]
    parts: list[tuple[Face, str, bool]] = []
    for cluster in clusters(text):
        found = next((face for face in faces if face.covers(cluster)), None)
        face, lacks = found or _with_replacement(faces), found is None
        if parts and not lacks and parts[-1][0] is face and not parts[-1][2]:
            parts[-1] = (face, parts[-1][1] + cluster, False)
        else:
            parts.append((face, cluster, lacks))
    return parts


def _with_replacement(faces: tuple[Face, ...]) -> Face:
    return next(face for face in faces if REPLACEMENT in face.characters)
