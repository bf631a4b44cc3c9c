"""Whatever arrives in whatever order, in part and some of it twice, with erasures among it: what was erased is gone.

A model of a few lines says which values may be there. The histories are drawn as graphs, so that an erasure comes
before what it covers, before the record's founding, before its card, and after.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey

from desktop_app.records import AgendaItem, Person, city_id
from desktop_app.workspace import Card, How, Workspace
from desktop_app.workspace.changes.change import DELETED, Change, canonical, received
from desktop_app.workspace.changes.presence import deletion
from desktop_app.workspace.kept.erasure import EVERY, KEPT, Erasure, content
from desktop_app.workspace.kept.erasure import received as erasure_of
from desktop_app.workspace.merging import absorbing
from reliability.merging.asking import whoever_brought_it
from reliability.merging.rules import Model
from tests.workspace.test_log_properties import RECORDS, SITES, state
from tests.workspace.workspace_files import copied, quick_folder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pytest

CITIES: Final = (city_id("TNTUN"), city_id("FRLIO"))
SECRETS: Final = (SigningKey(b"t" * 32), SigningKey(b"l" * 32), SigningKey(b"x" * 32))
CELLS: Final = (
    ("person", "family_name", ""), ("person", "phone", ""), ("agenda_item", "title", "fr"),
    ("agenda_item", "title", "ar"), ("agenda_item", "position", ""),
)  # fmt: skip
VALUES: Final = ("Un", "Deux", "Trois", "")


def card(city: int) -> Card:
    return Card(
        CITIES[city], "", f"City {city}", bytes(SECRETS[city].verify_key), f"age1{city}", "2018-01-01T00:00:00+00:00"
    )


def signed(record: str, name: str, language: str, city: str, spares: Iterable[bytes], secret: SigningKey) -> Erasure:
    key, ordered = bytes(secret.verify_key), tuple(sorted(set(spares)))
    parts = (record, name, language, city, SITES[0], 1, ordered, key)
    return erasure_of(*parts, secret.sign(content(*parts)).signature)


@dataclass
class History:
    changes: list[Change] = field(default_factory=list)
    erasures: list[Erasure] = field(default_factory=list)


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Changes of few records in few cells, founded by one city or another, and erasures by right and by wrong keys."""
    made = History()
    records = draw(st.lists(st.sampled_from(RECORDS), min_size=1, max_size=2, unique=True))
    kinds = {record: draw(st.sampled_from(["person", "agenda_item"])) for record in records}
    for seq in range(1, draw(st.integers(2, 14))):
        record = draw(st.sampled_from(records))
        kind = kinds[record]
        name, language = draw(st.sampled_from([cell[1:] for cell in CELLS if cell[0] == kind] + [("city", "")] * 2))
        before = [one for one in made.changes if one.record == record]
        cell = [one.id for one in before if (one.field, one.language) == (name, language)]
        parents = set(draw(st.sampled_from([cell[-1:], cell[-2:], [], cell])))
        value = canonical(draw(st.sampled_from(VALUES)))
        if name == "city":
            parents = set(cell[-1:]) if draw(st.integers(0, 4)) else parents
            value = canonical(draw(st.sampled_from([*CITIES[:1] * 4, CITIES[1], None])))
        elif before and draw(st.integers(0, 9)) == 0:
            name, language, parents = DELETED, "", set()
            value = deletion([one.id for one in before if one.field != DELETED], record)
        spared = [id_ for one in made.erasures for id_ in one.spares if id_ in cell]
        if spared and seq % 2:
            parents |= set(spared)
        made.changes.append(
            received(kind, record, name, language, value, seq.to_bytes(16, "big"), "A", draw(st.sampled_from(SITES)),
                     seq, draw(st.integers(1, 6)), tuple(sorted(parents)))
        )  # fmt: skip
        if draw(st.integers(0, 4)) == 0:
            made.erasures.append(draw(erasures(record, kind, made.changes)))
    return made


@st.composite
def erasures(draw: st.DrawFn, record: str, kind: str, changes: list[Change]) -> Erasure:
    city = draw(st.sampled_from([0, 0, 0, 1]))
    secret = SECRETS[draw(st.sampled_from([city, city, city, 2]))]
    name, language = draw(st.sampled_from([("", ""), *(cell[1:] for cell in CELLS if cell[0] == kind)]))
    if name and draw(st.integers(0, 3)) == 0:
        language = EVERY
    cell = [one.id for one in changes if (one.record, one.field, one.language) == (record, name, language)]
    return signed(record, name, language, CITIES[city], draw(st.sampled_from([cell[-1:], cell[:0]])), secret)


class Truth:
    """What a workspace has been given, and what it may still hold of it."""

    def __init__(self) -> None:
        self.pinned: dict[str, bytes] = {}
        self.known: dict[bytes, Change] = {}
        self.erasures: dict[bytes, Erasure] = {}
        self.done: set[bytes] = set()

    def take(self, changes: Iterable[Change], erasures: Iterable[Erasure]) -> None:
        self.erasures.update((one.id, one) for one in erasures)
        self.settle()
        for change in changes:
            kept = self.redacted(change)
            if change.id not in self.known or self.known[change.id].value is None:
                self.known[change.id] = kept
        self.settle()

    def settle(self) -> None:
        for one in self.erasures.values():
            said = {c.json for c in self.known.values()
                    if (c.record, c.field) == (one.record, "city") and not c.parents}  # fmt: skip
            if said == {one.city} and self.pinned.get(one.city) == one.key:
                self.done.add(one.id)
        self.known = {id_: self.redacted(change) for id_, change in self.known.items()}

    def redacted(self, change: Change) -> Change:
        return change.erased() if any(self.covers(self.erasures[id_], change) for id_ in self.done) else change

    @staticmethod
    def covers(one: Erasure, change: Change) -> bool:
        if change.record != one.record or change.field in KEPT or {change.id, *change.parents} & set(one.spares):
            return False
        return not one.field or (one.field == change.field and one.language in (EVERY, change.language))


def agrees(place: Workspace, truth: Truth) -> None:
    assert {change.id: change for change in place.changes()} == truth.known
    assert {known.erasure.id for known in place.erasures.all() if known.done} == truth.done
    assert {known.erasure.id for known in place.erasures.all()} == set(truth.erasures)
    shown = state(place)
    model = Model(truth.known.values())
    for kind, records in model.records((AgendaItem, Person)).items():
        assert shown[kind] == records
    contradicted = {(one.record, one.field, one.language) for one in place.disagreements()}
    assert contradicted == model.contradictions()
    assert not place.check().problems


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(histories(), st.data())
def test_in_any_order_what_was_erased_is_gone_and_the_rest_is_there(
    empty: Path, monkeypatch: pytest.MonkeyPatch, history: History, data: st.DataObject
) -> None:
    everything = [*history.changes, *history.erasures, card(0), card(1)]
    order = data.draw(st.permutations(everything))
    with tempfile.TemporaryDirectory(dir=quick_folder()) as folder, copied(empty, folder, "one") as place:
        monkeypatch.setattr(absorbing, "CHUNK", data.draw(st.integers(1, 8)))
        truth = Truth()
        while order:
            count = data.draw(st.integers(1, len(order)))
            part, order = order[:count], order[count:]
            for one in part:
                if isinstance(one, Card):
                    truth.pinned[one.city] = one.verify_key
                    truth.settle()
                    place.keyring.pin(one, How.CONFIRMED)
            again = data.draw(st.lists(st.sampled_from(history.changes), max_size=3))
            changes = [one for one in part if isinstance(one, Change)] + again
            redacted = data.draw(st.sets(st.sampled_from(range(len(changes))))) if changes else set()
            changes = [one.erased() if number in redacted else one for number, one in enumerate(changes)]
            arrived = [one for one in part if isinstance(one, Erasure)]
            place.absorb(changes, erasures=arrived, label="", digest="", sender="")
            truth.take(changes, arrived)
            agrees(place, truth)


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(histories(), st.data())
def test_all_orders_end_alike(empty: Path, history: History, data: st.DataObject) -> None:
    """Where a record has one founding city, as every record has that people made."""
    founded: dict[str, Change] = {}
    changes = [
        one
        for one in history.changes
        if one.field != "city" or one.parents or founded.setdefault(one.record, one) is one
    ]
    with (
        tempfile.TemporaryDirectory(dir=quick_folder()) as folder,
        copied(empty, folder, "one") as one,
        copied(empty, folder, "other") as other,
    ):
        for place in (one, other):
            order: list[Change | Erasure | Card] = data.draw(
                st.permutations([*changes, *history.erasures, card(0), card(1)])
            )
            while order:
                count = data.draw(st.integers(1, len(order)))
                part, order = order[:count], order[count:]
                for pinned in part:
                    if isinstance(pinned, Card):
                        place.keyring.pin(pinned, How.CONFIRMED)
                place.absorb(
                    [one for one in part if isinstance(one, Change)],
                    erasures=[one for one in part if isinstance(one, Erasure)],
                    label="", digest="", sender="",
                )  # fmt: skip
        assert one.fingerprint() == other.fingerprint()
        assert list(one.changes()) == list(other.changes())
        assert [*map(whoever_brought_it, one.disagreements())] == [*map(whoever_brought_it, other.disagreements())]
        assert state(one) == state(other)
        assert one.all(Person) == other.all(Person)
        for text in ("un", "deux", "trois"):
            assert {hit.record for hit in one.search(text)} == {hit.record for hit in other.search(text)}
        for record in RECORDS:
            assert [item.is_shown for item in one.history(record)] == [item.is_shown for item in other.history(record)]
