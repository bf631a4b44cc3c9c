"""Blocks become strips: what all kinds of block share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from desktop_app.documents.blocks import Run, Tone, texts
from desktop_app.documents.pdf.images import Pictures
from desktop_app.documents.pdf.lines import Look
from desktop_app.documents.pdf.strips import HeadingMark, LineStrip, Measure, edge, set_costs
from desktop_app.documents.pdf.style import (
    BOLD_TONES,
    COLOUR_OF,
    MARK_RISE,
    MARK_SIZE,
    NOTE,
    SIDE,
    STROKES,
    TEXT_WIDTH,
    Text,
)
from desktop_app.documents.pdf.tags import Element, Tags
from desktop_app.documents.pdf.typesetting import Piece, Typesetter
from desktop_app.documents.pdf.words import Letters
from desktop_app.documents.text.clean import cleaned
from desktop_app.language import direction, text_direction

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop_app.documents.blocks import Align, Block, Rich
    from desktop_app.documents.pdf.flow import Strip
    from desktop_app.documents.pdf.fonts import Fonts
    from desktop_app.documents.pdf.lines import Line
    from desktop_app.documents.text.bidi import Base
    from desktop_app.language import Direction


_UNBOUNDED: Final = 1e6
"""Wider than any line, in points."""
_BALANCED: Final = 5
"""Lines of a title up to which it is worth the trouble to balance them."""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote, by its number; its element comes into the structure where it is called."""

    number: int
    content: Rich
    element: Element
    strips: tuple[Strip, ...] = ()


class Composer:
    """What is common to the blocks of one document: its letters, its structure, its footnotes."""

    def __init__(self, fonts: Fonts, language: str, typesetter: Typesetter | None = None) -> None:
        self.fonts = fonts
        self.language = language
        self.direction: Direction = direction(language)
        self.typesetter = typesetter or Typesetter(fonts, self.direction)
        self.tags = Tags()
        self.page = Measure(SIDE, TEXT_WIDTH)
        self.number_indent = 0.0
        self.blocks: Sequence[Block] = ()
        """What the document consists of."""
        self._note_indent = 0.0
        self._notes: list[Footnote] = []
        self._plain: dict[Text, Look] = {}
        self._looks: dict[tuple[bool, bool, Tone, str, Text], Look] = {}
        self._marks: dict[tuple[Look, int], Look] = {}
        self.headings: list[HeadingMark] = []
        self.pictures = Pictures()
        self.breathe: Callable[[], None] = _nothing
        """Called within long work; it may raise `Cancelled`."""
        self.levels = (0, 0)
        """The level of the last heading in the structure, and how many levels the title takes."""

    def begin_again(self) -> None:
        """Begin another version of the document: letters, words and pictures stay known, and nothing else."""
        self.tags = Tags()
        self.headings = []
        self._notes = []
        self._note_indent = 0.0

    # --- text ---------------------------------------------------------------------------------------------------

    def pieces(self, content: Rich, text: Text) -> list[Piece]:
        """The runs of a paragraph as pieces of text, each footnote's mark among them."""
        pieces: list[Piece] = []
        for run in content:
            look = self._look(run, text)
            pieces.append(Piece(cleaned(run.text), look))
            if run.note:
                number = self._note(run.note)
                pieces.append(Piece(str(number), self._mark_look(look, text, number)))
        return pieces

    def _look(self, run: Run, text: Text) -> Look:
        if run.tone is Tone.PLAIN and not (run.bold or run.italic or run.language):
            return self._plain_look(text)
        key = (run.bold, run.italic, run.tone, run.language, text)
        look = self._looks.get(key)
        if look is None:
            look = self._looks[key] = self._made_look(run, text)
        return look

    def _mark_look(self, look: Look, text: Text, number: int) -> Look:
        """The look of a footnote's mark after text of a look."""
        found = self._marks.get((look, number))
        if found is None:
            letters = look.letters._replace(size=round(text.size * MARK_SIZE, 1), italic=False)
            found = self._marks[look, number] = Look(letters, look.colour, text.size * MARK_RISE, "", number)
        return found

    def _plain_look(self, text: Text) -> Look:
        look = self._plain.get(text)
        if look is None:
            look = self._plain[text] = self._made_look(Run(""), text)
        return look

    def _made_look(self, run: Run, text: Text) -> Look:
        tone = run.tone if run.tone is not Tone.PLAIN else text.tone
        bold = text.bold or run.bold or run.tone in BOLD_TONES
        letters = Letters(text.size, bold, text.italic != run.italic, run.language or self.language)
        spoken = run.language if run.language != self.language else ""
        return Look(letters, COLOUR_OF[tone], spoken=spoken, stroke=STROKES.get(tone, 0.0))

    def side_of(self, content: Rich) -> Direction:
        """The direction of a paragraph: that of its first strong character, else that of the document."""
        return self._side(plain(content) if content else "")

    def _side(self, text: str) -> Direction:
        first = text[:1]
        return "ltr" if first.isascii() and first.isalpha() else text_direction(text, self.direction)

    def lines(
        self,
        element: Element,
        content: Rich,
        text: Text,
        measure: Measure,
        *,
        side: Direction | None = None,
        align: Align = "start",
        held: bool = False,
        towards: Direction | None = None,
    ) -> list[LineStrip]:
        """The lines of a paragraph as strips, its first and last two held together.

        ``side`` is the direction of its text, ``towards`` the direction that *start* means, the same if not given.
        """
        side = side or self.side_of(content)
        towards = towards or side
        lines = self._lines(content, text, measure.width, 1 if side == "rtl" else 0)
        depth, height, refer = text.baseline, text.leading, self.reference
        if align == "start" and towards == "ltr":
            begin = measure.left
            strips = [LineStrip(element, line, begin, height, depth, refer) for line in lines]
        else:
            begins = [edge(line, measure, align, towards) for line in lines]
            placed = zip(lines, begins, strict=True)
            strips = [LineStrip(element, line, begin, height, depth, refer) for line, begin in placed]
        if text.before:
            strips[0].before = text.before
        if held or len(strips) > 1:
            set_costs(strips, held=held)
        return strips

    def _lines(self, content: Rich, text: Text, width: float, base: Base) -> Sequence[Line]:
        if len(content) == 1 and not content[0].note:
            return self.typesetter.plain(content[0].text, self._look(content[0], text), width, base)
        return self.typesetter.lines(self.pieces(content, text), width, base)

    def balanced(self, content: Rich, text: Text, measure: Measure, side: Direction) -> Measure:
        """The part of a column in which a few large lines come out about equally long."""
        base: Base = 1 if side == "rtl" else 0
        pieces = [Piece(cleaned(run.text), self._look(run, text)) for run in content]
        count = len(self.typesetter.lines(pieces, measure.width, base))
        if not 1 < count <= _BALANCED:
            return measure
        narrow, wide = measure.width / count, measure.width
        while wide - narrow > 1:
            middle = (narrow + wide) / 2
            if len(self.typesetter.lines(pieces, middle, base)) > count:
                narrow = middle
            else:
                wide = middle
        return measure.start(wide, self.direction)

    def label(self, strip: LineStrip, element: Element, content: str, text: Text, at: Measure, side: Direction) -> None:
        """Hang a number or a bullet before a line, at the start of a column."""
        line = self.line(content, text, side)
        strip.label = (element, line, edge(line, at, "start", side))

    def line(self, content: str, text: Text, side: Direction | None = None) -> Line:
        """A plain text on one line, ready to be drawn: in a direction, or in its own."""
        return self._unbroken(content, text, side)[0]

    def width(self, content: str, text: Text, side: Direction | None = None) -> float:
        """The width of a plain text on one line, or of the widest of those that somebody began on purpose."""
        return max([line.width for line in self._unbroken(content, text, side)])

    def _unbroken(self, content: str, text: Text, side: Direction | None) -> Sequence[Line]:
        base: Base = 1 if (side or self._side(content)) == "rtl" else 0
        return self.typesetter.plain(content, self._plain_look(text), _UNBOUNDED, base)

    def align(self, strips: Sequence[LineStrip], measure: Measure, side: Direction) -> None:
        """Let lines begin at the start of a direction."""
        for strip in strips:
            strip.left = edge(strip.line, measure, "start", side)

    def open_headings(self, *, below_title: bool) -> None:
        """Begin the headings: the highest are of the first level in the structure, below a title of the second."""
        self.levels = (int(below_title), int(below_title))

    def heading_level(self, level: int) -> int:
        """The level of a heading in the structure, where none may be left out on the way down."""
        last, above = self.levels
        self.levels = (min(level + above, last + 1), above)
        return self.levels[0]

    # --- footnotes ----------------------------------------------------------------------------------------------

    def _note(self, content: Rich) -> int:
        number = len(self._notes) + 1
        element = self.tags.apart("Note", f"note-{number:06d}")
        self._notes.append(Footnote(number, content, element))
        return number

    def reference(self, paragraph: Element, number: int) -> Element:
        """The element of a footnote's mark in a paragraph; the footnote follows it in the structure."""
        mark = paragraph.add("Reference")
        note = self._notes[number - 1].element
        paragraph.take(note)
        return mark

    def note_lines(self, number: int) -> Sequence[Strip]:
        """The lines of a footnote, set when they are first asked for."""
        note = self._notes[number - 1]
        if not note.strips:
            label, body = note.element.add("Lbl"), note.element.add("P")
            side = self.side_of(note.content)
            indent = self._indent_of_notes()
            strips = self.lines(body, note.content, NOTE, self.page.indented(indent, side), side=side)
            self.label(strips[0], label, str(number), NOTE, self.page.start(indent, side), side)
            strips[0].before = NOTE.after
            note = self._notes[number - 1] = replace(note, strips=tuple(strips))
        return note.strips

    def _indent_of_notes(self) -> float:
        """How far footnotes stand in: the numbers of all, which hang, share a column."""
        if not self._note_indent:
            count = sum(1 for block in self.blocks for text in texts(block) for run in text if run.note)
            self._note_indent = self.width(str(count), NOTE) + 5
        return self._note_indent


def plain(content: Rich) -> str:
    """The text of a paragraph without its looks and its footnotes."""
    return content[0].text if len(content) == 1 else "".join([run.text for run in content])


def _nothing() -> None:
    """Nobody watches."""
