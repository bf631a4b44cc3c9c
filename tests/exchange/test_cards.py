"""City cards: made, read, and a few dozen that are not taken."""

from __future__ import annotations

import base64
import json
import os
import re
from typing import TYPE_CHECKING, Any, Final

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.signing import VerifyKey

from desktop_app.errors import AlreadyThere, Damaged, FileRefused, Foreign, NotFound, TooLarge, TooNew
from desktop_app.exchange import cards, strict
from desktop_app.records import City, city_id
from desktop_app.workspace import Workspace
from tests.exchange import bundle_sample as sample
from tests.exchange import cards_sample as by_hand

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TANGIER: Final = {"code": "MATNG", "name": {"fr": "Tanger", "ar": "طنجة"}, "country": "MA"}
LINE: Final = sample.compact(by_hand.card())


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.create(tmp_path / "tanger.roundtable", city=TANGIER, author="Salma Idrissi", language="fr") as made:
        yield made


def read(folder: Path, content: bytes) -> object:
    path = folder / "Tanger.rtcard"
    path.write_bytes(content)
    return cards.read(path)


def test_a_card_goes_out_and_comes_in(here: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "Tanger.rtcard"
    card = cards.write(here, path)
    assert cards.read(path) == card == cards.own(here)
    assert (card.city, card.code, card.name) == (here.city, "MATNG", "Tanger")
    assert card.verify_key == here.keyring.verify_key
    assert path.read_bytes().count(b"\n") == 1
    assert path.stat().st_size * 4 < cards.MAX_SIZE
    assert re.fullmatch("[2-9B-DF-HJ-NP-TV-Z]{4}(-[2-9B-DF-HJ-NP-TV-Z]{4}){2}", card.fingerprint)


def test_the_signature_is_the_one_that_the_page_describes(here: Workspace, tmp_path: Path) -> None:
    cards.write(here, tmp_path / "a.rtcard")
    said = json.loads((tmp_path / "a.rtcard").read_bytes())
    unsigned = json.dumps(said | {"signature": ""}, ensure_ascii=False, separators=(",", ":")).encode()
    VerifyKey(base64.b64decode(said["key"])).verify(
        b"roundtable card 1\0" + unsigned, base64.b64decode(said["signature"])
    )
    assert said["recipient"] == str(pyrage.x25519.Identity.from_str(here.keyring.own().identity).to_public())


def test_no_secret_is_in_a_card(here: Workspace, tmp_path: Path) -> None:
    cards.write(here, tmp_path / "a.rtcard")
    content = (tmp_path / "a.rtcard").read_text()
    assert here.keyring.own().identity not in content
    assert base64.b64encode(here.keyring.own().seed).decode() not in content


def test_a_card_made_with_the_standard_library_is_read(tmp_path: Path) -> None:
    card = cards.card_in(LINE)
    assert card == read(tmp_path, LINE + b"\n") == read(tmp_path, LINE)
    assert (card.city, card.name) == (sample.TANGIER, "Tanger")


def test_a_coordinator_has_a_card_of_her_own_and_is_known_by_her_key(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "n.roundtable", city=None, author="Network coordination") as workspace:
        card = cards.write(workspace, tmp_path / "n.rtcard")
        assert (card.city, card.code, card.name) == ("", "", "Network coordination")
        assert card.holder == workspace.keyring.verify_key.hex()
        assert cards.read(tmp_path / "n.rtcard") == card


@settings(deadline=None, max_examples=25)
@given(st.text(max_size=300), st.text(max_size=12))
def test_whatever_a_city_is_called_its_card_is_one(
    tmp_path_factory: pytest.TempPathFactory, name: str, code: str
) -> None:
    folder = tmp_path_factory.mktemp("named")
    with Workspace.create(folder / "n.roundtable", city=None, author=f"{name} {code}") as workspace:
        assert cards.card_in(cards.line_of(workspace)) == cards.own(workspace)


def test_a_city_without_a_right_code_has_a_card_without_one(here: Workspace) -> None:
    for code in ("MA-TNG", "tanger", "MARBA"):
        here.edit(here.city, {"code": code})
        assert cards.card_in(cards.line_of(here)).code == ""
    here.edit(here.city, {"code": "ma tng"})
    assert cards.card_in(cards.line_of(here)).code == "MATNG"
    here.delete(here.city)
    assert here.find(City, here.city) is None
    assert cards.card_in(cards.line_of(here)).name == "Salma Idrissi"


def resigned(**instead: object) -> bytes:
    """A card whose maker signed what it says: only what it says is wrong."""
    return sample.compact(by_hand.card(**instead))  # type: ignore[arg-type]


def forged(**instead: object) -> bytes:
    """A card that was changed after it was signed."""
    return sample.compact(by_hand.card() | instead)


LOW_ORDER: Final = (
    bytes(32),
    b"\x01" + bytes(31),
    bytes.fromhex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
    bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"),
)
"""Points of Ed25519 with which anybody can sign (the neutral one and those of order 2, 4 and 8)."""
_LETTERS: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def bech32(point: bytes) -> str:
    """An age recipient of 32 bytes with a right checksum (BIP 173)."""
    number = int.from_bytes(point, "big") << 4
    data = [number >> 5 * place & 31 for place in reversed(range(52))]
    expanded = [ord(c) >> 5 for c in "age"] + [0] + [ord(c) & 31 for c in "age"]
    check = 1
    for value in [*expanded, *data, 0, 0, 0, 0, 0, 0]:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, factor in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= factor if top >> place & 1 else 0
    check ^= 1
    return "age1" + "".join(_LETTERS[value] for value in data + [check >> 5 * (5 - place) & 31 for place in range(6)])


PRIME: Final = (1 << 255) - 19
POINTS: Final[dict[str, bytes]] = {
    "zero": bytes(32),
    "one": b"\x01" + bytes(31),
    "of order 8": bytes.fromhex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
    "the prime": PRIME.to_bytes(32, "little"),
    "beyond the prime": (PRIME + 9).to_bytes(32, "little"),
    "with the highest bit": (9 | 1 << 255).to_bytes(32, "little"),
}

OF_A_PLUGIN: Final = "age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t"
HOSTILE: Final[dict[str, tuple[bytes, type[FileRefused]]]] = {
    "empty": (b"", Damaged),
    "a line end alone": (b"\n", Foreign),
    "truncated": (LINE[:-1], Damaged),
    "half of it": (LINE[: len(LINE) // 2], Damaged),
    "twice": (LINE + b"\n" + LINE + b"\n", Damaged),
    "two line ends": (LINE + b"\n\n", Damaged),
    "a carriage return": (LINE + b"\r\n", Damaged),
    "a byte order mark": (b"\xef\xbb\xbf" + LINE, Foreign),
    "spaces": (LINE.replace(b":", b": ", 1), Damaged),
    "indented": (json.dumps(by_hand.card(), indent=1).encode(), Damaged),
    "names in another order": (sample.compact(dict(reversed(by_hand.card().items()))), Damaged),
    "a name twice": (LINE.replace(b'"name":', b'"name":"Rabat","name":', 1), Damaged),
    "an unknown name": (sample.compact(by_hand.card() | {"more": 1}), Damaged),
    "a name too few": (sample.compact({k: v for k, v in by_hand.card().items() if k != "made_at"}), Damaged),
    "a list": (b"[" + LINE + b"]", Foreign),
    "a number": (b"1", Foreign),
    "nested without end": (b"[" * 4000, Foreign),
    "objects without end": (b'{"format":' * 400, Foreign),
    "huge": (LINE + b" " * cards.MAX_SIZE, TooLarge),
    "a huge name": (resigned(name="T" * 3000), Damaged),
    "a megabyte": (b'{"format":"roundtable card","version":1,"name":"' + b"a" * 2**20, TooLarge),
    "a bundle's header": (sample.compact(sample.HEADER), Foreign),
    "another format": (resigned(format="roundtable cards"), Foreign),
    "a later version": (resigned(version=2), TooNew),
    "a much later version": (sample.compact({"format": "roundtable card", "version": 2**40, "new": []}), TooNew),
    "version 0": (resigned(version=0), Damaged),
    "version true": (resigned(version=True), Damaged),
    "version as text": (resigned(version="1"), Damaged),
    "city a number": (resigned(city=7), Damaged),
    "city no UUID": (resigned(city="Tanger"), Damaged),
    "city in capitals": (resigned(city=city_id("TNTUN").upper()), Damaged),
    "city null": (resigned(city=None), Damaged),
    "the code of another city": (resigned(city=city_id("MARBA"), code="TNTUN"), Damaged),
    "a code without a city": (resigned(city="", code="TNTUN"), Damaged),
    "a code in small letters": (resigned(city=city_id("TNTUN"), code="tntun"), Damaged),
    "no name": (resigned(name=""), Damaged),
    "a name of spaces": (resigned(name="  "), Damaged),
    "a name of nothing that is seen": (resigned(name="\u200b\u2060"), Damaged),
    "a name with a line break": (resigned(name="Tanger\nis known"), Damaged),
    "a name with a tab": (resigned(name="Tan\tger"), Damaged),
    "a name with NUL": (resigned(name="Tanger\0"), Damaged),
    "a name with an escape": (resigned(name="\x1b[2JTanger"), Damaged),
    "a name that turns the sentence": (resigned(name="\u202eregnaT"), Damaged),
    "a name that isolates what follows": (resigned(name="Tanger\u2067"), Damaged),
    "a name with a mark of direction": (resigned(name="Tan\u200fger"), Damaged),
    "a name with an invisible letter": (resigned(name="Tan\u00adger"), Damaged),
    "a name over two paragraphs": (resigned(name="Tanger\u2029Rabat"), Damaged),
    "a name composed otherwise": (resigned(name="Me\u0301knes"), Damaged),
    "a name with a lone surrogate": (LINE.replace(b"Tanger", b"\\ud800"), Damaged),
    "not UTF-8": (LINE.replace(b"Tanger", b"\xff\xfe"), Damaged),
    "a name in another spelling": (LINE.replace(b"Tanger", b"\\u0054anger"), Damaged),
    "an impossible day": (resigned(made_at="2018-02-30T00:00:00Z"), Damaged),
    "a day alone": (resigned(made_at="2018-02-03"), Damaged),
    "another zone": (resigned(made_at="2018-01-15T09:30:00+01:00"), Damaged),
    "a short key": (resigned(key=by_hand.b64(b"k" * 31)), Damaged),
    "a long key": (resigned(key=by_hand.b64(b"k" * 33)), Damaged),
    "no key": (resigned(key=""), Damaged),
    "a key that is no base64": (resigned(key="*" * 44), Damaged),
    "a key that is no point": (resigned(key=by_hand.b64(b"\x02" + bytes(31))), Damaged),
    "a key beyond the prime": (resigned(key=by_hand.b64(b"\xff" * 32)), Damaged),
    "the key of somebody else": (forged(key=by_hand.card(2)["key"]), Damaged),
    "the recipient of somebody else": (forged(recipient=by_hand.card(2)["recipient"]), Damaged),
    "the signature of another card": (forged(signature=by_hand.card(2)["signature"]), Damaged),
    "signed by another key": (sample.compact(by_hand.card(1, by_hand.key(2))), Damaged),
    "another city": (forged(city=city_id("MARBA")), Damaged),
    "another name": (forged(name="Rabat"), Damaged),
    "another day": (forged(made_at="2018-01-16T09:30:00Z"), Damaged),
    "no signature": (forged(signature=""), Damaged),
    "a signature of zeros": (forged(signature=by_hand.NEVER), Damaged),
    "a signature cut off": (forged(signature=by_hand.card()["signature"][:40]), Damaged),
    "no recipient": (resigned(recipient=""), Damaged),
    "a secret as recipient": (resigned(recipient=str(by_hand.identity())), Damaged),
    "a recipient in capitals": (resigned(recipient=by_hand.said()["recipient"].upper()), Damaged),
    "a recipient with a letter changed": (resigned(recipient=by_hand.said()["recipient"][:-1] + "b"), Damaged),
    "a recipient of a plugin": (resigned(recipient=OF_A_PLUGIN), Damaged),
    "a recipient of SSH": (resigned(recipient="ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA"), Damaged),
    "a zip": (b"PK\x03\x04" + bytes(100), Foreign),
    "a bomb": (b"\x1f\x8b" + bytes(100), Foreign),
    "zeros": (bytes(500), Foreign),
} | {
    f"a key with which anybody can sign {number}": (forged(key=by_hand.b64(point), signature=by_hand.NEVER), Damaged)
    for number, point in enumerate(LOW_ORDER)
} | {
    f"a recipient to whom no secret can be kept: {name}": (resigned(recipient=bech32(point)), Damaged)
    for name, point in POINTS.items()
}  # fmt: skip


@pytest.mark.parametrize(("content", "refused"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_card_is_refused_in_one_sentence(tmp_path: Path, content: bytes, refused: type[FileRefused]) -> None:
    with pytest.raises(refused) as caught:
        read(tmp_path, content)
    sentence = str(caught.value)
    assert sentence.startswith("“Tanger.rtcard”")
    assert sentence.endswith("Nothing was changed.")
    assert "\n" not in sentence
    assert type(caught.value) is refused


def test_the_recipients_made_here_are_those_of_age() -> None:
    public = by_hand.identity().to_public()
    assert bech32(cards._point(str(public))) == str(public)


def test_no_file_a_folder_and_a_pipe(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        cards.read(tmp_path / "nowhere.rtcard")
    with pytest.raises(Foreign):
        cards.read(tmp_path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.rtcard")
        with pytest.raises(Foreign):
            cards.read(tmp_path / "pipe.rtcard")


def test_a_card_replaces_a_card_and_nothing_else(here: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "Tanger.rtcard"
    path.write_bytes(LINE)
    cards.write(here, path)
    assert cards.read(path) == cards.own(here)
    with pytest.raises(AlreadyThere):
        cards.write(here, here.path)
    with pytest.raises(NotFound):
        cards.write(here, tmp_path / "nowhere" / "a.rtcard")


@settings(deadline=None)
@given(st.integers(0, len(LINE) - 1), st.integers(1, 255))
def test_no_byte_of_a_card_can_be_changed_unnoticed(at: int, flip: int) -> None:
    changed = LINE[:at] + bytes([LINE[at] ^ flip]) + LINE[at + 1 :]
    with pytest.raises((strict.Malformed, strict.OtherFormat, strict.LaterVersion)):
        cards.card_in(changed)


JSON: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=40), lambda inner: st.lists(inner, max_size=3)
)


@settings(deadline=None)
@given(st.sampled_from(sorted(by_hand.said())), JSON)
def test_whatever_stands_in_a_card_it_is_taken_or_refused(name: str, value: Any) -> None:
    line = resigned(**{name: value})
    try:
        card = cards.card_in(line)
    except ValueError:
        return
    assert json.loads(line)["name"] == card.name
