"""City cards on the command line: saved, taken in, listed, and bundles encrypted to them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import pytest

from tests.commands.test_command_line import Said, roundtable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["roundtable"]
CITIES: Final = {"TNTUN": "Tunis", "MARBA": "Rabat", "MATNG": "Tanger"}


@pytest.fixture
def city(roundtable: Callable[..., Said], tmp_path: Path) -> Callable[..., tuple[Path, Path]]:
    """Makes a city's workspace and saves its card."""

    def make(code: str, name: str = "") -> tuple[Path, Path]:
        file, card = tmp_path / f"{name or code}.roundtable", tmp_path / f"{name or code}.rtcard"
        made = roundtable(
            "new", file, "--city", code, "--name", CITIES[code], "--country", code[:2], "--author", "Mouna"
        )
        assert made.code == 0, made.err
        saved = roundtable("card", file, card)
        assert saved.code == 0, saved.err
        return file, card

    return make


def fingerprint_of(said: Said) -> str:
    return said.out.strip().rpartition(" ")[2]


def test_a_card_is_saved_taken_in_and_listed(
    roundtable: Callable[..., Said], city: Callable[..., tuple[Path, Path]]
) -> None:
    tunis, tunis_card = city("TNTUN")
    rabat, _rabat_card = city("MARBA")
    assert "Tunis" in roundtable("trust", rabat, tunis_card).out
    (known,) = json.loads(roundtable("cards", rabat, "--json").out)
    assert (known["code"], known["name"], known["how"]) == ("TNTUN", "Tunis", "confirmed")
    assert known["fingerprint"] == fingerprint_of(roundtable("card", tunis, tunis_card))
    listed = roundtable("cards", rabat).out
    assert known["fingerprint"] in listed
    assert "confirmed" in listed


def test_a_changed_key_wants_its_fingerprint(
    roundtable: Callable[..., Said], city: Callable[..., tuple[Path, Path]]
) -> None:
    rabat, _card = city("MARBA")
    _tunis, first = city("TNTUN")
    another, second = city("TNTUN", "another")
    assert roundtable("trust", rabat, first).code == 0
    refused = roundtable("trust", rabat, second)
    assert refused.code == 1
    assert "not with the key" in refused.err
    assert roundtable("trust", rabat, second, "--replace", "BBBB-BBBB-BBBB").code == 1
    said = fingerprint_of(roundtable("card", another, second))
    assert said in refused.err
    assert roundtable("trust", rabat, second, "--replace", said.lower()).code == 0


def test_a_bundle_for_several_cities_opens_there_alone_and_says_who_signed_it(
    roundtable: Callable[..., Said], city: Callable[..., tuple[Path, Path]], tmp_path: Path
) -> None:
    tunis, tunis_card = city("TNTUN")
    rabat, rabat_card = city("MARBA")
    tangier, tangier_card = city("MATNG")
    bundle = tmp_path / "tunis.rtbundle"
    refused = roundtable("export", tunis, bundle, "--to", "Rabat")
    assert refused.code == 1
    assert "No card is known of “Rabat”" in refused.err
    assert roundtable("trust", tunis, rabat_card).code == 0
    made = roundtable("export", tunis, bundle, "--to", "rabat")
    assert (made.code, made.err) == (0, "")
    refused = roundtable("merge", tangier, bundle)
    assert refused.code == 1
    assert "encrypted for others" in refused.err
    assert roundtable("export", tunis, bundle, "--to", "MARBA", "--to", tangier_card).code == 0
    said = roundtable("merge", tangier, bundle, "--rehearse").out
    assert "seen here for the first time" in said
    assert fingerprint_of(roundtable("card", tunis, tunis_card)) in said
    (merged,) = json.loads(roundtable("merge", rabat, bundle, "--json").out)["bundles"]
    assert (merged["signed"], merged["sender"]) == ("new", "Mouna, Tunis")
    (known,) = json.loads(roundtable("cards", rabat, "--json").out)
    assert known["how"] == "seen"
    assert roundtable("export", tunis, bundle, "--to", known["fingerprint"]).code == 1


def test_a_card_that_is_not_the_one_that_is_known_is_not_encrypted_to(
    roundtable: Callable[..., Said], city: Callable[..., tuple[Path, Path]], tmp_path: Path
) -> None:
    rabat, _card = city("MARBA")
    _tunis, first = city("TNTUN")
    _another, second = city("TNTUN", "another")
    roundtable("trust", rabat, first)
    refused = roundtable("export", rabat, tmp_path / "a.rtbundle", "--to", second)
    assert refused.code == 1
    assert "not with the key" in refused.err
    assert not (tmp_path / "a.rtbundle").exists()


def test_the_keys_of_the_city_are_handed_to_a_colleague(
    roundtable: Callable[..., Said], city: Callable[..., tuple[Path, Path]], tmp_path: Path
) -> None:
    tunis, card = city("TNTUN")
    phrase = tmp_path / "phrase"
    phrase.write_text("three little words\n")
    bundle = tmp_path / "team.rtbundle"
    more = ("--audience", "internal", "--with-keys")
    assert roundtable("export", tunis, bundle, *more).code == 1
    assert roundtable("export", tunis, bundle, *more, "--passphrase-file", phrase).code == 0
    colleague = tmp_path / "colleague.roundtable"
    words = ("--city", "TNTUN", "--name", "Tunis", "--country", "TN", "--author", "Sami")
    assert roundtable("new", colleague, *words).code == 0
    assert roundtable("merge", colleague, bundle, "--passphrase-file", phrase).code == 0
    theirs = roundtable("card", colleague, tmp_path / "colleague.rtcard")
    assert fingerprint_of(theirs) == fingerprint_of(roundtable("card", tunis, card))


@pytest.mark.parametrize("content", [b"", b"{}", b"\x1f\x8b", b'{"format":"roundtable card","version":9}'])
def test_what_is_no_card_is_refused_in_one_sentence(
    roundtable: Callable[..., Said], city: Callable[..., tuple[Path, Path]], tmp_path: Path, content: bytes
) -> None:
    tunis, _card = city("TNTUN")
    path = tmp_path / "x.rtcard"
    path.write_bytes(content)
    refused = roundtable("trust", tunis, path)
    assert refused.code == 1
    assert refused.err.count("\n") == 1
    assert "Traceback" not in refused.err


def test_new_keys_are_made_and_their_card_wants_its_fingerprint(
    roundtable: Callable[..., Said], city: Callable[..., tuple[Path, Path]], tmp_path: Path
) -> None:
    tunis, card = city("TNTUN")
    rabat, _card = city("MARBA")
    assert roundtable("trust", rabat, card).code == 0
    before = fingerprint_of(roundtable("card", tunis, card))
    made = roundtable("renew", tunis, "--yes")
    assert made.code == 0
    assert fingerprint_of(made) != before
    assert fingerprint_of(roundtable("card", tunis, card)) == fingerprint_of(made)
    assert roundtable("trust", rabat, card).code != 0
    assert roundtable("trust", rabat, card, "--replace", fingerprint_of(made)).code == 0
