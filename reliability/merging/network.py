"""Several sites that write, copy their files and send each other parts of what they have; and what must always hold."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Final, NoReturn

from desktop_app.errors import InvalidValue, Unknown
from desktop_app.exchange.bundle import lines
from desktop_app.progress import SILENT
from desktop_app.records import AgendaItem, City, Meeting, Organisation, Person
from desktop_app.records.position import between
from desktop_app.workspace import check
from desktop_app.workspace.change import DELETED, Change, canonical, received
from desktop_app.workspace.log import OTHER, SHOWN, SUPERSEDED
from desktop_app.workspace.presence import deletion
from reliability.merging import sites
from reliability.merging.rules import Model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from desktop_app.records import Json, Record, RecordId
    from desktop_app.workspace import Workspace

KINDS: Final = (City, Meeting, AgendaItem, Organisation, Person)
MOST_SITES: Final = 5
TEXTS: Final = ("Commune", "Ville", "", "بلدية", "Un toit pour tous")
SKEWS: Final = (0, -30 * sites.YEAR, 30 * sites.YEAR, -1, 1)
CELLS: Final[tuple[tuple[str, str, str, tuple[Json, ...]], ...]] = (
    ("organisation", "acronym", "", ("C", "", None, "x\0y", 3)),
    ("organisation", "name", "fr", ("Commune", None, ["x"], " Ville")),
    ("organisation", "name", "Fr", ("Commune",)),
    ("organisation", "influence", "", (1, 5, 7, "3", None)),
    ("organisation", "votes", "", (1, {"of": [1.5]})),
    ("organisation", "city", "", ("", None, "nowhere")),
    ("agenda_item", "position", "", ("b", "a", None, "A!")),
    ("pilot_project", "title", "fr", ("Accueil", None)),
    ("pilot_project", DELETED, "", ("later",)),
)
"""What a later version, or another program, may write: kinds, fields and values that this version does not know."""


class Broken(AssertionError):
    """Something that must always hold did not; says which of the seven."""

    def __init__(self, invariant: int, what: str) -> None:
        super().__init__(f"invariant {invariant}: {what}")
        self.invariant = invariant


def broken(invariant: int, what: str) -> NoReturn:
    """Say what did not hold."""
    raise Broken(invariant, what)


@dataclass
class Site:
    """One installation."""

    make: Callable[[], Workspace]
    skew: int = 0

    @cached_property
    def workspace(self) -> Workspace:
        """Its workspace, opened when it is first needed."""
        return self.make()

    @property
    def is_open(self) -> bool:
        """Whether its workspace was needed yet."""
        return "workspace" in vars(self)

    noted: int = 0
    """The number up to which its own changes were noted."""
    heard: set[bytes] = field(default_factory=set)
    """The ids of all that was written here or delivered to here."""


@dataclass
class Network:
    """All that happened in one case."""

    sites: list[Site] = field(default_factory=list)
    mail: list[list[Change]] = field(default_factory=list)
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
        for change in place.changes(fresh):
            known = self.written.setdefault(change.id, change)
            if known != change:
                broken(2, f"{change.id.hex()[:8]} says something else than what was written")
            site.heard.add(change.id)
        site.noted = place._counters.seq

    def site(self, which: int) -> Site:
        """One of the sites; its clock rules until another's turn."""
        found = self.sites[which % len(self.sites)]
        sites.CLOCK.skew = found.skew
        if not found.is_open:
            self._open(found)
        return found

    def _open(self, site: Site) -> None:
        for change in site.workspace.changes():
            self.written.setdefault(change.id, change)
            site.heard.add(change.id)
        site.noted = site.workspace._counters.seq

    def act(self, which: int, what: Callable[[Workspace], object]) -> None:
        """Have a person do something at a site; a refusal is an answer."""
        site = self.site(which)
        try:
            what(site.workspace)
        except (Unknown, InvalidValue):
            return  # it is not here, or is deleted: nobody could have done it
        self._note(site)
        heads_agree(site.workspace, self.model_of(site))

    def model_of(self, site: Site) -> Model:
        """What the rules say about all that a site has heard."""
        return Model(self.written[id_] for id_ in site.heard)

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
            copy = Site(partial(sites.copied, origin.workspace, f"copy {len(self.sites)}"), origin.skew)
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
            left = [
                item for item in place.history(one.record) if (item.field, item.language) == (one.field, one.language)
            ]
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
        self._deliver(self.site(which), [made])

    def send(self, which: int) -> None:
        """A site sends what it has now; the file may be read at any time, by anyone, and again."""
        content = list(self.site(which).workspace.changes())
        for change in content:
            if change.id not in self.travelled:
                self.travelled[change.id] = lines.decode(lines.encode(change))
        self.mail.append([self.travelled[change.id] for change in content])

    def deliver(self, which: int, letter: int, part: int) -> None:
        """A file arrives, whole or, as from an older copy, in part."""
        if not self.mail:
            return
        content = self.mail[letter % len(self.mail)]
        if part % 3:
            content = [change for number, change in enumerate(content) if (number * 2654435761 >> part % 13) & 1]
        self._deliver(self.site(which), content)

    def exchange(self, source: int, target: int) -> None:
        """One sends what it has, and another gets it."""
        self.send(source)
        self.deliver(target, -1, 0)

    def look(self, which: int) -> None:
        """Somebody looks at everything that a site shows."""
        site = self.site(which)
        agrees(site.workspace, self.model_of(site))

    def receive(self, which: int, content: Sequence[Change]) -> None:
        """Some changes arrive."""
        self._deliver(self.site(which), content)

    def cell(self, record: int, name: str) -> list[Change]:
        """What was written in a field of a record, in the order of writing."""
        return [one for one in self.written.values() if (one.record, one.field) == (self.record(record), name)]

    def _deliver(self, site: Site, content: Sequence[Change]) -> None:
        new = len({change.id for change in content} - site.heard)
        absorbed = take(site.workspace, content)
        if absorbed != new:
            broken(1, f"{absorbed} changes were new, where {new} are")
        site.heard.update(change.id for change in content)
        agrees(site.workspace, self.model_of(site))

    # the end

    def end(self, order: Callable[[int], int], *, thorough: bool) -> None:
        """One gets everything, and nothing is lost.

        Args:
            order: a number below the one given, by chance.
            thorough: two more get everything, in other orders and by way of another, and all end alike.
        """
        chosen = self.site(order(len(self.sites))).workspace
        others = [site.workspace for site in self.sites if site.is_open and site.workspace is not chosen]
        others.sort(key=lambda _other: order(97))
        take(chosen, (change for other in others for change in other.changes()))
        complete(chosen, self.written)
        agrees(chosen, Model(self.written.values()))
        if thorough:
            self._compare(chosen, order)

    def _compare(self, chosen: Workspace, order: Callable[[int], int]) -> None:
        straight, by_way = sites.founded("", "straight"), sites.founded("", "by way of another")
        shuffled = sorted(self.written.values(), key=lambda change: (order(97), change.id))
        middle = order(len(shuffled) + 1)
        take(straight, shuffled[middle:])
        take(straight, shuffled[:middle])
        take(by_way, chosen.changes())
        places = [chosen, straight, by_way]
        said = [shown(place) for place in places]
        if said[0] != said[1]:
            broken(1, "two orders end differently")
        if said[0] != said[2]:
            broken(7, "by way of another ends differently")
        place = places[order(3)]
        if take(place, shuffled[:middle]):
            broken(1, "what was there came again as new")
        agrees(place, Model(self.written.values()))
        rebuilt(place)
        straight.close()
        by_way.close()

    def close(self) -> None:
        """Let go of every file."""
        for site in self.sites:
            if site.is_open:
                site.workspace.close()


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


def take(place: Workspace, changes: Iterable[Change]) -> int:
    """Merge; gives how many changes were new."""
    return place.absorb(changes, label="", digest="", sender="").new


# what is asked of one workspace


def agrees(place: Workspace, model: Model) -> None:
    """Hold a workspace, and what is shown and contested in it, to the rules."""
    heads_agree(place, model)
    if contradictions(place) != model.contradictions():
        broken(2, "not every disagreement is shown, or one that is none")
    for kind, records in model.records(KINDS).items():
        if {record for one in KINDS if one.kind_name == kind for record in everything(place, one)} != records:
            broken(5, f"the records of kind {kind} are not what the log says")


def heads_agree(place: Workspace, model: Model) -> None:
    """Hold the log of a workspace to the rules."""
    rows = place._store.rows(
        "select r.id, s.kind, s.field, s.language, c.id, c.live from change c join record r on r.n = c.record"
        f" join slot s on s.n = c.slot where c.live > {SUPERSEDED}"
    )
    heads: dict[tuple[str, str, str, str], dict[bytes, int]] = {}
    for record, kind, name, language, id_, live in rows:
        heads.setdefault((record, kind, name, language), {})[bytes(id_)] = live
    for (kind, record), cells in model.cells.items():
        for (name, language), cell in cells.items():
            _cell_agrees(heads.get((record, kind, name, language), {}), model.heads(cell))
    if {bytes(id_) for (id_,) in place._store.rows("select id from change")} != model.changes.keys():
        broken(2, "the log holds other changes than what was heard")
    if place._counters.fingerprint != model.fingerprint():
        broken(1, "the fingerprint is not the sum of the ids")
    if {bytes(id_) for (id_,) in place._store.rows("select id from missing")} != model.awaited():
        broken(2, "other parents are awaited than those that are missing")


def _cell_agrees(found: dict[bytes, int], heads: Sequence[Change]) -> None:
    if found.keys() != {head.id for head in heads}:
        broken(2, "other heads than those that no change names")
    contested = len(Model.values(heads)) > 1
    if heads and [id_ for id_, live in found.items() if live <= SHOWN] != [heads[0].id]:
        broken(1, "another head is shown than the latest")
    if any(live == OTHER for live in found.values()) is not contested:
        broken(2, "heads with different values are not marked as such")


def everything(place: Workspace, kind: type[Record]) -> Sequence[Record]:
    """The records of a kind."""
    return place.all(kind)


def contradictions(place: Workspace) -> set[tuple[str, str, str]]:
    """The cells in which people disagree, as the workspace says."""
    return {(one.record, one.field, one.language) for one in place.disagreements()}


def complete(place: Workspace, written: dict[bytes, Change]) -> None:
    """Every value ever written is there, whatever this version knows of it."""
    here = {change.id: change for change in place.changes()}
    for id_, change in written.items():
        if here.get(id_) != change:
            known = change.kind in {kind.kind_name for kind in KINDS}
            broken(2 if known else 6, f"{change.kind}.{change.field} was lost or altered")


def shown(place: Workspace) -> object:
    """Everything that a person sees of a workspace, and what two people compare by telephone."""
    heads = f"select id, live from change where live > {SUPERSEDED} order by id"
    return (
        [everything(place, kind) for kind in KINDS],
        place._store.rows(heads),
        place.disagreements(),
        place.fingerprint(),
        {text: {hit.record for hit in place.search(text)} for text in ("ville", "b")},
    )


def rebuilt(place: Workspace) -> None:
    """The state, the ids and the fingerprint are what a rebuild gives."""
    found = check._verify(place._store, place._erasing, 0, SILENT)
    if found.forged or found.fingerprint != place._counters.fingerprint:
        broken(1, "an id or the fingerprint is not what the log gives")
    if found.back:
        broken(3, "a value is there that was erased")
    differences = check._differences(place._store, place._state, place._presence)
    if differences:
        broken(5, str(differences[0]))
