"""What a person writes: added, edited, deleted, taken back, done again; each call one step."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from desktop_app.errors import InvalidValue, Unknown
from desktop_app.language import _
from desktop_app.records import (
    AgendaItem,
    Attendance,
    City,
    Entry,
    Meeting,
    Membership,
    Organisation,
    Person,
    Translated,
    When,
    city_id,
)
from desktop_app.workspace import Changed, Workspace
from tests.workspace.workspace_files import copied, merged

if TYPE_CHECKING:
    from pathlib import Path


def a_meeting(workspace: Workspace) -> tuple[str, str, str]:
    meeting = workspace.add(Meeting, {"title": {"fr": "Séance"}, "starts_at": "2018-01-15T10:00"})
    item = workspace.add(AgendaItem, {"meeting": meeting, "title": "Logement"})
    return meeting, item, workspace.add(Entry, {"agenda_item": item, "text": {"fr": "Un toit", "ar": "سقف"}})


def test_a_new_workspace_holds_its_city(tunis: Workspace) -> None:
    city = tunis.get(tunis.city)
    assert tunis.city == city_id("TNTUN") == city.id
    assert isinstance(city, City)
    assert city.name == Translated(fr="Tunis", ar="تونس")
    assert (tunis.author, tunis.language, tunis.protected, tunis.can_undo) == ("Amina", "fr", False, False)
    assert tunis.title(tunis.city, "ar") == "تونس"


def test_what_is_added_is_there_with_its_defaults_its_city_and_its_place(tunis: Workspace) -> None:
    meeting, item, entry = a_meeting(tunis)
    later = tunis.add(Entry, {"agenda_item": item, "text": "Un repas"})
    found = tunis.get(entry)
    assert isinstance(found, Entry)
    assert (found.kind, found.confidentiality, found.city) == ("note", "network", tunis.city)
    assert found.text == Translated(fr="Un toit", ar="سقف")
    assert [one.id for one in tunis.all(Entry, agenda_item=item)] == [entry, later]
    assert tunis.get(meeting) == tunis.find(Meeting, meeting)
    assert tunis.find(Entry, meeting) is None
    assert tunis.all(Meeting, starts_at=When("2018-01-15T10:00"), status="draft") == [tunis.get(meeting)]
    assert tunis.all(Entry, owner="", kind="note") == tunis.all(Entry)
    assert tunis.count(Entry) == 2


def test_what_is_required_is_asked_for_and_a_draft_may_wait(tunis: Workspace) -> None:
    with pytest.raises(InvalidValue, match="Title, Starts") as refused:
        tunis.add(Meeting, {})
    assert refused.value.field == "title"
    draft = tunis.draft(Meeting, {})
    assert [field.name for field in tunis.get(draft).missing()] == ["title", "starts_at"]
    with pytest.raises(InvalidValue, match="not a date"):
        tunis.add(Meeting, {"title": "x", "starts_at": "2018-02-30"})
    with pytest.raises(InvalidValue, match="is not one of"):
        tunis.draft(Meeting, {"kind": "party"})
    with pytest.raises(Unknown, match="no field"):
        tunis.draft(Meeting, {"weather": "rain"})
    assert tunis.count(Meeting) == 1


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("a\x00b", "control character"), ("a\ud800b", "half a character"), ("x" * 1_000_000, "too long"),
        ("a\u202eb", "reverses"), ("a\nb", "single line"), (3, "expected"), (None, "expected"),
    ],
)  # fmt: skip
def test_what_a_title_does_not_take_changes_nothing(tunis: Workspace, value: object, sentence: str) -> None:
    meeting, _item, _entry = a_meeting(tunis)
    before = tunis.fingerprint()
    with pytest.raises(InvalidValue, match=sentence):
        tunis.edit(meeting, {"place": "Mairie", "title": value})
    assert tunis.fingerprint() == before
    assert tunis.get(meeting).place == ""  # type: ignore[attr-defined]


def test_a_text_is_written_in_one_language_and_the_others_stay(tunis: Workspace) -> None:
    _meeting, _item, entry = a_meeting(tunis)
    tunis.edit(entry, {"text": "Deux toits"})
    tunis.edit(entry, {"text": "A roof"}, language="en")
    tunis.edit(entry, {"text": {"ar": ""}})
    assert tunis.get(entry).text == Translated(en="A roof", fr="Deux toits")  # type: ignore[attr-defined]
    for bad in ({"": "x"}, {"no language": "x"}, {"fr": 3}):
        with pytest.raises(InvalidValue):
            tunis.edit(entry, {"text": bad})


def test_an_edit_that_says_nothing_new_is_no_change(tunis: Workspace) -> None:
    _meeting, _item, entry = a_meeting(tunis)
    before = tunis.fingerprint()
    tunis.edit(entry, {"text": {"fr": "Un toit", "es": ""}, "kind": "note", "owner": ""})
    assert tunis.fingerprint() == before


def test_identities_chosen_beforehand(tunis: Workspace) -> None:
    chosen = "6a4fd0a3-7e0e-4a0e-8f2b-3f0d3c1b2a19"
    assert tunis.add(Person, {"family_name": "A", "given_name": "B"}, id=chosen.upper()) == chosen
    with pytest.raises(InvalidValue, match="already"):
        tunis.add(Person, {"family_name": "A", "given_name": "B"}, id=chosen)
    with pytest.raises(InvalidValue, match="not the identity"):
        tunis.add(Person, {"family_name": "A", "given_name": "B"}, id="me")
    with pytest.raises(InvalidValue, match="already"):
        tunis.add(City, {"code": "TN TUN", "name": "Tunis", "country": "TN"})
    twice = (Person, {"family_name": "A", "given_name": "B", "id": "6a4fd0a3-7e0e-4a0e-8f2b-3f0d3c1b2a20"})
    with pytest.raises(InvalidValue, match="already"):
        tunis.add_all([twice, twice])
    assert tunis.count(Person) == 1


def test_many_are_added_together_or_not_at_all(tunis: Workspace) -> None:
    meeting, item, _entry = a_meeting(tunis)
    before = tunis.fingerprint()
    with pytest.raises(InvalidValue):
        tunis.add_all([(Entry, {"agenda_item": item, "text": "x"}), (Entry, {"agenda_item": item})])
    assert tunis.fingerprint() == before
    made = tunis.add_all([(Entry, {"agenda_item": item, "text": f"Point {number}"}) for number in range(30)])
    assert [one.id for one in tunis.all(Entry, agenda_item=item)][1:] == made
    assert {hit.record for hit in tunis.search("point 7")} == {made[7]}
    assert tunis.undo()
    assert tunis.count(Entry) == 1
    assert tunis.redo()
    assert [one.id for one in tunis.all(Entry, agenda_item=item)][1:] == made
    assert tunis.get(meeting).id == meeting
    assert not tunis.check().problems


def test_deleting_takes_the_parts_along_and_restoring_brings_them_back(tunis: Workspace) -> None:
    meeting, item, entry = a_meeting(tunis)
    gone_before = tunis.add(Entry, {"agenda_item": item, "text": "Effacé avant"})
    tunis.delete(gone_before)
    tunis.delete(meeting)
    assert [tunis.count(kind) for kind in (Meeting, AgendaItem, Entry)] == [0, 0, 0]
    assert tunis.search("toit") == []
    assert tunis.title(entry, "fr") == ""
    for call in (lambda: tunis.get(entry), lambda: tunis.edit(entry, {"kind": "action"}), lambda: tunis.delete(entry)):
        with pytest.raises(Unknown, match="deleted"):
            call()
    tunis.restore(meeting)
    assert [tunis.count(kind) for kind in (Meeting, AgendaItem, Entry)] == [1, 1, 1]
    assert tunis.find(Entry, gone_before) is None
    tunis.restore(gone_before)
    assert tunis.count(Entry) == 2
    before = tunis.fingerprint()
    tunis.restore(gone_before)
    assert tunis.fingerprint() == before


def test_undo_goes_back_all_the_way_and_redo_forward_again(tunis: Workspace) -> None:
    _meeting, item, entry = a_meeting(tunis)
    tunis.edit(entry, {"text": "Deux toits", "kind": "action"})
    tunis.edit(entry, {"text": "Trois toits"})
    with tunis.together():
        tunis.edit(entry, {"text": "Quatre toits"})
        other = tunis.add(Entry, {"agenda_item": item, "text": "Et un jardin"})
        tunis.delete(other)
        tunis.restore(other)
    texts = []
    while tunis.undo():
        texts.append([one.text.get("fr") for one in tunis.all(Entry)])
    assert texts == [["Trois toits"], ["Deux toits"], ["Un toit"], [], [], []]
    assert tunis.count(Meeting) == 0
    assert not tunis.can_undo
    while tunis.redo():
        pass
    assert [one.text["fr"] for one in tunis.all(Entry)] == ["Quatre toits", "Et un jardin"]
    assert tunis.get(entry).kind == "action"  # type: ignore[attr-defined]
    assert not tunis.can_redo
    assert not tunis.check().problems


def test_a_new_step_ends_what_can_be_done_again(tunis: Workspace) -> None:
    _meeting, _item, entry = a_meeting(tunis)
    tunis.edit(entry, {"text": "Deux toits"})
    tunis.undo()
    tunis.edit(entry, {"kind": "decision"})
    assert not tunis.can_redo
    assert not tunis.redo()


def test_steps_survive_closing(template: Path, folder: Path) -> None:
    with copied(template, folder, "a") as tunis:
        _meeting, _item, entry = a_meeting(tunis)
        tunis.edit(entry, {"text": "Deux toits"})
    with Workspace.open(folder / "a") as tunis:
        assert tunis.undo()
        assert tunis.get(entry).text["fr"] == "Un toit"  # type: ignore[attr-defined]
    with Workspace.open(folder / "a") as tunis:
        assert tunis.can_redo
        assert tunis.redo()
        assert tunis.get(entry).text["fr"] == "Deux toits"  # type: ignore[attr-defined]


def test_steps_do_not_travel_with_a_copy(template: Path, folder: Path) -> None:
    with copied(template, folder, "a") as tunis:
        a_meeting(tunis)
        site = tunis.site
    with copied(folder / "a", folder, "b") as elsewhere:
        assert elsewhere.site != site
        assert not elsewhere.can_undo
        assert elsewhere.count(Entry) == 1


def test_undo_leaves_what_others_wrote(template: Path, folder: Path) -> None:
    with copied(template, folder, "a") as tunis:
        _meeting, _item, entry = a_meeting(tunis)
        with copied(merged_copy(tunis, folder), folder, "b") as other:
            tunis.edit(entry, {"text": "Le nôtre"})
            merged(tunis, other)
            other.edit(entry, {"text": "Le leur, qui a vu le nôtre"}, language="fr")
            merged(other, tunis)
            assert not tunis.undo()
            assert tunis.get(entry).text["fr"] == "Le leur, qui a vu le nôtre"  # type: ignore[attr-defined]
            other.edit(entry, {"kind": "action"})
            tunis.edit(entry, {"kind": "decision"})
            merged(other, tunis)
            assert len(tunis.disagreements()) == 1
            tunis.undo()
            (left,) = tunis.disagreements()
            assert {one.value for one in left.alternatives} == {"note", "action"}
            tunis.redo()
            (left,) = tunis.disagreements()
            assert {one.value for one in left.alternatives} == {"decision", "action"}
            assert not tunis.check().problems


def merged_copy(tunis: Workspace, folder: Path) -> Path:
    tunis.backup("copy")
    (made,) = tunis.backups()
    return made.path


def test_taking_back_an_addition_that_others_went_on_with_is_a_disagreement(template: Path, folder: Path) -> None:
    with copied(template, folder, "a") as tunis:
        person = tunis.add(Person, {"family_name": "Ben Ali", "given_name": "Salma"})
        with copied(merged_copy(tunis, folder), folder, "b") as other:
            other.edit(person, {"phone": "+216 71 000 000"})
            merged(other, tunis)
        assert tunis.undo()
        assert tunis.get(person).phone == "+216 71 000 000"  # type: ignore[attr-defined]
        (left,) = tunis.disagreements()
        assert (left.field, [one.value for one in left.alternatives]) == ("deleted", [1, "+216 71 000 000"])
        assert left.alternatives[1].city == tunis.city
        tunis.resolve(person, "deleted", value=True)
        assert tunis.disagreements() == []
        assert tunis.find(Person, person) is None


def test_a_disagreement_is_decided_by_keeping_one_or_by_writing_another(template: Path, folder: Path) -> None:
    with copied(template, folder, "a") as tunis:
        _meeting, _item, entry = a_meeting(tunis)
        with copied(merged_copy(tunis, folder), folder, "b") as other:
            tunis.edit(entry, {"text": "Le nôtre", "kind": "action"})
            other.edit(entry, {"text": "Le leur", "kind": "decision"}, language="fr")
            merged(other, tunis)
            kind, text = tunis.disagreements()
            assert (kind.field, text.field, text.language) == ("kind", "text", "fr")
            assert [one.shown for one in text.alternatives] == [True, False]
            assert tunis.get(entry).text["fr"] == text.alternatives[0].value  # type: ignore[attr-defined]
            tunis.resolve(entry, "text", language="fr", keep=text.alternatives[1].change)
            assert tunis.get(entry).text["fr"] == text.alternatives[1].value  # type: ignore[attr-defined]
            tunis.resolve(entry, "kind", value="note")
            assert tunis.disagreements() == []
            merged(tunis, other)
            assert other.disagreements() == []
            assert other.get(entry) == tunis.get(entry)
            with pytest.raises(Unknown):
                tunis.resolve(entry, "text", language="fr", keep=kind.alternatives[0].change)
            with pytest.raises(InvalidValue):
                tunis.resolve(entry, "kind", value="party")
            tunis.undo()
            assert len(tunis.disagreements()) == 1


def test_equal_values_do_not_disagree(template: Path, folder: Path) -> None:
    with copied(template, folder, "a") as tunis:
        _meeting, _item, entry = a_meeting(tunis)
        with copied(merged_copy(tunis, folder), folder, "b") as other:
            for place in (tunis, other):
                place.edit(entry, {"text": "Le même"}, language="fr")
            merged(other, tunis)
        assert tunis.disagreements() == []
        assert sum(item.is_head for item in tunis.history(entry) if item.field == "text" and item.language == "fr") == 2
        tunis.edit(entry, {"text": "Un seul"})
        assert sum(item.is_head for item in tunis.history(entry) if item.field == "text" and item.language == "fr") == 1


def test_history_says_who_and_when_and_by_which_file(template: Path, empty: Path, folder: Path) -> None:
    with copied(template, folder, "a") as tunis, copied(empty, folder, "b") as network:
        _meeting, _item, entry = a_meeting(tunis)
        tunis.edit(entry, {"text": "Deux toits"})
        merged(tunis, network, "Tunis, janvier")
        newest, *_rest = network.history(entry)
        assert (newest.field, newest.language, newest.value) == ("text", "fr", "Deux toits")
        assert (newest.author, newest.city, newest.batch) == ("Amina", tunis.city, "Tunis, janvier")
        assert newest.is_shown
        assert len(newest.parents) == 1
        assert newest.parents[0] in {item.change for item in network.history(entry)}
        assert tunis.history(entry)[0].batch == ""
        assert network.imports()[0].label == "Tunis, janvier"
        assert network.imports()[0].new == len(list(tunis.changes()))


def test_together_is_all_or_nothing(tunis: Workspace) -> None:
    _meeting, item, entry = a_meeting(tunis)
    before = tunis.fingerprint(), list(tunis.changes())
    with pytest.raises(InvalidValue), tunis.together():  # noqa: PT012  # all of it is one step
        tunis.edit(entry, {"text": "x"})
        tunis.add(Entry, {"agenda_item": item, "text": "y"})
        tunis.add(Entry, {"agenda_item": item})
    assert (tunis.fingerprint(), list(tunis.changes())) == before
    with tunis.together():
        tunis.edit(entry, {"text": "x"})
        with pytest.raises(InvalidValue), tunis.together():  # noqa: PT012
            tunis.edit(entry, {"text": "z"})
            tunis.edit(entry, {"kind": "party"})
    assert tunis.get(entry).text["fr"] == "x"  # type: ignore[attr-defined]
    tunis.undo()
    assert tunis.get(entry).text["fr"] == "Un toit"  # type: ignore[attr-defined]
    assert not tunis.check().problems


def test_whoever_listens_hears_of_each_step_once_it_is_saved(tunis: Workspace) -> None:
    heard: list[Changed] = []
    end = tunis.listen(heard.append)
    meeting, item, entry = a_meeting(tunis)
    assert heard[-1] == Changed(frozenset({entry}), frozenset({"entry"}))
    with tunis.together():
        tunis.edit(entry, {"kind": "action"})
        tunis.edit(meeting, {"place": "Mairie"})
        assert len(heard) == 3
    assert heard[-1] == Changed(frozenset({entry, meeting}), frozenset({"entry", "meeting"}))
    tunis.delete(meeting)
    assert heard[-1].records == {meeting, item, entry}
    tunis.undo()
    assert heard[-1].records == {meeting, item, entry}
    tunis.edit(entry, {"kind": "action"})
    with pytest.raises(InvalidValue):
        tunis.edit(entry, {"kind": "party"})
    assert len(heard) == 6
    end()
    end()
    tunis.undo()
    assert len(heard) == 6


def test_a_listener_may_write(tunis: Workspace) -> None:
    _meeting, _item, entry = a_meeting(tunis)

    def follow(changed: Changed) -> None:
        if tunis.get(entry).kind == "action":  # type: ignore[attr-defined]
            tunis.edit(entry, {"implementation": "not_started"})

    tunis.listen(follow)
    tunis.edit(entry, {"kind": "action"})
    assert tunis.get(entry).implementation == "not_started"  # type: ignore[attr-defined]


def test_threads_take_turns(tunis: Workspace) -> None:
    _meeting, item, _entry = a_meeting(tunis)

    def write(name: str) -> None:
        for number in range(20):
            tunis.add(Entry, {"agenda_item": item, "text": f"{name}{number}"})

    threads = [threading.Thread(target=write, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert tunis.count(Entry) == 61
    assert not tunis.check().problems


def test_a_clock_that_goes_back_does_not_turn_the_order(tunis: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    _meeting, _item, entry = a_meeting(tunis)
    monkeypatch.setattr("time.time_ns", lambda: 0)
    tunis.edit(entry, {"text": "Plus tard"})
    tunis.edit(entry, {"text": "Encore plus tard"})
    assert [item.value for item in tunis.history(entry)][:2] == ["Encore plus tard", "Plus tard"]


def test_a_clock_far_ahead_does_not_carry_others_along(
    template: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with copied(template, folder, "a") as tunis:
        with copied(merged_copy(tunis, folder), folder, "b") as other, monkeypatch.context() as patch:
            patch.setattr("time.time_ns", lambda: 4_000_000_000 * 10**9)
            person = other.add(Person, {"family_name": "A", "given_name": "B"})
            merged(other, tunis)
        tunis.edit(person, {"family_name": "C"})
        mine = next(item for item in tunis.history(person) if item.value == "C")
        assert mine.is_shown
        assert mine.at < "2090"
        assert not tunis.check().problems


def test_a_dossier_holds_what_it_takes_to_understand_it(tunis: Workspace) -> None:
    meeting, item, entry = a_meeting(tunis)
    organisation = tunis.add(Organisation, {"name": "Croissant-Rouge", "type": "red_cross_crescent"})
    person = tunis.add(Person, {"family_name": "Ben Ali", "given_name": "Salma"})
    stranger = tunis.add(Person, {"family_name": "Étrangère", "given_name": "Une"})
    membership = tunis.add(Membership, {"person": person, "organisation": organisation, "starts_on": "2017"})
    attendance = tunis.add(Attendance, {"meeting": meeting, "person": person})
    dossier = tunis.dossier([meeting, "6a4fd0a3-7e0e-4a0e-8f2b-3f0d3c1b2a19"])
    assert dossier.about == (meeting,)
    assert set(dossier.records) == {meeting, item, entry, person, organisation, membership, attendance, tunis.city}
    assert stranger not in dossier.records
    assert dossier.title(person, "fr") == "Salma Ben Ali"
    assert set(tunis.dossier([entry]).records) >= {entry, item, meeting, tunis.city}


def test_the_sentence_names_what_is_missing(tunis: Workspace) -> None:
    with pytest.raises(Unknown, match="There is no record “x” here"):
        tunis.get("x")
    with pytest.raises(Unknown):
        tunis.resolve("x", "text", value="y")
    with pytest.raises(Unknown):
        tunis.all(Entry, weather="rain")
    assert str(_("Title"))
