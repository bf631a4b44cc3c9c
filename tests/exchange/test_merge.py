"""What a merge says before it is done, and what is there afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import uuid4

import pytest

from desktop_app.errors import FileRefused, RoundtableError
from desktop_app.exchange import bundle, merge
from desktop_app.exchange.merge import What, rehearsal, titles
from desktop_app.language import _, use_window_language
from desktop_app.progress import Cancelled
from desktop_app.records import AgendaItem, Audience, Meeting, Membership, Organisation, Person
from desktop_app.workspace import Workspace
from desktop_app.workspace.changes.change import canonical, write
from desktop_app.workspace.merging import absorbing as workspace_absorbing
from tests.exchange import bundle_sample as sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop_app.language import Message
    from desktop_app.records import RecordId

TUNIS: Final = {"code": "TNTUN", "name": {"fr": "Tunis"}, "country": "TN"}


@dataclass
class Two:
    """A city and a coordinator, who has everything that the city had written when they parted."""

    folder: Path
    city: Workspace
    centre: Workspace
    body: RecordId
    meeting: RecordId
    item: RecordId

    def sent(self, by: Workspace, audience: Audience = Audience.INTERNAL) -> bundle.Incoming:
        path = self.folder / "sent.rtbundle"
        bundle.write(by, path, audience=audience)
        return bundle.read(path)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    with (
        Workspace.create(tmp_path / "tunis.roundtable", city=TUNIS, author="Leïla", language="fr") as city,
        Workspace.create(tmp_path / "centre.roundtable", city=None, author="Coordination") as centre,
    ):
        body = city.add(Organisation, {"name": "Maison du migrant", "type": "civil_society_organisation"})
        meeting = city.add(Meeting, {"title": "Séance", "starts_at": "2017-03"})
        item = city.add(AgendaItem, {"meeting": meeting, "title": "Santé"})
        here = Two(tmp_path, city, centre, body, meeting, item)
        merge.apply(centre, here.sent(city))
        yield here


def only(plan: merge.Plan) -> merge.Item:
    (item,) = plan.items
    return item


def test_a_new_record_is_named_with_what_it_refers_to(two: Two) -> None:
    person = two.city.add(Person, {"family_name": "Trabelsi", "given_name": "Leïla"})
    since = {"person": person, "organisation": two.body, "starts_on": "2016"}
    two.city.add(Membership, since)
    plan = merge.rehearse(two.centre, two.sent(two.city))
    assert {(item.what, item.kind, item.title) for item in plan.items} == {
        (What.NEW, "person", "Leïla Trabelsi"),
        (What.NEW, "membership", "Leïla Trabelsi · Maison du migrant"),
    }
    assert plan.counts == {"person": {What.NEW: 1}, "membership": {What.NEW: 1}}
    assert plan.new == plan.items
    assert plan.known > 0


def test_of_very_much_some_is_listed_and_all_is_counted(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """Titles are as they would be if all of it were held in memory, whatever a listed record refers to."""
    two.city.edit(two.body, {"name": "Maison des migrants"})
    for number in range(3):
        person = two.city.add(Person, {"family_name": f"Trabelsi {number}", "given_name": "Leïla"})
        two.city.add(Membership, {"person": person, "organisation": two.body, "starts_on": "2016"})
    two.city.edit(two.meeting, {"title": "Deuxième séance", "place": "Tunis"})
    incoming = two.sent(two.city)
    whole = merge.rehearse(two.centre, incoming)
    monkeypatch.setattr(rehearsal, "LISTED", 2)
    monkeypatch.setattr(titles, "_REMEMBERED", 0)
    plan = merge.rehearse(two.centre, incoming)
    assert plan.counts == whole.counts
    assert [plan.count(what) for what in (What.NEW, What.CHANGED, None)] == [6, 2, 8], "two fields of one record"
    assert (plan.unlisted, whole.unlisted) == (len(whole.items) - len(plan.items), 0)
    assert (len(plan.new), len(plan.changed)) == (2, 2)
    assert set(plan.items) < set(whole.items)
    assert (plan.arriving, plan.known, plan.awaited) == (whole.arriving, whole.known, whole.awaited)


def test_a_changed_field_opens_to_both_sides(two: Two) -> None:
    two.city.edit(two.body, {"name": "Maison des migrants", "website": "https://example.org"})
    plan = merge.rehearse(two.centre, two.sent(two.city))
    assert plan.changed == plan.items
    name, website = sorted(plan.items, key=lambda item: item.field)
    assert (name.record, name.field, name.language) == (two.body, "name", "fr")
    assert name.ours is not None
    assert name.theirs is not None
    assert (name.said(name.ours, "fr"), name.said(name.theirs, "fr")) == ("Maison du migrant", "Maison des migrants")
    assert (name.theirs.author, name.title) == ("Leïla", "Maison des migrants")
    assert (website.ours, website.said(website.theirs, "fr")) == (None, "https://example.org")


def test_a_contradiction_keeps_both_and_says_which_is_whose(two: Two) -> None:
    two.centre.edit(two.body, {"type": "academia"})
    two.city.edit(two.body, {"type": "media"})
    incoming = two.sent(two.city)
    item = only(merge.rehearse(two.centre, incoming))
    assert (item.what, item.field) == (What.CONTRADICTS, "type")
    assert (item.said(item.ours, "en"), item.said(item.theirs, "en")) == ("Academia", "Media")
    applied = merge.apply(two.centre, incoming)
    assert (applied.new, applied.disagreements) == (1, 1)
    (disagreement,) = two.centre.disagreements()
    assert {one.value for one in disagreement.alternatives} == {"academia", "media"}


def test_a_decision_made_there_settles_it_here(two: Two) -> None:
    two.centre.edit(two.body, {"type": "academia"})
    two.city.edit(two.body, {"type": "media"})
    merge.apply(two.centre, two.sent(two.city))
    merge.apply(two.city, two.sent(two.centre))
    (disagreement,) = two.city.disagreements()
    two.city.resolve(two.body, "type", keep=disagreement.alternatives[-1].change)
    incoming = two.sent(two.city)
    assert only(merge.rehearse(two.centre, incoming)).what is What.SETTLED
    merge.apply(two.centre, incoming)
    assert two.centre.disagreements() == []
    assert two.centre.fingerprint() == two.city.fingerprint()


def test_who_writes_about_a_contradiction_that_is_here_makes_no_second_one(two: Two) -> None:
    two.centre.edit(two.body, {"type": "academia"})
    two.city.edit(two.body, {"type": "media"})
    earlier = two.sent(two.city)
    merge.apply(two.centre, earlier)
    assert merge.rehearse(two.centre, earlier).items == ()
    for author, value in (("Rim", "trade_union"), ("Aziz", "media")):
        alone = write("organisation", two.body, "type", "", canonical(value), author=author, site=str(uuid4()), seq=1,
                      at=1_500_000_000_000)  # fmt: skip
        incoming = bundle.read(sample.put(two.folder, sample.packed(sample.of([alone])), f"{author}.rtbundle"))
        plan = merge.rehearse(two.centre, incoming)
        item = only(plan)
        assert (item.what, item.theirs and item.theirs.author) == (What.FURTHER, author)
        assert merge.brought(plan.totals) == "another version in 1 earlier contradiction"
        assert merge.brought_together([plan, plan]) == merge.brought(plan.totals)
        merge.apply(two.centre, incoming)
    assert two.centre.undecided() == len(two.centre.disagreements()) == 1
    assert [one.values for one in two.centre.contested()] == [3]


def test_two_decisions_contradict_again(two: Two) -> None:
    two.centre.edit(two.body, {"type": "academia"})
    two.city.edit(two.body, {"type": "media"})
    merge.apply(two.centre, two.sent(two.city))
    merge.apply(two.city, two.sent(two.centre))
    two.city.resolve(two.body, "type", value="media")
    two.centre.resolve(two.body, "type", value="trade_union")
    incoming = two.sent(two.city)
    assert only(merge.rehearse(two.centre, incoming)).what is What.CONTRADICTS
    merge.apply(two.centre, incoming)
    assert len(two.centre.disagreements()) == 1


def test_the_same_written_twice_is_no_contradiction(two: Two) -> None:
    two.centre.edit(two.body, {"type": "media"})
    two.city.edit(two.body, {"type": "media"})
    incoming = two.sent(two.city)
    assert merge.rehearse(two.centre, incoming).items == ()
    assert merge.apply(two.centre, incoming).new == 1
    assert two.centre.disagreements() == []


def test_what_goes_and_what_comes_back(two: Two) -> None:
    two.city.delete(two.meeting)
    incoming = two.sent(two.city)
    plan = merge.rehearse(two.centre, incoming)
    assert [(item.kind, item.title) for item in plan.deleted] == [("meeting", "Séance")], (
        "its parts are no records more"
    )
    assert plan.totals == {merge.What.DELETED: 1}
    merge.apply(two.centre, incoming)
    assert two.centre.all(Meeting) == []
    two.city.restore(two.meeting)
    incoming = two.sent(two.city)
    assert [item.kind for item in merge.rehearse(two.centre, incoming).restored] == ["meeting"]
    merge.apply(two.centre, incoming)
    assert two.centre.find(AgendaItem, two.item)


@pytest.mark.parametrize("deletes_here", [True, False])
def test_deleted_by_one_and_edited_by_the_other_stays_and_is_said(two: Two, deletes_here: bool) -> None:
    deleting, editing = (two.centre, two.city) if deletes_here else (two.city, two.centre)
    deleting.delete(two.body)
    editing.edit(two.body, {"acronym": "MM"})
    incoming = two.sent(two.city)
    plan = merge.rehearse(two.centre, incoming)
    contradiction = next(item for item in plan.contradicts if item.field == "deleted")
    edited, deleted = (contradiction.theirs, contradiction.ours) if deletes_here else (
        contradiction.ours, contradiction.theirs)  # fmt: skip
    assert edited is not None
    assert deleted is not None
    assert {edited.author, deleted.author} == {"Leïla", "Coordination"}
    assert edited.author == editing.author
    merge.apply(two.centre, incoming)
    assert two.centre.find(Organisation, two.body)
    assert [one.field for one in two.centre.disagreements()] == ["deleted"]


@pytest.mark.parametrize("first", [True, False])
def test_what_a_meeting_holds_is_read_as_long_as_people_disagree_whether_it_is_deleted(two: Two, first: bool) -> None:
    """In whatever order the edit and the deletion come; and what was written in it before it was deleted is said."""
    with Workspace.create(two.folder / "third.roundtable", city=None, author="Third") as third:
        merge.apply(third, two.sent(two.city))
        two.centre.edit(two.meeting, {"place": "Port"})
        two.city.edit(two.item, {"title": {"fr": "Santé et logement"}})
        new = two.city.add(AgendaItem, {"meeting": two.meeting, "title": "Budget"})
        two.city.delete(two.meeting)
        if first:
            merge.apply(third, two.sent(two.centre))
        plan = merge.rehearse(third, two.sent(two.city))
        if first:
            assert {(item.what, item.record, item.field) for item in plan.items} == {
                (What.CONTRADICTS, two.meeting, "deleted"), (What.NEW, new, ""), (What.CHANGED, two.item, "title"),
            }  # fmt: skip
        else:
            assert [(item.what, item.record) for item in plan.items] == [(What.DELETED, two.meeting)]
        merge.apply(third, two.sent(two.city))
        assert (third.find(AgendaItem, two.item) is not None) is first
        if not first:
            merge.apply(third, two.sent(two.centre))
        assert {one.id for one in third.all(AgendaItem, meeting=two.meeting)} == {two.item, new}
        (one,) = third.disagreements()
        assert (one.record, one.field) == (two.meeting, "deleted")
        assert third.search("logement")
        assert not third.check().problems
        third.resolve(two.meeting, "deleted", value=first)
        assert (third.count(AgendaItem), third.undecided()) == ((0, 0) if first else (2, 0))
        assert bool(third.search("logement")) is not first
        assert third.undo()
        assert third.count(AgendaItem) == 2
        assert not third.check().problems


def test_a_part_that_is_written_in_while_its_meeting_waits_comes_back_with_it(two: Two) -> None:
    two.city.delete(two.meeting)
    two.centre.edit(two.meeting, {"place": "Port"})
    merge.apply(two.centre, two.sent(two.city))
    two.centre.edit(two.item, {"title": {"fr": "Logement"}})
    assert not two.centre.check().problems
    two.centre.resolve(two.meeting, "deleted", value=None)
    assert two.centre.find(AgendaItem, two.item)
    assert not two.centre.disagreements()


def test_deleted_by_one_and_restored_by_the_other_stays_and_is_said(two: Two) -> None:
    two.city.delete(two.body)
    merge.apply(two.centre, two.sent(two.city))
    two.city.restore(two.body)
    two.centre.restore(two.body)
    two.centre.delete(two.body)
    incoming = two.sent(two.city)
    (item,) = merge.rehearse(two.centre, incoming).items
    assert (item.what, item.field) == (What.CONTRADICTS, "deleted")
    merge.apply(two.centre, incoming)
    assert two.centre.find(Organisation, two.body)
    assert [one.field for one in two.centre.disagreements()] == ["deleted"]


def test_a_record_that_comes_deleted_is_not_announced(two: Two) -> None:
    two.city.delete(two.city.add(Organisation, {"name": "Doublon", "type": "media"}))
    plan = merge.rehearse(two.centre, two.sent(two.city))
    assert plan.items == ()
    assert plan.arriving > 0


def test_twice_is_once(two: Two) -> None:
    two.city.edit(two.body, {"acronym": "MM"})
    incoming = two.sent(two.city)
    assert merge.apply(two.centre, incoming).new == 1
    was = two.centre.fingerprint()
    plan = merge.rehearse(two.centre, incoming)
    assert plan.adds_nothing
    assert plan.items == ()
    again = merge.apply(two.centre, incoming)
    assert (again.new, again.known) == (0, incoming.count)
    assert two.centre.fingerprint() == was == two.city.fingerprint()


def test_a_rehearsal_writes_nothing(two: Two) -> None:
    two.city.edit(two.body, {"acronym": "MM"})
    before = two.centre.path.read_bytes(), two.centre.imports(), two.centre.backups()
    merge.rehearse(two.centre, two.sent(two.city))
    assert (two.centre.path.read_bytes(), two.centre.imports(), two.centre.backups()) == before


def test_an_import_is_listed_and_a_backup_is_there(two: Two) -> None:
    two.city.edit(two.body, {"acronym": "MM"})
    incoming = two.sent(two.city)
    before = len(two.centre.backups())
    applied = merge.apply(two.centre, incoming)
    latest = two.centre.imports()[0]
    assert latest.label.startswith("Tunis, ")
    assert (latest.sender, latest.digest) == ("Leïla, Tunis", incoming.digest)
    assert (latest.new, latest.known) == (1, incoming.count - 1)
    assert applied.backup in [backup.path for backup in two.centre.backups()]
    assert len(two.centre.backups()) > before


def test_several_files_take_one_backup(two: Two) -> None:
    two.city.edit(two.body, {"acronym": "MM"})
    first = two.sent(two.city)
    two.city.edit(two.body, {"acronym": "MDM"})
    second = two.sent(two.city)
    before = len(two.centre.backups())
    done = merge.apply_all(two.centre, [second, first])
    assert [one.new for one in done] == [2, 0]
    assert len(two.centre.backups()) == before + 1


class Stopping:
    """Stops at a step."""

    def __init__(self, at: int) -> None:
        self.at = at

    def step(self, done: int, total: int | None = None, doing: Message | None = None) -> None:
        self.at -= 1
        if self.at < 0:
            raise Cancelled


@pytest.mark.parametrize("at", range(3))
def test_a_merge_that_is_stopped_leaves_everything_as_it_was(
    two: Two, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace_absorbing, "CHUNK", 2)
    for number in range(5):
        two.city.add(Organisation, {"name": f"Association {number}", "type": "media"})
    incoming = two.sent(two.city)
    was = two.centre.fingerprint(), two.centre.all(Organisation), len(two.centre.imports())
    with pytest.raises(Cancelled):
        merge.apply(two.centre, incoming, Stopping(at))
    assert (two.centre.fingerprint(), two.centre.all(Organisation), len(two.centre.imports())) == was
    assert not two.centre.check().problems
    assert merge.apply(two.centre, incoming).new > 0


def test_a_rehearsal_can_be_stopped(two: Two) -> None:
    with pytest.raises(Cancelled):
        merge.rehearse(two.centre, two.sent(two.city), Stopping(0))


def test_a_backup_that_cannot_be_made_stops_the_merge(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    two.city.edit(two.body, {"acronym": "MM"})
    was = two.centre.fingerprint()

    def no_room(_reason: str) -> Path:
        raise FileRefused(_("The disk is full."))

    monkeypatch.setattr(two.centre, "backup", no_room)
    with pytest.raises(RoundtableError):
        merge.apply(two.centre, two.sent(two.city))
    assert two.centre.fingerprint() == was


def test_what_this_version_does_not_know_goes_through_it_unchanged(two: Two) -> None:
    strange = [
        sample.change(70, "colour", {"of": ["a", 1, 2.5, None]}, kind="vow", language="", seq=1),
        sample.change(71, "mood", "tense", kind="meeting", language="fr", seq=2),
        sample.change(71, "title", "Ailleurs", kind="meeting", language="fr", seq=3),
        sample.change(72, "name", "x", kind="organisation", seq=4).erased(),
    ]
    incoming = bundle.read(sample.put(two.folder, sample.packed(sample.of(strange))))
    plan = merge.rehearse(two.centre, incoming)
    assert ("vow", "") in {(item.kind, item.title) for item in plan.new}
    assert ("meeting", "Ailleurs") in {(item.kind, item.title) for item in plan.new}
    merge.apply(two.centre, incoming)
    merge.apply(two.city, two.sent(two.centre))
    for place in (two.centre, two.city):
        assert set(strange) <= set(place.changes())
        assert not place.check().problems


def test_an_unknown_field_that_changes_is_shown_as_it_is(two: Two) -> None:
    first = sample.change(71, "mood", "tense", kind="meeting", language="", seq=1)
    later = sample.change(71, "mood", ["calm"], kind="meeting", language="", seq=2, parents=(first.id,))
    merge.apply(two.centre, bundle.read(sample.put(two.folder, sample.packed(sample.of([first])))))
    item = only(
        merge.rehearse(two.centre, bundle.read(sample.put(two.folder, sample.packed(sample.of([first, later])))))
    )
    assert (item.what, item.said(item.ours, "en"), item.said(item.theirs, "en")) == (What.CHANGED, "tense", "['calm']")


def test_a_file_that_is_still_on_its_way_is_awaited(two: Two) -> None:
    first = sample.change(71, "title", "a", kind="meeting", seq=1)
    second = sample.change(71, "title", "b", kind="meeting", seq=2, parents=(first.id,))
    third = sample.change(71, "title", "c", kind="meeting", seq=3, parents=(second.id,))
    late = bundle.read(sample.put(two.folder, sample.packed(sample.of([first, third]))))
    assert merge.rehearse(two.centre, late).awaited == 1
    merge.apply(two.centre, late)
    assert len(two.centre.disagreements()) == 1
    whole = bundle.read(sample.put(two.folder, sample.packed(sample.of([first, second, third]))))
    plan = merge.rehearse(two.centre, whole)
    assert (plan.awaited, plan.arriving, [item.what for item in plan.items]) == (0, 1, [What.SETTLED])
    merge.apply(two.centre, whole)
    assert two.centre.disagreements() == []


def test_titles_are_in_the_language_of_the_window(two: Two) -> None:
    two.city.edit(two.body, {"name": {"en": "Migrants’ House"}})
    incoming = two.sent(two.city)
    try:
        use_window_language("fr")
        assert only(merge.rehearse(two.centre, incoming)).title == "Maison du migrant"
    finally:
        use_window_language("en")
    assert only(merge.rehearse(two.centre, incoming)).title == "Migrants’ House"


def test_a_forged_bundle_never_reaches_the_workspace(two: Two) -> None:
    was = two.centre.fingerprint(), two.centre.path.read_bytes()
    for content in (b"", b"PK\x03\x04", sample.packed(sample.of([sample.change()]), count=7)):
        with pytest.raises(FileRefused):
            merge.apply(two.centre, bundle.read(sample.put(two.folder, content)))
    assert (two.centre.fingerprint(), two.centre.path.read_bytes()) == was


def test_a_network_bundle_shows_a_city_whose_closed_part_stays_at_home(two: Two, tmp_path: Path) -> None:
    two.city.edit(two.meeting, {"confidentiality": "internal"})
    with Workspace.create(tmp_path / "other.roundtable", city=None, author="Autre") as other:
        merge.apply(other, two.sent(two.city, Audience.NETWORK))
        assert [one.name.within("fr") for one in other.all(Organisation)] == ["Maison du migrant"]
        assert not other.all(Meeting)
        assert not other.all(AgendaItem)
        merge.apply(other, two.sent(two.city, Audience.INTERNAL))
        assert other.fingerprint() == two.city.fingerprint()


def test_nine_cities_in_any_order_give_one_fingerprint(tmp_path: Path) -> None:
    """The main job, small: each city's own file, and a coordinator who also writes."""
    codes = ["ATVIE", "ESMAD", "FRLIO", "ITTRN", "JOAMM", "LBBEY", "MATNG", "PTLIS", "TNTUN"]
    incoming = []
    for code in codes:
        city = {"code": code, "name": {"fr": code}, "country": code[:2]}
        with Workspace.create(tmp_path / f"{code}.roundtable", city=city, author=f"Focal point of {code}") as place:
            place.add(Organisation, {"name": {"fr": f"Association of {code}"}, "type": "media"})
            bundle.write(place, tmp_path / f"{code}.rtbundle", audience=Audience.NETWORK)
        incoming.append(bundle.read(tmp_path / f"{code}.rtbundle"))
    prints = set()
    for turn in range(3):
        with Workspace.create(tmp_path / f"all{turn}.roundtable", city=None, author="Coordination") as centre:
            merge.apply_all(centre, incoming[turn:] + incoming[:turn])
            prints.add(centre.fingerprint())
            assert centre.count(Organisation) == 9
    assert len(prints) == 1
