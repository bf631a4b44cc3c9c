"""Found as one types, however it is spelt; and marked in the text as it was written."""

from __future__ import annotations

import unicodedata
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop_app.language import _
from desktop_app.records import KINDS, Entry, Meeting, Organisation, Person, Record
from desktop_app.records.declare import codes, line, translated
from desktop_app.records.values import Translated
from desktop_app.workspace import Workspace
from desktop_app.workspace.current import search
from desktop_app.workspace.current.fold import finder, fold, fold_with_places, words
from desktop_app.workspace.current.snippet import LENGTH, snippet
from tests.workspace.workspace_files import copied, merged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EVERY = "6a4fd0a3-7e0e-4a0e-8f2b-3f0d3c1b2a19"
TEXT = st.text(st.characters(codec="utf-8"), max_size=60)


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Réunion à l’Hôtel de Ville", "reunion hotel"), ("MÜNCHEN Straße", "munchen strasse"),
        ("Øresund, Łódź, Đakovo", "oresund lodz dakovo"), ("İstanbul, Ankara'nın", "istanbul ankara"),
        ("ısı", "isi"), ("Œuvre, cæsium", "oeuvre caesium"), ("ﬁnance ﬂux", "finance flux"), ("ﬁn", "fi"),
        ("Ἀθήνα", "αθηνα"), ("Ёлка", "елка"), ("٢٠١٨", "2018"), ("۲۰۱۸", "2018"),
        ("إنشاء", "انشاء"), ("آداب", "اداب"), ("أكادير", "اكادير"), ("مؤسسة", "موسسه"), ("مسؤول", "مسوول"),
        ("على", "علي"), ("الهجرة", "الهجره"), ("مُهَاجِرُون", "مهاجرون"), ("مهـــاجر", "مهاجر"), ("شيء", "شي"),
        ("ﻻجئ", "لاجي"), ("ٱلبلد", "البلد"), ("المدينة", "مدينة"), ("مدينة", "المدينة"), ("والبلدية", "بلديه"),
        ("للمهاجرين", "مهاجرين"), ("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"),
        ("Salma Ben Ali", "ali sal"), ("n°12/2018", "12 2018"), ("e\u0301tat", "état"), ("état", "e\u0301tat"),
    ],
)  # fmt: skip
def test_spelling_does_not_matter(network: Workspace, written: str, typed: str) -> None:
    found = network.draft(Person, {"notes": written})
    other = network.draft(Person, {"notes": "Rien de cela"})
    for length in range(1, len(typed)):
        if words(typed[:length]) and not typed.startswith("ال"):
            assert found in {hit.record for hit in network.search(typed[:length])}
    (hit,) = [hit for hit in network.search(typed) if hit.record != other]
    assert hit.record == found
    assert hit.snippet == unicodedata.normalize("NFC", written)
    assert len(hit.spans) >= len(words(typed))
    for start, end in hit.spans:
        assert fold(hit.snippet[start:end]).startswith(tuple(words(typed)))


@given(st.text(st.characters(codec="utf-8"), max_size=200) | st.text("aÀéşİẞﬁـهٱ \n", max_size=200))
def test_a_text_is_folded_letter_by_letter(text: str) -> None:
    assert fold(text) == "".join(map(fold, text))


@given(TEXT)
@example("ﬁ ß İ Ⅷ ㍍ é")
def test_places_lead_back_to_the_original(text: str) -> None:
    folded, places = fold_with_places(text)
    assert folded == fold(text)
    assert len(places) == len(folded) + 1
    assert list(places) == sorted(places)
    assert places[-1] == len(text)
    for index, letter in enumerate(folded):
        assert letter in fold(text[places[index]])


@given(TEXT)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.lists(st.text("abé ß. س\u200b", max_size=400), max_size=4), st.text("abés", min_size=1, max_size=3))
def test_a_snippet_is_a_piece_of_the_text_with_its_marks_in_place(texts: list[str], word: str) -> None:
    wanted = words(word)
    shown, spans = snippet(texts, finder(wanted))
    assert len(shown) <= LENGTH + 4
    if texts:
        assert any(shown.removeprefix("… ").removesuffix(" …") in text for text in texts)
    for start, end in spans:
        assert 0 <= start < end <= len(shown)
        assert fold(shown[start:end]).startswith(tuple(wanted))
    if any(finder(wanted).search(fold(text)) for text in texts):
        assert spans


def test_every_word_must_be_there_and_the_last_may_be_unfinished(network: Workspace) -> None:
    one = network.draft(Entry, {"text": {"fr": "Le logement des femmes migrantes", "ar": "سكن النساء"}})
    network.draft(Entry, {"text": {"fr": "Le transport"}})
    assert [hit.record for hit in network.search("logement mig")] == [one]
    assert [hit.record for hit in network.search("نساء")] == [one]
    assert network.search("logement transport") == []
    assert network.search("ogement") == []


@pytest.mark.parametrize(
    "typed", ["", " ", "'", '"', "*", "a*", "NEAR(", "body:", "AND", "-x", "\x00", "\ud800", "😀", "(" * 999]
)
def test_what_one_types_is_never_a_command(network: Workspace, typed: str) -> None:
    network.draft(Entry, {"text": {"fr": "near and body"}})
    assert isinstance(network.search(typed), list)
    assert network.search("x" * 10_000) == []
    assert network.search(" ".join("near" for _word in range(100)))


def test_a_kind_is_no_word(network: Workspace) -> None:
    entry = network.draft(Entry, {"text": {"fr": "Séance"}})
    meeting = network.draft(Meeting, {"title": {"fr": "Séance"}})
    assert {hit.record for hit in network.search("seance")} == {entry, meeting}
    assert [hit.record for hit in network.search("seance", kinds=[Meeting])] == [meeting]
    assert {hit.kind for hit in network.search("seance", kinds=[Meeting, Entry])} == {"meeting", "entry"}
    assert network.search("meeting") == []
    assert network.search("\ue000meeting") == []
    assert len(network.search("seance", limit=1)) == 1
    assert network.search("seance", limit=0) == []


def test_every_text_is_found_and_what_is_not_text_is_not(network: Workspace) -> None:
    organisation = network.draft(
        Organisation,
        {"name": {"de": "Flüchtlingsrat"}, "acronym": "FRB", "email": "kontakt@example.org", "type": "academia"},
    )
    for typed in ("fluchtlings", "frb", "kontakt", "example"):
        assert [hit.record for hit in network.search(typed)] == [organisation]
    assert network.search("academia") == []


def test_an_edit_a_deletion_and_its_return_are_followed(network: Workspace) -> None:
    entry = network.draft(Entry, {"text": {"fr": "Logement"}})
    network.edit(entry, {"text": {"fr": "Transport"}})
    assert network.search("logement") == []
    assert [hit.record for hit in network.search("transport")] == [entry]
    network.delete(entry)
    assert network.search("transport") == []
    network.undo()
    assert [hit.record for hit in network.search("transport")] == [entry]


def test_what_disagrees_with_what_is_shown_is_found_until_it_is_decided(
    template: Path, empty: Path, folder: Path
) -> None:
    with copied(template, folder, "a") as tunis, copied(empty, folder, "b") as other:
        entry = tunis.draft(Entry, {"text": {"fr": "Logement"}})
        merged(tunis, other)
        other.edit(entry, {"text": {"fr": "Transport"}})
        tunis.edit(entry, {"text": {"fr": "Éducation"}})
        merged(other, tunis)
        for typed in ("transport", "educ"):
            (hit,) = tunis.search(typed)
            assert hit.record == entry
            assert [fold(hit.snippet[start:end]) for start, end in hit.spans] == [typed]
        tunis.resolve(entry, "text", language="fr", value="Santé")
        assert tunis.search("transport") == tunis.search("educ") == []
        assert [hit.record for hit in tunis.search("sante")] == [entry]


def test_what_was_edited_is_found_after_a_restart(network: Workspace, folder: Path) -> None:
    entry = network.draft(Entry, {"text": {"fr": "Logement"}})
    network.close()
    with Workspace.open(folder / "network.roundtable") as again:
        assert [hit.record for hit in again.search("logement")] == [entry]


def test_many_edits_do_not_wait_for_a_search(network: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MAX_STALE", 3)
    for number in range(6):
        network.draft(Entry, {"text": {"fr": f"Point {number}"}})
    assert len(network._counters.stale) < 4
    assert len(network.search("point")) == 6


def test_of_very_many_matches_the_latest_are_shown(network: Workspace) -> None:
    made = network.add_all([(Entry, {"agenda_item": EVERY, "text": f"Point {number}"}) for number in range(450)])
    assert [hit.record for hit in network.search("p", limit=3)] == made[:-4:-1]
    rare = network.search("point 449")
    assert [hit.record for hit in rare] == [made[-1]]


@contextmanager
def declared() -> Iterator[type[Record]]:
    """As if a later version knew one kind more, and people one field more."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("visit", "person"):
            patch.setitem(KINDS, name, Record)  # put back as it was

        class Visit(Record, kind="visit", one=_("Visit"), many=_("Visits")):
            place: str = line(_("Place"), required=True)
            guide: Translated = translated(_("Guide"))
            topics: tuple[str, ...] = codes(_("Topics"), "topic")

        class LaterPerson(Record, kind="person", one=_("Person"), many=_("People")):
            family_name: str = line(_("Family name"))
            craft: str = line(_("Craft"))

        yield Visit


def test_a_field_added_to_a_class_is_in_the_table_and_found(network: Workspace, folder: Path) -> None:
    person = network.draft(Person, {"family_name": "Ben Ali", "given_name": "Salma"})
    network.close()
    path = folder / "network.roundtable"
    with declared() as visit, Workspace.open(path) as later:
        made = later.add(visit, {"place": "Port", "guide": {"fr": "Amina"}, "topics": ["education"]})
        later.edit(person, {"craft": "Menuisière"})
        assert later.get(made).guide == Translated(fr="Amina")  # type: ignore[attr-defined]
        assert later.all(visit, place="Port") == [later.get(made)]
        assert [hit.record for hit in later.search("amina")] == [made]
        assert [hit.record for hit in later.search("menuisiere")] == [person]
        assert not later.check().problems
    with Workspace.open(path) as earlier:
        assert earlier.get(person) == Person(id=person, family_name="Ben Ali", given_name="Salma")
        assert earlier.search("amina") == earlier.search("menuisiere") == []
        assert {"visit", "person"} <= {change.kind for change in earlier.changes()}
        assert [item.value for item in earlier.history(made) if item.field == "place"] == ["Port"]
        earlier.edit(person, {"family_name": "Ben Salah"})
        assert not earlier.check().problems
    with declared() as visit, Workspace.open(path) as later:
        assert [hit.record for hit in later.search("amina")] == [made]
        assert later.get(person).craft == "Menuisière"  # type: ignore[attr-defined]
        assert later.get(person).family_name == "Ben Salah"  # type: ignore[attr-defined]
