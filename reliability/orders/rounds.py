"""Rounds of work in the demo's cities and in copies of their files; in each of them some send a bundle.

In each round everybody whose turn it is takes in what others sent, writes, deletes, links, decides, withdraws and
erases by chance, and sends all that the network may see.
"""

from __future__ import annotations

import shutil
import time
from collections import defaultdict
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Final
from unittest.mock import patch

import resources
from desktop_app import demo
from desktop_app.demo import Demo
from desktop_app.errors import InvalidValue, OtherKey, Unknown
from desktop_app.exchange import bundle, cards, merge
from desktop_app.records import (
    AgendaItem,
    Audience,
    Meeting,
    Membership,
    Organisation,
    Person,
    Recommendation,
)
from desktop_app.workspace import How, Workspace, linking
from desktop_app.workspace.file import counters
from desktop_app.workspace.kept.erasing import NAMELESS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from random import Random

    from desktop_app.records import Record

COPIES: Final = 3
"""Cities that go on in a copy of their file besides."""
ACTS: Final = 20
"""Things that are done by each in a round."""
SOUGHT_AFTER: Final = 5
"""Records of a kind that half of all writing is about."""
SKEWS: Final = (0, 0, -365 * 86_400, 30 * 365 * 86_400, 60)
"""Seconds by which clocks are wrong."""
HEARD: Final = 4
"""Files of others that each takes in in a round."""
TEXTS: Final = ("Commune", "Ville de demain", "Stadt", "بلدية", "Un toit pour tous", "Budget 2018")
_WRITTEN: Final[dict[type[Record], tuple[str, ...]]] = {
    Organisation: ("name", "acronym", "website"),
    Person: ("given_name", "family_name"),
    Meeting: ("title", "place", "symbol"),
    AgendaItem: ("title", "conclusion"),
    Recommendation: ("title", "text"),
    Membership: ("function",),
}


class Post:
    """The cities, their files, and what was sent so far."""

    def __init__(self, folder: Path, chance: Random, cities: int) -> None:
        """The first round: each city has written what the demo tells, and sends it; the coordinator announced events.

        Args:
            folder: an empty one.
            chance: by which everything else is done.
            cities: how many of the nine take part.
        """
        self._chance = chance
        self._folder = folder
        self._made = Demo(folder)
        for part in ("cities", "cards", "bundles"):
            (folder / part).mkdir()
        announced = demo._announce(self._made)
        for city in resources.read_table("cities.csv")[:cities]:
            demo._tell(self._made, city, announced)
        self.cards = sorted((folder / "cards").iterdir())
        self.bundles = [announced, *self._made.bundles.values()]
        self._places = [self._made.merged, *self._made.workspaces.values()]
        self._skews = defaultdict[Path, int](lambda: chance.choice(SKEWS))

    def send(self, wanted: int) -> Sequence[Path]:
        """Rounds until there are so many bundles; gives them in the order in which they were made."""
        waiting: list[Path] = []
        while len(self.bundles) < wanted:
            if not waiting:
                self._copy()
                waiting = self._chance.sample(self._places, len(self._places))
            self._turn(waiting.pop())
        return self.bundles

    def _copy(self) -> None:
        """One of the cities goes on in a copy of its file as well."""
        if len(self._places) < len(self._made.workspaces) + COPIES:
            origin = self._chance.choice(list(self._made.workspaces.values()))
            copy = origin.with_name(f"{origin.stem} {len(self._places)}.roundtable")
            shutil.copyfile(origin, copy)
            self._places.append(copy)

    def _turn(self, path: Path) -> None:
        with _skewed(self._skews[path]), Workspace.open(path, author=f"{path.stem} {len(self.bundles)}") as place:
            self._confirm(place)
            for sent in self._chance.sample(self.bundles, min(HEARD, len(self.bundles))):
                with suppress(OtherKey):  # of the city's own copy, before it has heard of the card's owner
                    merge.apply(place, bundle.read(sent))
            for _time in range(ACTS):
                act = self._chance.choice(ACTS_OF_PEOPLE)
                with suppress(Unknown, InvalidValue):  # deleted or erased meanwhile: nobody could have done it
                    act(place, self._chance)
            sent = self._folder / "bundles" / f"{len(self.bundles)}.rtbundle"
            audience = self._chance.choice((Audience.NETWORK, Audience.INTERNAL))
            bundle.write(place, sent, audience=audience)
            self.bundles.append(sent)

    def _confirm(self, place: Workspace) -> None:
        """Some have compared the fingerprints of some."""
        for path in self._chance.sample(self.cards, len(self.cards) // 2):
            card = cards.read(path)
            if card.city != place.city:
                place.keyring.pin(card, How.CONFIRMED)


@contextmanager
def _skewed(seconds: int) -> Iterator[None]:
    """Have the clock of whoever writes be wrong meanwhile."""

    def time_ns() -> int:
        return time.time_ns() + seconds * 1_000_000_000

    with patch.object(counters, "time", SimpleNamespace(time_ns=time_ns)):
        yield


def _some(place: Workspace, chance: Random, *kinds: type[Record]) -> Record:
    found: list[Record] = [record for kind in kinds for record in place.all(kind)]
    if not found:
        raise Unknown(NAMELESS)
    if chance.random() < 0.5:  # where others write as well
        found = sorted(found, key=lambda record: record.id)[:SOUGHT_AFTER]
    return chance.choice(found)


def edit(place: Workspace, chance: Random) -> None:
    """A field gets another text; those of events, which all have, are written by many."""
    kind = chance.choice(list(_WRITTEN))
    field = chance.choice(_WRITTEN[kind])
    language = chance.choice(("fr", "en", "ar")) if kind.fields[field].translated else ""
    place.edit(_some(place, chance, kind).id, {field: chance.choice(TEXTS)}, language=language)


def dispute(place: Workspace, chance: Random) -> None:
    """One of the events that were announced to everybody gets another place, and is deleted now and then."""
    events = [one for one in place.all(Meeting) if not one.city]
    if not events:
        return
    one = chance.choice(sorted(events, key=lambda event: event.id)[:3])
    if chance.random() < 0.2:
        place.delete(one.id)
    else:
        place.edit(one.id, {"place": chance.choice(TEXTS)})


def add(place: Workspace, chance: Random) -> None:
    """Somebody new, with a membership of an organisation that is there."""
    body = _some(place, chance, Organisation)
    person = place.add(Person, {"given_name": "Salma", "family_name": f"Ben {chance.choice(TEXTS)}"})
    place.draft(Membership, {"person": person, "organisation": body.id, "function": chance.choice(TEXTS)})


def delete(place: Workspace, chance: Random) -> None:
    """A record goes, with its parts; one of two times it comes back."""
    one = _some(place, chance, Meeting, Organisation, AgendaItem, Recommendation)
    place.delete(one.id)
    if chance.random() < 0.5:
        place.edit(_some(place, chance, Organisation).id, {"acronym": "T"})
        place.restore(one.id)


def link(place: Workspace, chance: Random) -> None:
    """Two records stand for the same, or two that did do not any more."""
    kind = chance.choice((Person, Organisation))
    group = next(iter(place.groups()), None)
    if group is not None and chance.random() < 0.3:
        linking.unlink(place, chance.choice(sorted(group)))
    else:
        linking.link(place, _some(place, chance, kind).id, _some(place, chance, kind).id)


def decide(place: Workspace, chance: Random) -> None:
    """A contradiction is decided, or left side by side."""
    waiting = place.disagreements()
    if not waiting:
        return
    one = chance.choice(waiting)
    if chance.random() < 0.2:
        place.leave(one)
    elif one.field == "deleted":
        place.resolve(one.record, one.field, value=chance.random() < 0.5)
    else:
        place.resolve(one.record, one.field, language=one.language, keep=chance.choice(one.alternatives).change)


def take_back(place: Workspace, _chance: Random) -> None:
    """The last step is taken back."""
    place.undo()


def erase(place: Workspace, chance: Random) -> None:
    """A person of the city is forgotten, with the texts in which the name is; now and then one of another city."""
    own = [person for person in place.all(Person) if person.city == place.city and place.city]
    one = chance.choice(own) if own and chance.random() < 0.7 else _some(place, chance, Person)
    found = place.erasures.propose(one.id)
    place.erasures.erase(found, [mention for mention in found.mentions if chance.random() < 0.8])


def withdraw(place: Workspace, chance: Random) -> None:
    """An import is taken out again."""
    standing = [one.number for one in place.imports() if not one.withdrawn]
    if standing:
        place.withdraw(chance.choice(standing))


ACTS_OF_PEOPLE: Final[tuple[Callable[[Workspace, Random], None], ...]] = (
    *[edit] * 6, *[dispute] * 2, *[add] * 2, delete, link, *[decide] * 2, take_back, erase, withdraw,
)  # fmt: skip
"""What people do; what stands here more often is done more often."""
