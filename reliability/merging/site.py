"""One installation, with what it was told: from that follows what it must hold and show."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from reliability.merging.rules import Model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from desktop_app.workspace import Change, Workspace
    from desktop_app.workspace.kept.erasure import Erasure


@dataclass
class Taken:
    """A file that was taken in."""

    number: int
    held: frozenset[bytes]
    """The ids of its changes."""
    brought: set[bytes]
    """Those that count as its own: they were not here before."""
    withdrawn: bool = False


@dataclass
class Site:
    """One installation."""

    make: Callable[[], Workspace]
    skew: int = 0
    noted: int = 0
    """The number up to which its own changes were noted."""
    heard: set[bytes] = field(default_factory=set)
    """The ids of all that was written here or delivered to here."""
    full: set[bytes] = field(default_factory=set)
    """Of these, the ids of those that came with their values, which no erasure has taken since."""
    erasures: dict[bytes, Erasure] = field(default_factory=dict)
    """Those that were said here or delivered to here."""
    done: set[bytes] = field(default_factory=set)
    """The ids of those that have taken effect; they stay in effect."""
    keys: dict[str, bytes] = field(default_factory=dict)
    """The keys that are known here, by city."""

    imports: list[Taken] = field(default_factory=list)

    @cached_property
    def workspace(self) -> Workspace:
        """Its workspace, opened when it is first needed."""
        return self.make()

    @property
    def is_open(self) -> bool:
        """Whether its workspace was needed yet."""
        return "workspace" in vars(self)

    @property
    def is_alone(self) -> bool:
        """Whether it erased for itself alone, so that it does not show what others show."""
        return any(not erasure.travels for erasure in self.erasures.values())

    def hear(self, changes: Iterable[Change], erasures: Iterable[Erasure], written: Mapping[bytes, Change]) -> None:
        """Changes and erasures were written here, or arrive."""
        self.erasures.update((erasure.id, erasure) for erasure in erasures)
        for change in changes:
            self.heard.add(change.id)
            if change.value is not None:
                self.full.add(change.id)
        self.settle(written)

    def withdraw(self, one: Taken) -> None:
        """Take out what a file alone brought."""
        one.withdrawn = True
        others = [other for other in self.imports if not other.withdrawn]
        for id_ in one.brought:
            owner = next((other for other in others if id_ in other.held), None)
            if owner is not None:
                owner.brought.add(id_)
            else:
                self.heard.discard(id_)
                self.full.discard(id_)

    def copy(self, make: Callable[[], Workspace]) -> Site:
        """The same in a copy of the file."""
        imports = [Taken(one.number, one.held, set(one.brought), one.withdrawn) for one in self.imports]
        return Site(make, self.skew, 0, set(self.heard), set(self.full), dict(self.erasures), set(self.done),
                    dict(self.keys), imports)  # fmt: skip

    def settle(self, written: Mapping[bytes, Change]) -> None:
        """Take the values away that erasures cover which take effect here."""
        if not self.erasures:
            return
        for erasure in self.erasures.values():
            founders = {
                written[id_].json or "" for id_ in self.heard
                if (written[id_].record, written[id_].field) == (erasure.record, "city") and not written[id_].parents
            }  # fmt: skip
            theirs = founders == {erasure.city} and self.keys.get(erasure.city) == erasure.key
            if theirs or not erasure.travels:
                self.done.add(erasure.id)
        self.full = {id_ for id_ in self.full if not self.is_erased(written[id_])}

    def is_erased(self, change: Change) -> bool:
        """Whether an erasure that takes effect here covers a change."""
        return any(self.erasures[id_].covers(change) for id_ in self.done)

    def model(self, written: Mapping[bytes, Change]) -> Model:
        """What the rules say about all that it heard."""
        here = [written[id_] if id_ in self.full else written[id_].erased() for id_ in self.heard]
        return Model(here, self.erasures.values())
