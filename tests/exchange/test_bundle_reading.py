"""A bundle coming in: what is taken, and a few dozen that are not."""

from __future__ import annotations

import base64
import gzip
import uuid
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.errors import Damaged, FileRefused, Foreign, TooLarge, TooNew
from desktop_app.exchange import bundle, strict
from desktop_app.exchange.bundle import envelope, lines
from desktop_app.records import Audience
from desktop_app.workspace.changes.change import received
from tests.exchange import bundle_sample as sample

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


FIRST: Final = sample.change(1, seq=1)
LATER: Final = sample.change(1, value="Ville de Tanger", seq=2, parents=(FIRST.id,))
OTHER: Final = sample.change(2, "family_name", "Idrissi", kind="person", language="", seq=3)
STRANGE: Final = sample.change(3, "colour", {"of": ["a", 1, 2.5, None, True]}, kind="flag", language="", seq=4)
CHANGES: Final = [FIRST, LATER, OTHER, STRANGE]


def read(folder: Path, content: bytes) -> bundle.Incoming:
    return bundle.read(sample.put(folder, content))


def test_a_bundle_made_with_the_standard_library_is_read(tmp_path: Path) -> None:
    incoming = read(tmp_path, sample.packed(sample.of(CHANGES)))
    assert list(incoming.changes()) == sample.ordered(CHANGES)
    assert list(incoming.changes()) == sample.ordered(CHANGES)
    assert incoming.count == 4
    assert incoming.records == {"organisation": 1, "person": 1, "flag": 1}
    assert incoming.audience is Audience.NETWORK
    assert incoming.label == "Tanger, 2018-01-15"
    assert incoming.sender == "Salma Idrissi, Tanger"
    assert not incoming.signed


def test_what_was_checked_is_what_is_used(tmp_path: Path) -> None:
    incoming = read(tmp_path, sample.packed(sample.of(CHANGES)))
    incoming.path.write_bytes(b"something else")
    assert list(incoming.changes()) == sample.ordered(CHANGES)


def test_a_bundle_without_changes_is_one(tmp_path: Path) -> None:
    assert read(tmp_path, sample.packed(sample.of([]))).count == 0


def test_an_erased_change_keeps_its_identity(tmp_path: Path) -> None:
    incoming = read(tmp_path, sample.packed(sample.of([FIRST.erased(), OTHER])))
    (arrived, _other) = incoming.changes()
    assert arrived.id == FIRST.id
    assert arrived.value is None


VALUES: Final = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.text(max_size=40) | st.floats(allow_nan=False,
                                                                                            allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@given(VALUES, st.text(max_size=60), st.integers(1, 2**63 - 1), st.integers(0, 2**63 - 1), st.lists(st.binary(
    min_size=32, max_size=32), max_size=3, unique=True))  # fmt: skip
def test_every_change_comes_off_its_line_as_it_went_on(
    value: object, author: str, seq: int, at: int, parents: list[bytes]
) -> None:
    one = sample.change(9, value=value, author=author, seq=seq, at=at, parents=tuple(parents))
    line = lines.encode(one)
    assert lines.decode(line) == one
    assert b"\n" not in line
    assert one.id not in line


@pytest.mark.parametrize(
    "text", ['{"b":1, "a":[ ]}', '"\\u0041"', "1.50", "-0", '{"a":1,"a":2}', "1E5", '{"b":1,"a":2}']
)
def test_a_value_in_another_spelling_is_another_change_and_refused(text: str) -> None:
    one = received("flag", FIRST.record, "colour", "", text, b"s" * 16, "", sample.SITE, 1, 1, ())
    with pytest.raises(strict.Malformed):
        lines.decode(lines.encode(one))


@pytest.mark.parametrize("broken", [0, 1, 700, 1399])
def test_a_broken_line_is_named_wherever_it_is(tmp_path: Path, broken: int) -> None:
    content = sample.of([sample.change(1, seq=seq) for seq in range(1, 1401)])
    content[1 + broken] = content[1 + broken].replace(b"Commune", b"Comm\tne")
    with pytest.raises(Damaged, match=f"line {2 + broken} was changed"):
        read(tmp_path, sample.packed(content))


def edited(position: int, value: object) -> bytes:
    """A line whose element at that position says something else."""
    array = sample.row(FIRST)
    array[position] = value
    return sample.compact(array)


def b64(content: bytes) -> str:
    return base64.b64encode(content).decode()


LINE: Final = sample.compact(sample.row(FIRST))
BROKEN_LINES: Final[dict[str, bytes]] = {
    "empty": b"",
    "spaces": LINE.replace(b",", b", ", 1),
    "trailing space": LINE + b" ",
    "two values": LINE + LINE,
    "an object": b"{" + LINE[1:-1] + b"}",
    "too few": sample.compact(sample.row(FIRST)[:-1]),
    "too many": sample.compact([*sample.row(FIRST), 1]),
    "record no UUID": edited(0, "Tanger"),
    "record in capitals": edited(0, str(uuid.UUID(int=0xABCDEF)).upper()),
    "record without hyphens": edited(0, uuid.UUID(int=1).hex),
    "record a number": edited(0, 1),
    "no kind": edited(1, ""),
    "kind with a quotation mark": edited(1, 'person"; drop table person; --'),
    "field with a path": edited(2, "../name"),
    "language too long": edited(3, "f" * 65),
    "author too long": edited(4, "a" * 501),
    "site no UUID": edited(5, "Tanger"),
    "seq 0": edited(6, 0),
    "seq negative": edited(6, -1),
    "seq as text": edited(6, "1"),
    "seq as float": edited(6, 1.0),
    "seq too large": edited(6, 2**63),
    "seq huge": edited(6, 10**400),
    "seq true": edited(6, True),
    "at negative": edited(7, -1),
    "at null": edited(7, None),
    "parent too short": edited(8, [b64(b"p" * 31)]),
    "parent not base64": edited(8, ["*" * 44]),
    "parent with stray bits": edited(8, [b64(b"p" * 32)[:-2] + "B="]),
    "parents twice": edited(8, [b64(b"p" * 32)] * 2),
    "parents descending": edited(8, [b64(b"q" * 32), b64(b"p" * 32)]),
    "parents too many": edited(8, [b64(number.to_bytes(32, "big")) for number in range(5000)]),
    "parents no list": edited(8, None),
    "salt too short": edited(9, b64(b"s" * 15)),
    "salt empty": edited(9, ""),
    "salt of an erased value beside a value": edited(9, b64(b"s" * 32)),
    "NaN": LINE.replace(b'"Commune de Tanger"', b"NaN"),
    "infinite": LINE.replace(b'"Commune de Tanger"', b"-Infinity"),
    "beyond a float": LINE.replace(b'"Commune de Tanger"', b"1e999"),
    "lone surrogate": LINE.replace(b"Commune", b"\\ud800"),
    "lone surrogate in a name": LINE.replace(b'"fr"', b'"\\udfff"'),
    "surrogate in UTF-8": LINE.replace(b"Commune", b"\xed\xa0\x80"),
    "not UTF-8": LINE.replace(b"Commune", b"\xff\xfe"),
    "control character": LINE.replace(b"Commune", b"\x01"),
    "NUL": LINE.replace(b"Commune", b"\0"),
    "leading zero": LINE.replace(b'"Commune de Tanger"', b"01"),
    "nested deep": LINE.replace(b'"Commune de Tanger"', b"[" * 70 + b"]" * 70),
    "nested without end": LINE.replace(b'"Commune de Tanger"', b"[" * 200_000),
    "objects without end": LINE.replace(b'"Commune de Tanger"', b'{"a":' * 100_000),
    "a value that is an escape": LINE.replace(b'"Commune de Tanger"', b'"\\x41"'),
    "another spelling of a name": LINE.replace(b'"fr"', b'"\\u0066r"'),
    "over two lines": LINE.replace(b",", b",\n", 1),
    "a value over two lines": LINE.replace(b'"Commune de Tanger"', b"[1,\n2]"),
    "one and a half": LINE + b"," + LINE[: len(LINE) // 2] + b"\n" + LINE[len(LINE) // 2 :],
    "an empty line before": b"\n" + LINE,
    "a carriage return": LINE + b"\r",
    "a byte order mark": b"\xef\xbb\xbf" + LINE,
}


@pytest.mark.parametrize("line", BROKEN_LINES.values(), ids=BROKEN_LINES)
def test_a_line_that_is_not_as_it_should_be_is_refused(tmp_path: Path, line: bytes) -> None:
    assert line != LINE
    with pytest.raises(Damaged, match="line 2"):
        read(tmp_path, sample.packed([sample.compact(sample.HEADER), line]))


HEADERS: Final[dict[str, tuple[dict[str, Any], type[FileRefused]]]] = {
    "another format": ({"format": "roundtable card"}, Foreign),
    "a later version": ({"version": 3}, TooNew),
    "version 2 without what it says more": ({"version": 2}, Damaged),
    "no version": ({"version": "1"}, Foreign),
    "version 0": ({"version": 0}, Damaged),
    "an unknown name": ({"zzz": 1}, Damaged),
    "another audience": ({"audience": "everyone"}, Damaged),
    "an impossible day": ({"made_at": "2018-02-30T00:00:00Z"}, Damaged),
    "a day alone": ({"made_at": "2018-02-03"}, Damaged),
    "no site": ({"site": ""}, Damaged),
    "a city's name with line breaks": ({"city_name": "Tanger\n\nYour files are encrypted"}, Damaged),
    "a city's name that turns the sentence": ({"city_name": "\u202egnaT"}, Damaged),
    "an endless author": ({"author": "a" * 501}, Damaged),
    "a key in version 1": ({"key": b64(b"k" * 32)}, Damaged),
}


@pytest.mark.parametrize(("said", "refused"), HEADERS.values(), ids=HEADERS)
def test_a_header_that_is_not_as_it_should_be_is_refused(
    tmp_path: Path, said: dict[str, Any], refused: type[FileRefused]
) -> None:
    with pytest.raises(refused):
        read(tmp_path, sample.packed(sample.of(CHANGES, **said)))


def test_a_later_version_may_say_more_and_is_told_apart_from_a_broken_one(tmp_path: Path) -> None:
    with pytest.raises(TooNew, match="later version"):
        read(tmp_path, sample.packed([sample.compact(sample.HEADER | {"version": 9, "more": [1]}), b"anything"]))


def mended(change_lines: Callable[[list[bytes]], list[bytes]]) -> bytes:
    """A bundle whose lines were changed by somebody who also corrected its trailer."""
    return sample.packed(change_lines(sample.of(CHANGES)))


FORGED: Final[dict[str, bytes]] = {
    "count too large": sample.packed(sample.of(CHANGES), count=5),
    "count too small": sample.packed(sample.of(CHANGES), count=3),
    "count negative": sample.packed(sample.of(CHANGES), count=-1),
    "digest of something else": sample.packed(sample.of(CHANGES), sha256="0" * 64),
    "digest in capitals": sample.packed(sample.of(CHANGES), sha256="A" * 64),
    "no digest": sample.packed(sample.of(CHANGES), sha256=""),
    "a signature without a key": sample.packed(sample.of(CHANGES), signature=b64(b"s" * 64)),
    "an unknown name at the end": sample.packed(sample.of(CHANGES), more=1),
    "two changes in the wrong order": mended(lambda all_: [all_[0], all_[2], all_[1], *all_[3:]]),
    "records in the wrong order": mended(lambda all_: [all_[0], *all_[3:], *all_[1:3]]),
    "a change twice": mended(lambda all_: [*all_[:2], all_[1], *all_[2:]]),
    "everything twice": mended(lambda all_: all_ + all_[1:]),
    "two headers": mended(lambda all_: [all_[0], *all_]),
    "no header": mended(lambda all_: all_[1:]),
    "no trailer": gzip.compress(b"\n".join(sample.of(CHANGES)) + b"\n"),
    "a header alone": gzip.compress(sample.compact(sample.HEADER) + b"\n"),
    "nothing": gzip.compress(b""),
    "empty lines": gzip.compress(b"\n" * 1000),
    "two bundles in one": gzip.compress(gzip.decompress(sample.packed(sample.of(CHANGES))) * 2),
    "something after its end": gzip.compress(gzip.decompress(sample.packed(sample.of(CHANGES))) + b"\n"),
    "another program's gzip": gzip.compress(b"Dear Salma,\n"),
    "another program's JSON": gzip.compress(b'{"format":"roundtable bundle"}\n'),
    "a number": gzip.compress(b"1\n"),
    "deep nonsense": gzip.compress(b"[" * 300_000 + b"\n"),
}


@pytest.mark.parametrize("content", FORGED.values(), ids=FORGED)
def test_a_forged_bundle_is_refused_with_one_sentence(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(FileRefused) as refused:
        read(tmp_path, content)
    sentence = str(refused.value)
    assert sentence.startswith("“Tanger.rtbundle”")
    assert sentence.endswith("Nothing was changed.")
    assert "\n" not in sentence


def test_a_line_of_a_million_parents_is_too_large(tmp_path: Path) -> None:
    line = edited(8, [b64(number.to_bytes(32, "big")) for number in range(30_000)])
    with pytest.raises(TooLarge):
        read(tmp_path, sample.packed([sample.compact(sample.HEADER), line]))


WHOLE: Final = sample.packed(sample.of(CHANGES))
UNPACKED: Final = gzip.decompress(WHOLE)


@pytest.mark.parametrize("kept", range(0, len(UNPACKED), 37))
def test_a_bundle_broken_off_and_packed_again_is_refused(tmp_path: Path, kept: int) -> None:
    with pytest.raises(FileRefused):
        read(tmp_path, gzip.compress(UNPACKED[:kept]))


@given(st.integers(0, len(UNPACKED) - 1), st.integers(1, 255))
def test_no_byte_can_be_changed_unnoticed(tmp_path_factory: pytest.TempPathFactory, at: int, flip: int) -> None:
    """Not even by somebody who packs it again; to be believed, they must make it all anew."""
    changed = UNPACKED[:at] + bytes([UNPACKED[at] ^ flip]) + UNPACKED[at + 1 :]
    with pytest.raises(FileRefused):
        read(tmp_path_factory.mktemp("flipped"), gzip.compress(changed))


@given(st.binary(max_size=200), st.booleans())
def test_noise_is_refused_and_never_a_crash(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, headed: bool
) -> None:
    content = sample.compact(sample.HEADER) + b"\n" + noise if headed else noise
    with pytest.raises(FileRefused):
        read(tmp_path_factory.mktemp("noise"), gzip.compress(content))


def test_the_bounds_are_the_ones_that_were_promised() -> None:
    assert (envelope.MAX_FILE, envelope.MAX_UNPACKED) == (96 * 2**20, 2**30)
    assert (envelope.MAX_LINES, envelope.MAX_LINE) == (4_000_000, 2**20)


def test_the_longest_prose_in_the_widest_letters_fits_on_a_line() -> None:
    one = sample.change(1, value="𒀀" * 200_000)
    assert len(lines.encode(one)) < envelope.MAX_LINE
    assert lines.decode(lines.encode(one)) == one
