"""Explicit levels and the sequences they make of a paragraph (UAX #9, rules X1 to X10)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

_TOKENS: Final = re.compile("[lrxypijfdbB]|[^lrxypijfdbB]+")
_OVERRIDDEN: Final = re.compile("[^b]")


@dataclass(slots=True)
class Run:
    """Stretches of one level that are resolved as one, with the levels next to its two ends."""

    level: int
    spans: list[tuple[int, int]] = field(default_factory=list)
    kinds: str = ""
    before: int = 0
    after: int = 0


@dataclass(slots=True)
class _Stretch:
    """Characters next to each other (but for removed ones) with one level."""

    level: int
    spans: list[tuple[int, int]]
    kinds: list[str]
    opened_by: int = -1
    """The isolate that its first character closes, by number; -1 for none."""
    opens: int = -1
    """The isolate that its last character opens."""


@dataclass(frozen=True, slots=True)
class _Status:
    level: int
    override: str = ""
    isolate: int = -1


def isolating_runs(kinds: str, base: int, max_depth: int) -> list[Run]:
    """The isolating run sequences of a paragraph, from the letters of its characters' classes."""
    stretches = _Levels(kinds, base, max_depth).stretches()
    heads: dict[int, Run] = {}
    runs: list[Run] = []
    for number, stretch in enumerate(stretches):
        before = stretches[number - 1].level if number else base
        after = stretches[number + 1].level if number + 1 < len(stretches) else base
        run = heads.pop(stretch.opened_by, None)
        if run is None:
            run = Run(stretch.level, before=before)
            runs.append(run)
        run.spans += stretch.spans
        run.kinds += "".join(stretch.kinds)
        run.after = after
        if stretch.opens >= 0:
            heads[stretch.opens] = run
            run.after = base
    return runs


class _Levels:
    """One pass over a paragraph with the stack of directional statuses (X1 to X8)."""

    def __init__(self, kinds: str, base: int, max_depth: int) -> None:
        self.kinds, self.base, self.max_depth = kinds, base, max_depth
        self.stack = [_Status(base)]
        self.overflowing_isolates = self.overflowing_embeddings = self.isolates = 0
        self.found: list[_Stretch] = []
        self.closers = _matching(kinds)

    def stretches(self) -> list[_Stretch]:
        """The stretches of the paragraph in logical order, without the characters that X9 removes."""
        for token in _TOKENS.finditer(self.kinds):
            kind, at = token[0], token.start()
            if kind in "lrxy":
                self._embed(kind)
            elif kind in "ijf":
                self._open(kind, at)
            elif kind == "d":
                self._close(at)
            elif kind == "p":
                self._pop()
            elif kind != "b":
                status = self.stack[-1]
                kept = kind if kind == "B" or not status.override else _OVERRIDDEN.sub(status.override, kind)
                self._add(at, token.end(), kept, self.base if kind == "B" else status.level)
        return self.found

    def _add(self, start: int, stop: int, kinds: str, level: int, closes: int = -1) -> None:
        last = self.found[-1] if self.found else None
        if last is None or last.level != level or last.opens >= 0 or closes >= 0:
            self.found.append(_Stretch(level, [(start, stop)], [kinds], opened_by=closes))
        else:
            last.spans.append((start, stop))
            last.kinds.append(kinds)

    def _next_level(self, right: bool) -> int:
        level = self.stack[-1].level
        return (level + 1) | 1 if right else (level + 2) & ~1

    def _embed(self, kind: str) -> None:
        level = self._next_level(kind in "ry")
        if level <= self.max_depth and not self.overflowing_isolates and not self.overflowing_embeddings:
            self.stack.append(_Status(level, {"x": "L", "y": "R"}.get(kind, "")))
        elif not self.overflowing_isolates:
            self.overflowing_embeddings += 1

    def _open(self, kind: str, at: int) -> None:
        status = self.stack[-1]
        self._add(at, at + 1, status.override or kind, status.level)
        if self.overflowing_isolates or self.overflowing_embeddings:
            # Too deep already: looking for its direction would take a look at all that follows, mark by mark.
            self.overflowing_isolates += 1
            return
        right = kind == "j" or (kind == "f" and self._first_strong_is_right(at))
        level = self._next_level(right)
        if level <= self.max_depth:
            self.isolates += 1
            self.stack.append(_Status(level, isolate=at))
            self.found[-1].opens = at
        else:
            self.overflowing_isolates += 1

    def _first_strong_is_right(self, at: int) -> bool:
        stop, depth, found = self.closers.get(at, len(self.kinds)), 0, ""
        for match in re.compile("[LRAijfd]").finditer(self.kinds, at + 1, stop):
            found = match[0]
            depth += (found in "ijf") - (found == "d" and depth > 0)
            if depth == 0 and found in "LRA":
                return found != "L"
        return False

    def _close(self, at: int) -> None:
        closes = -1
        if self.overflowing_isolates:
            self.overflowing_isolates -= 1
        elif self.isolates:
            self.overflowing_embeddings = 0
            while self.stack[-1].isolate < 0:
                self.stack.pop()
            closes = self.stack.pop().isolate
            self.isolates -= 1
        status = self.stack[-1]
        self._add(at, at + 1, status.override or "d", status.level, closes)

    def _pop(self) -> None:
        if self.overflowing_isolates:
            return
        if self.overflowing_embeddings:
            self.overflowing_embeddings -= 1
        elif len(self.stack) > 1 and self.stack[-1].isolate < 0:
            self.stack.pop()


def _matching(kinds: str) -> dict[int, int]:
    """The position of the PDI that closes each isolate initiator that has one (BD9)."""
    open_: list[int] = []
    closers: dict[int, int] = {}
    for match in re.finditer("[ijfdB]", kinds):
        if match[0] == "d":
            if open_:
                closers[open_.pop()] = match.start()
        elif match[0] == "B":
            open_.clear()
        else:
            open_.append(match.start())
    return closers
