"""One declaration is enough: everything that is derived from it follows."""

from __future__ import annotations

import pytest

from desktop_app.errors import InvalidValue, Unknown
from desktop_app.language import LANGUAGES, _
from desktop_app.records import KINDS, Audience, Meeting, Person, Record, Translated, When, field_named, kind_named
from desktop_app.records.declare import line
from desktop_app.records.dossier import hidden_from, may_see, redacted
from desktop_app.records.types import Code, Several
from desktop_app.records.vocabulary import vocabulary


def test_every_kind_is_declared() -> None:
    assert set(KINDS) >= {
        "city", "organisation", "person", "membership", "processing_basis", "meeting", "agenda_item", "attendance",
        "entry", "recommendation", "commitment", "evidence",
    }  # fmt: skip


def test_references_and_vocabularies_exist() -> None:
    for kind in KINDS.values():
        for declared in kind.fields.values():
            assert set(declared.refers_to) <= set(KINDS)
            inner = declared.type.each if isinstance(declared.type, Several) else declared.type
            if isinstance(inner, Code):
                assert vocabulary(inner.vocabulary).codes
                assert (
                    declared.default is None
                    or declared.default == ""
                    or declared.default in vocabulary(inner.vocabulary).codes
                )


def test_no_kind_asks_for_what_puts_people_at_risk() -> None:
    words = {"nationality", "religion", "migration_status", "ethnicity", "origin"}
    assert not [name for kind in KINDS.values() for name in kind.fields if name in words]


def test_vocabularies_have_a_label_in_every_language_and_are_understood_by_it() -> None:
    for name in ("topic", "player", "entry_kind", "legal_basis", "attribution"):
        known = vocabulary(name)
        for code in known.codes:
            for language in LANGUAGES:
                assert known.label(code, language)
                assert known.code_of(f"  {known.label(code, language).upper()} ") == code


def test_a_record_is_complete_by_its_defaults_and_says_what_is_missing() -> None:
    meeting = Meeting(id="x")
    assert (meeting.status, meeting.kind, meeting.confidentiality) == ("draft", "stakeholder_group", "network")
    assert [declared.name for declared in meeting.missing()] == ["title", "starts_at"]
    assert not Meeting(id="x", title=Translated(fr="Réunion"), starts_at=When("2018-01")).missing()


def test_a_field_added_to_a_class_is_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_app.records.declare.KINDS", dict(KINDS))

    class Visit(Record, kind="visit", one=_("Visit"), many=_("Visits")):
        place: str = line(_("Place"), required=True)
        guide: str = line(_("Guide"), personal=True, audience=Audience.INTERNAL)

    visit = Visit(id="v", place="Port", guide="Amina")
    assert list(Visit.fields) == ["place", "guide", "city", "confidentiality"]
    assert visit.called("fr", lambda _: "") == "Port"
    assert redacted(visit, Audience.NETWORK).guide == ""
    assert redacted(visit, Audience.INTERNAL) == visit
    assert [declared.name for declared in hidden_from(Visit, Audience.PUBLIC)] == ["guide"]
    with pytest.raises(InvalidValue, match=r"^Place: "):
        Visit.fields["place"].check("a\x00b")


def test_what_is_left_out_for_whom() -> None:
    assert {declared.name for declared in hidden_from(Person, Audience.PUBLIC)} == {"email", "phone", "gender", "notes"}
    assert {declared.name for declared in hidden_from(Person, Audience.NETWORK)} == {"gender", "notes"}
    assert not may_see(Person(id="p"), Audience.PUBLIC)
    assert not may_see(Person(id="p", confidentiality="from a later version"), Audience.NETWORK)


def test_unknown_names_are_refused_with_the_known_ones() -> None:
    with pytest.raises(Unknown, match="The kinds are: city"):
        kind_named("table; drop")
    with pytest.raises(Unknown, match="family_name"):
        field_named(Person, "surname")
