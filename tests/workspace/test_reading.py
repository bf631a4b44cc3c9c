"""What is read a column at a time, for long lists, is what the records say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.records import Meeting, Organisation, Person

if TYPE_CHECKING:
    from desktop_app.workspace import Workspace

TEXTS = (
    "",
    "O’Neil “Tim”",
    'a "quoted" name',
    "back\\slash",
    "{}",
    "null",
    "أحمد",
    "Éloïse",
    "e\u0301",
    "\U0001f600",
    "12",
)


def test_columns_hold_what_the_records_say(tunis: Workspace) -> None:
    tunis.add_all(
        [
            (Person, {"family_name": "Ben", "given_name": "A", "honorific": text, "notes": f"{text}\n{text}",
                      "languages": ["ar"] if text else []})
            for text in TEXTS
        ]
    )  # fmt: skip
    names = ("honorific", "notes", "languages", "email", "same_as", "confidentiality")
    said = {(person.id, *(getattr(person, name) for name in names)) for person in tunis.all(Person)}
    assert set(tunis.values(Person, *names)) == said
    assert len(said) == len(TEXTS)


def test_columns_of_translated_texts_and_numbers_hold_what_the_records_say(tunis: Workspace) -> None:
    tunis.add_all(
        [
            (
                Organisation,
                {"name": {"fr": text or "X", "ar": text}, "type": "state_service", "influence": number or None},
            )
            for number, text in enumerate(TEXTS[:6])
        ]
    )
    said = {(body.id, body.name, body.type, body.influence) for body in tunis.all(Organisation)}
    assert set(tunis.values(Organisation, "name", "type", "influence")) == said


def test_a_kind_of_which_there_is_none_has_empty_columns(tunis: Workspace) -> None:
    assert tunis.values(Meeting, "starts_at") == []
