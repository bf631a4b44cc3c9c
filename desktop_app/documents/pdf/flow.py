"""Strips of a document one below the other, and where the pages between them begin.

Each block becomes strips: a line, a row, a picture. Between two strips the page may break at a cost; the cheapest of
the last possible breaks is taken. A frame is drawn around strips and follows them across pages.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from desktop_app.documents.pdf.sheet import Sheet

FREE: Final = 0
INSIDE: Final = 1
"""Breaking here divides what is better whole: a box, a row."""
LONELY: Final = 2
"""Breaking here leaves one line of a paragraph alone."""
HELD: Final = 4
"""Breaking here separates a heading from what it heads."""
NEVER: Final = 9
_TAKEN: Final = 64
"""Strips that are taken at a time: about a page of lines."""


class Strip:
    """Something of a height that a page break cannot divide. The page break *after* it costs ``cost``."""

    # Most strips are lines like any other: what they have in common is said by the class, and costs them nothing.
    before = 0.0
    cost = FREE
    notes: tuple[int, ...] = ()
    frames: tuple[Frame, ...] = ()
    repeated: Strip | None = None
    """What is drawn again above it when a page begins with it: the head of a table."""
    page = -1
    """The page that it is on, and its top there, once they are known."""
    top = 0.0

    def __init__(self, height: float, before: float = 0.0, cost: int = FREE) -> None:
        self.height = height
        if before:
            self.before = before
        if cost:
            self.cost = cost

    def ground(self, sheet: Sheet, top: float) -> None:
        """Draw what lies behind the text: shades and rules."""

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw the text or the picture."""


class Space(Strip):
    """An empty strip of a height, which does not vanish at the top of a page."""


class NewPage(Strip):
    """What follows begins on a new page."""

    def __init__(self, *, marked: bool = True) -> None:
        super().__init__(0.0)
        self.marked = marked


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """Something drawn behind consecutive strips, once on each page that they are on."""

    paint: Callable[[Sheet, float, float], None]
    """Called with the sheet, the top and the bottom."""


@dataclass(slots=True)
class PagePlan:
    """The strips of one page with the top of each, and the footnotes' lines at its foot."""

    strips: list[tuple[Strip, float]] = field(default_factory=list)
    notes: list[Strip] = field(default_factory=list)
    marked: bool = True
    """Whether the document's watermark stands on it."""


class Paginator:
    """Distributes strips over pages.

    ``room`` says the top and the bottom of the text of a page by its number; ``notes`` the lines of a footnote.
    """

    def __init__(
        self,
        room: Callable[[int], tuple[float, float]],
        notes: Callable[[int], Sequence[Strip]],
        rule_above_notes: float,
        *,
        marked: bool = True,
    ) -> None:
        self._room, self._note_lines, self._rule = room, notes, rule_above_notes
        self._marked = marked
        self._carried: list[Strip] = []
        self._ahead: list[Strip] = []
        """What was taken of the strips and is on no page yet."""

    def pages(self, strips: Iterable[Strip]) -> Iterator[PagePlan]:
        """The pages, at least one: each as soon as the strips that were taken fill it."""
        source = iter(strips)
        number = 0
        while self._reach(source, 0) or self._carried or not number:
            stop, plan = self._page(source, number)
            for strip, top in plan.strips:
                strip.page, strip.top = number, top
            del self._ahead[:stop]
            yield plan
            number += 1

    def _reach(self, source: Iterator[Strip], at: int) -> bool:
        """Take strips up to the one of a number; says whether there is one."""
        if at >= len(self._ahead):
            self._ahead += islice(source, _TAKEN)
        return at < len(self._ahead)

    def _page(self, source: Iterator[Strip], number: int) -> tuple[int, PagePlan]:
        top, bottom = self._room(number)
        notes, self._carried = self._fitting_notes(self._carried, (bottom - top) * 0.6)
        y = top
        placed: list[tuple[Strip, float]] = []
        ahead = self._ahead
        at = 0
        repeated = ahead[0].repeated if ahead else None
        if repeated is not None:
            placed.append((repeated, y))
            y += repeated.height
        first = len(placed)
        limit = bottom - self._height(notes) + 0.01
        while at < len(ahead) or self._reach(source, at):
            strip = ahead[at]
            if isinstance(strip, NewPage):
                at += 1
                marked, self._marked = self._marked, strip.marked
                if placed:
                    return at, PagePlan(placed, notes, marked)
                continue
            gap = strip.before if len(placed) > first else 0.0
            called = [line for note in strip.notes for line in self._note_lines(note)] if strip.notes else []
            low = bottom - self._height(notes + called) + 0.01 if called else limit
            if y + gap + strip.height > low:
                if len(placed) > first:
                    break
                if y + strip.height <= limit - 0.01 or not called:
                    return self._alone(strip, placed, y, notes, called, bottom, at)
            placed.append((strip, y + gap))
            notes, limit = notes + called, low
            y += gap + strip.height
            at += 1
        if at < len(ahead):
            at = self._back(at)
            kept = first + sum(1 for strip in ahead[:at] if not isinstance(strip, NewPage))
            placed, notes = self._without(placed, notes, kept)
        return at, PagePlan(placed, notes, self._marked)

    def _alone(
        self, strip: Strip, placed: list[tuple[Strip, float]], y: float, notes: list[Strip], called: list[Strip],
        bottom: float, at: int,
    ) -> tuple[int, PagePlan]:  # fmt: skip
        """A page that begins with a strip whose footnotes, or which itself, is more than the page can hold."""
        placed.append((strip, y))
        fitting, rest = self._fitting_notes(called, bottom - y - strip.height - self._height(notes))
        self._carried += rest
        return at + 1, PagePlan(placed, notes + fitting, self._marked)

    def _back(self, at: int) -> int:
        """Where the page ends, given that strip ``at`` does not fit: after the last of the cheapest breaks."""
        best, cheapest = at, NEVER + 1
        for end in range(at, 0, -1):
            cost = self._ahead[end - 1].cost
            if cost < cheapest:
                best, cheapest = end, cost
            if cost == FREE:
                break
        return best

    def _without(
        self, placed: list[tuple[Strip, float]], notes: list[Strip], kept: int
    ) -> tuple[list[tuple[Strip, float]], list[Strip]]:
        """The page without the strips, and their footnotes, that move on to the next."""
        gone = sum(len(self._note_lines(note)) for strip, _ in placed[kept:] for note in strip.notes)
        return placed[:kept], notes[: len(notes) - gone] if gone else notes

    def _height(self, notes: Sequence[Strip]) -> float:
        return sum(line.height + line.before for line in notes) + self._rule if notes else 0.0

    def _fitting_notes(self, lines: list[Strip], room: float) -> tuple[list[Strip], list[Strip]]:
        for count in range(len(lines), 0, -1):
            if self._height(lines[:count]) <= room:
                return lines[:count], lines[count:]
        return [], lines
