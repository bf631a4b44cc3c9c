"""Several sites that write, copy their files and send each other parts of what they have; and what must always hold."""

from __future__ import annotations

import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, partial
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop_app.errors import InvalidValue, Unknown
from desktop_app.exchange.bundle import lines
from desktop_app.records import AgendaItem, City, Meeting, Organisation, Person
from desktop_app.records.position import between
from desktop_app.workspace import How
from desktop_app.workspace.changes.change import DELETED, Change, canonical, received
from desktop_app.workspace.changes.presence import deletion
from reliability.merging import sites
from reliability.merging.asking import agrees, broken, contradictions, heads_agree, merged
from reliability.merging.site import Site, Taken

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop_app.records import Json, RecordId
    from desktop_app.workspace import Workspace
    from desktop_app.workspace.kept.erasure import Erasure

TUNIS: Final = 0
LYON: Final = 2
MOST_SITES: Final = 5
TEXTS: Final = ("Commune", "Ville", "", "بلدية", "Un toit pour tous")
SKEWS: Final = (0, -30 * sites.YEAR, 30 * sites.YEAR, -1, 1)
CELLS: Final[tuple[tuple[str, str, str, tuple[Json, ...]], ...]] = (
    ("organisation", "acronym", "", ("C", "", None, "x\0y", 3)),
    ("organisation", "name", "fr", ("Commune", None, ["x"], " Ville")),
    ("organisation", "name", "Fr", ("Commune",)),
    ("organisation", "influence", "", (1, 5, 7, "3", None)),
    ("organisation", "votes", "", (1, {"of": [1.5]})),
    ("agenda_item", "position", "", ("b", "a", None, "A!")),
    ("pilot_project", "title", "fr", ("Accueil", None)),
    ("pilot_project", DELETED, "", ("later",)),
)
"""What a later version, or another program, may write: kinds, fields and values that this version does not know."""


class Letter(NamedTuple):
    """A file that was sent."""

    changes: Sequence[Change]
    erasures: Sequence[Erasure]


@dataclass
class Network:
    """All that happened in one case."""

    sites: list[Site] = field(default_factory=list)
    mail: list[Letter] = field(default_factory=list)
    written: dict[bytes, Change] = field(default_factory=dict)
    travelled: dict[bytes, Change] = field(default_factory=dict)
    """What becomes of a change that is written on a line of a bundle and read from it."""
    records: list[RecordId] = field(default_factory=list)
    made: int = 0

    def begin(self, seed: int) -> None:
        """Lyon, Tunis on two computers, and a coordinator; the two of Tunis know of three records in common."""
        origin = begun()
        sites.begin_case(seed)
        self.records = [record.id for kind in (Organisation, Meeting, AgendaItem) for record in origin.all(kind)]
        self.sites = [
            Site(partial(sites.copied, origin, "tunis")),
            Site(partial(sites.copied, origin, "tunis again")),
            Site(partial(sites.founded, "FRLYS", "lyon")),
            Site(partial(sites.founded, "", "network")),
        ]

    def _note(self, site: Site) -> None:
        """Whatever a site has written is written for good."""
        place = site.workspace
        sql = "select distinct r.id from change c join record r on r.n = c.record where c.batch = 0 and c.seq > ?"
        fresh = (
            {record for (record,) in place._store.rows(sql, site.noted)} if place._counters.seq != site.noted else ()
        )
        self._hear(site, list(place.changes(fresh)))
        site.noted = place._counters.seq

    def _hear(self, site: Site, changes: Sequence[Change]) -> None:
        for change in changes:
            known = self.written.setdefault(change.id, change)
            if change not in (known, known.erased()):
                broken(2, f"{change.id.hex()[:8]} says something else than what was written")
        fresh = [change for change in changes if change.id not in site.heard]
        site.hear(fresh, [erasure for erasure, _done in site.workspace._erasing._load().values()], self.written)

    def site(self, which: int) -> Site:
        """One of the sites; its clock rules until another's turn."""
        found = self.sites[which % len(self.sites)]
        sites.CLOCK.skew = found.skew
        if not found.is_open:
            self._open(found)
        return found

    def _open(self, site: Site) -> None:
        if not site.keys:
            site.keys = {site.workspace.city: site.workspace.keyring.verify_key}
        self._hear(site, list(site.workspace.changes()))
        site.noted = site.workspace._counters.seq

    def act(self, which: int, what: Callable[[Workspace], object]) -> None:
        """Have a person do something at a site; a refusal is an answer."""
        site = self.site(which)
        with suppress(Unknown, InvalidValue):  # it is not here, or is deleted or erased: nobody could have done it
            what(site.workspace)
        self._note(site)
        heads_agree(site.workspace, site.model(self.written))

    def record(self, which: int) -> RecordId:
        """One of the records."""
        return self.records[which % len(self.records)]

    # what people do

    def turn_clock(self, which: int, skew: int) -> None:
        """A site's clock is set, rightly or wrongly."""
        self.sites[which % len(self.sites)].skew = SKEWS[skew % len(SKEWS)]

    def copy(self, which: int) -> None:
        """Somebody goes on in a copy of a site's file on another computer."""
        if len(self.sites) < MOST_SITES:
            origin = self.site(which)
            copy = origin.copy(partial(sites.copied, origin.workspace, f"copy {len(self.sites)}"))
            self.sites.append(copy)
            self._open(copy)

    def edit(self, which: int, record: int, text: int, language: str) -> None:
        """A field of a record gets another text."""
        said = TEXTS[text % len(TEXTS)]

        def do(place: Workspace) -> None:
            found = place.get(self.record(record))
            names = {Organisation: "acronym", Meeting: "symbol", Person: "given_name", City: "authority"}
            plain = names.get(type(found), "")
            if language or not plain:
                translated = "title" if isinstance(found, Meeting | AgendaItem) else "name"
                place.edit(found.id, {translated: {language or "fr": said}})
            else:
                place.edit(found.id, {plain: said})

        self.act(which, do)

    def write_often(self, which: int, record: int, text: int) -> None:
        """Three texts one after the other in one cell: a chain of which a part may arrive."""
        for number in range(3):
            self.edit(which, record, text + number, "")

    def contradict(self, one: int, other: int, record: int, text: int) -> None:
        """Two write in one cell without having seen each other, and one hears of the other."""
        self.exchange(one, other)
        self.edit(one, record, text, "")
        self.edit(other, record, text + 1, "")
        self.exchange(one, other)

    def add(self, which: int, kind: int) -> None:
        """A record is added; several at once as from a list."""

        def do(place: Workspace) -> None:
            new = [
                (Organisation, {"name": "Ville", "type": "media"}),
                (Person, {"family_name": "Ben Ali", "given_name": "Salma"}),
                (Meeting, {"title": "Séance", "starts_at": "2018"}),
            ][kind % 3]
            self.records += place.add_all([new, new]) if kind % 4 == 3 else [place.draft(*new)]

        self.act(which, do)

    def insert(self, which: int, neighbour: int) -> None:
        """An agenda item is put between two others."""

        def do(place: Workspace) -> None:
            meeting = next(iter(place.all(Meeting)), None)
            if meeting is None:
                return
            positions = ["", *sorted({item.position for item in place.all(AgendaItem, meeting=meeting.id)} - {""}), ""]
            place_ = neighbour % (len(positions) - 1)
            here = between(positions[place_], positions[place_ + 1])
            self.records.append(place.draft(AgendaItem, {"meeting": meeting.id, "position": here, "title": "Budget"}))

        self.act(which, do)

    def delete(self, which: int, record: int) -> None:
        """A record is deleted with its parts."""
        self.act(which, lambda place: place.delete(self.record(record)))

    def restore(self, which: int, record: int) -> None:
        """A record is brought back."""
        self.act(which, lambda place: place.restore(self.record(record)))

    def take_back(self, which: int, *, redo: bool) -> None:
        """The last step is taken back, or done again."""
        self.act(which, lambda place: place.redo() if redo else place.undo())

    def together(self, which: int, record: int) -> None:
        """Two writings as one, and then a third that does not come about."""

        def do(place: Workspace) -> None:
            with place.together():
                place.edit(self.record(record), {"confidentiality": "internal"})
                place.edit(self.record(record), {"confidentiality": "public"})
                before = place.fingerprint()
                try:
                    with place.together():
                        place.edit(self.record(record), {"confidentiality": "network"})
                        place.edit(self.record(record), {"confidentiality": "nobody"})
                except InvalidValue:
                    if place.fingerprint() != before:
                        broken(1, "what did not come about counts in the fingerprint")

        self.act(which, do)

    def resolve(self, which: int, number: int, *, keep: bool) -> None:
        """A disagreement is decided: then the cell has one head, and nobody disagrees in it any more."""

        def do(place: Workspace) -> None:
            found = place.disagreements()
            if not found:
                return
            one = found[number % len(found)]
            kept = one.alternatives[number % len(one.alternatives)].change if keep else None
            place.resolve(one.record, one.field, language=one.language, keep=kept, value=None)
            cell = (one.kind, one.field, one.language)
            left = [item for item in place.history(one.record) if (item.kind, item.field, item.language) == cell]
            if sum(item.is_head for item in left) != 1:
                broken(4, "a resolution left several heads")
            if one.field != DELETED and (one.record, one.field, one.language) in contradictions(place):
                broken(4, "a resolution left a disagreement")

        self.act(which, do)

    def rebuild(self, which: int) -> None:
        """The state is made anew."""
        self.act(which, lambda place: place.rebuild())

    # what comes from elsewhere

    def foreign(self, which: int, cell: int, value: int, parents: int) -> None:
        """Something that this version does not know, or knows otherwise, from a later one; then sent to a site."""
        kind, name, language, values = CELLS[cell % len(CELLS)]
        self.made += 1
        record = self.record(parents) if parents % 3 else str(uuid.UUID(int=7))
        here = [one for one in self.written.values() if (one.kind, one.record) == (kind, record)]
        same = [one.id for one in here if (one.field, one.language) == (name, language)]
        named = {0: same[-1:], 1: same[-2:], 2: [], 3: [*same[:1], bytes([self.made % 256]) * 32]}[parents % 4]
        said: Json = values[value % len(values)]
        if here and value % 5 == 4:
            name, language, named = DELETED, "", []
            seen = [one.id for one in here if one.field != DELETED][value % 2 :]
            text = deletion(set(seen), record)
        else:
            text = canonical(said)
        made = received(
            kind, record, name, language, text, self.made.to_bytes(16, "big"), "Later", str(uuid.UUID(int=9)),
            self.made, sites.CLOCK.now + SKEWS[value % len(SKEWS)], tuple(sorted(set(named))),
        )  # fmt: skip
        self.written[made.id] = made
        self.receive(which, [made])

    def send(self, which: int) -> None:
        """A site sends what it has now; the file may be read at any time, by anyone, and again."""
        place = self.site(which).workspace
        content = list(place.changes())
        for change in content:
            if self.travelled.get(change.id) != change:
                self.travelled[change.id] = lines.decode(lines.encode(change))
        self.mail.append(Letter([self.travelled[change.id] for change in content], place._erasing.travelling()))

    def deliver(self, which: int, letter: int, part: int) -> None:
        """A file arrives, whole or, as from an older copy, in part."""
        if not self.mail:
            return
        changes, erasures = self.mail[letter % len(self.mail)]
        if part % 3:
            changes = [change for number, change in enumerate(changes) if (number * 2654435761 >> part % 13) & 1]
            erasures = erasures[part % 2 :]
        self.receive(which, changes, erasures)

    def exchange(self, source: int, target: int) -> None:
        """One sends what it has, and another gets it."""
        self.send(source)
        self.deliver(target, -1, 0)

    def look(self, which: int) -> None:
        """Somebody looks at everything that a site shows."""
        site = self.site(which)
        agrees(site.workspace, site.model(self.written))

    def receive(self, which: int, changes: Sequence[Change], erasures: Sequence[Erasure] = ()) -> None:
        """Some changes and erasures arrive."""
        site = self.site(which)
        ids = frozenset(change.id for change in changes)
        absorbed = merged(site.workspace, changes, erasures)
        if absorbed.new != len(ids - site.heard):
            broken(1, f"{absorbed.new} changes were new, where {len(ids - site.heard)} are")
        site.imports.append(Taken(absorbed.batch, ids, set(ids - site.heard)))
        site.hear(changes, erasures, self.written)
        agrees(site.workspace, site.model(self.written))
        effective = {id_ for id_, (_erasure, done) in site.workspace._erasing._load().items() if done}
        if effective != site.done:
            broken(3, "other erasures are in effect than those of a founding city whose card is known")

    def withdraw(self, which: int, number: int) -> None:
        """A file that came in is taken out again."""
        site = self.site(which)
        there = [one for one in site.imports if not one.withdrawn]
        if there:
            one = there[number % len(there)]
            site.workspace.withdrawing.withdraw(one.number)
            site.withdraw(one)
            agrees(site.workspace, site.model(self.written))

    # what is to be forgotten

    def trust(self, which: int, whose: int) -> None:
        """A site takes in the card of another's city: what was held may take effect."""
        card = sites.card(self.site(whose).workspace)
        site = self.site(which)
        if card.city and card.city not in site.keys:
            site.workspace.keyring.pin(card, How.CONFIRMED)
            site.keys[card.city] = card.verify_key
            site.settle(self.written)
        agrees(site.workspace, site.model(self.written))

    def renew(self, which: int) -> None:
        """A city gives its keys up and makes new ones: all that it erased stays erased, also for whoever knows no
        other card of it than the new one.
        """
        site = self.site(which)
        if site.workspace.city:
            site.workspace.keyring.renew()
            site.keys[site.workspace.city] = site.workspace.keyring.verify_key
            self._hear(site, [])
            said_again = {_what(one) for one in site.erasures.values() if one.key == site.workspace.keyring.verify_key}
            if {_what(site.erasures[id_]) for id_ in site.done if site.erasures[id_].city == site.workspace.city
                and site.erasures[id_].travels} - said_again:  # fmt: skip
                broken(3, "something was erased under keys that were given up, and not under the new ones")
        agrees(site.workspace, site.model(self.written))

    def erase(self, which: int, record: int, name: str, *, alone: bool = False) -> None:
        """A record, or a field of it, is to be forgotten: by its own city, or for one workspace alone.

        Args:
            which: the site.
            record: the record.
            name: of the field; ``""`` for all of it.
            alone: whether it may be another city's.
        """

        def do(place: Workspace) -> None:
            chosen = self.record(record)
            if alone or place._erasing.is_ours(place._pen.author, chosen):
                proposal = place.erasures.propose(chosen, field=name)
                place.erasures.erase(proposal, [mention for mention in proposal.mentions if mention.ours or alone])

        self.act(which, do)

    def cell(self, record: int, name: str) -> list[Change]:
        """What was written in a field of a record, in the order of writing."""
        return [one for one in self.written.values() if (one.record, one.field) == (self.record(record), name)]

    def close(self) -> None:
        """Let go of every file."""
        for site in self.sites:
            if site.is_open:
                site.workspace.close()


def _what(erasure: Erasure) -> tuple[str, str, str, tuple[bytes, ...]]:
    return erasure.record, erasure.field, erasure.language, erasure.spares


@cache
def begun() -> Workspace:
    """The workspace of Tunis with which every case begins."""
    for code in ("FRLYS", ""):
        sites.founded(code, "begun").close()
    place = sites.founded("TNTUN", "begun")
    place.draft(Organisation, {"name": {"fr": "Commune"}})
    meeting = place.draft(Meeting, {"title": {"fr": "Séance"}})
    place.draft(AgendaItem, {"meeting": meeting, "title": {"fr": "Budget"}})
    return place
