"""The files that wait to be merged, with what each would do or why it cannot be taken in.

They belong to the session, not to the page: the window can be made anew, with larger text, and they still wait.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from desktop_app.exchange.bundle import Incoming
    from desktop_app.exchange.merge import Plan
    from desktop_app.language import Message
    from desktop_app.workspace import Card, Pinned


@dataclass
class Rehearsed:
    """A file that was checked, and what it would do."""

    incoming: Incoming
    plan: Plan

    @property
    def key(self) -> str:
        """What it is found by in the list."""
        return self.incoming.digest

    @property
    def wants_a_look(self) -> bool:
        """Whether a person should see what it would do before the others."""
        from desktop_app.exchange.merge import What

        return bool(self.plan.awaited or self.plan.count(What.CONTRADICTS) or self.plan.count(What.FURTHER))


@dataclass
class Refused:
    """A file that cannot be taken in, and why."""

    path: Path
    sentence: Message
    card: Card | None = None
    """What it is signed with, where another card is known of the same city: it can be compared by telephone."""

    @property
    def key(self) -> str:
        """What it is found by in the list."""
        return f"refused:{self.path}"


@dataclass
class Waiting:
    """All of them, in the order in which they are merged."""

    found: list[Rehearsed] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    left_out: list[Incoming] = field(default_factory=list)
    cards: list[Pinned] = field(default_factory=list)
    """The cards that were known when they were compared with what is here."""
    key: str = ""
    """Which of them is looked at."""

    def __bool__(self) -> bool:
        return bool(self.found or self.refused)

    @property
    def files(self) -> list[Refused | Rehearsed]:
        """Those that want something from a person before anything else, then the others as they are merged."""
        return [*self.refused, *self.found]

    @property
    def chosen(self) -> Refused | Rehearsed | None:
        """The one that is looked at."""
        return next((one for one in self.files if one.key == self.key), None)

    def first(self, among: Collection[str]) -> str:
        """The file among these that is to be looked at first: one that wants a person, or else the first."""
        files = [one for one in self.files if one.key in among]
        wanting = (one for one in files if isinstance(one, Refused) or one.wants_a_look)
        return next((one.key for one in (*wanting, *files)), "")

    def place_of(self, incoming: Incoming) -> int:
        """Where a file stands in the order in which they are merged; one that is not there yet comes last."""
        digests = [one.incoming.digest for one in self.found]
        return digests.index(incoming.digest) if incoming.digest in digests else len(digests)

    def add(self, one: Rehearsed) -> None:
        """Keep what a file would do, in place of what was kept of it."""
        place = self.place_of(one.incoming)
        self.found[place : place + 1] = [one]
        self.forget_refusal(one.incoming.path)

    def refuse(self, one: Refused) -> None:
        """Keep why a file cannot be taken in."""
        self.forget_refusal(one.path)
        self.refused.append(one)

    def forget_refusal(self, path: Path) -> None:
        """The file is looked at once more."""
        self.refused = [one for one in self.refused if one.path != path]

    def without(self, incoming: Incoming) -> None:
        """Go on without a file."""
        self.found = [one for one in self.found if one.incoming.digest != incoming.digest]

    def clear(self) -> None:
        """Put all of them away."""
        self.found, self.refused, self.left_out, self.key = [], [], [], ""
