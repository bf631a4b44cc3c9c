"""The outside of a bundle: its bounds, its protection and its compression."""

from __future__ import annotations

import gzip
import os
import re
import tracemalloc
import zlib
from pathlib import Path
from typing import Final

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.errors import (
    Damaged,
    FileRefused,
    Foreign,
    InvalidValue,
    NotForUs,
    NotFound,
    PassphraseNeeded,
    TooLarge,
    TooNew,
    WrongPassphrase,
)
from desktop_app.exchange.bundle import envelope

PASSPHRASE: Final = "sept villes autour d’une mer"
LINES: Final = [b'{"a":1}', b"[1]", b'{"count":1}']
PACKED: Final = gzip.compress(b"\n".join(LINES) + b"\n")
HERE: Final = Path("a.rtbundle")


@pytest.fixture(scope="module")
def protected() -> bytes:
    """Deriving a key takes a second by design, so it is done once."""
    return envelope.sealed(PACKED, PASSPHRASE)


def put(folder: Path, content: bytes) -> Path:
    path = folder / "from Tangier.rtbundle"
    path.write_bytes(content)
    return path


def test_what_was_protected_opens_with_its_passphrase_and_with_any_age(tmp_path: Path, protected: bytes) -> None:
    assert envelope.read_packed(put(tmp_path, protected), PASSPHRASE) == PACKED
    assert protected.startswith(b"age-encryption.org/v1\n-> scrypt ")
    assert b"count" not in protected


def test_the_same_accent_composed_in_two_ways_is_one_passphrase(tmp_path: Path) -> None:
    composed, decomposed = "clé", "cle\u0301"
    closed = envelope.sealed(PACKED, decomposed)
    assert pyrage.passphrase.decrypt(closed, composed) == PACKED


def test_without_a_passphrase_it_is_plain_gzip(tmp_path: Path) -> None:
    assert envelope.sealed(PACKED, None) == PACKED
    assert envelope.read_packed(put(tmp_path, PACKED), None) == PACKED
    with pytest.raises(InvalidValue):
        envelope.sealed(PACKED, "")


def test_a_wrong_passphrase_and_none_say_so(tmp_path: Path, protected: bytes) -> None:
    path = put(tmp_path, protected)
    with pytest.raises(WrongPassphrase, match="does not open"):
        envelope.read_packed(path, "eight cities")
    with pytest.raises(PassphraseNeeded):
        envelope.read_packed(path, None)


def test_a_protected_file_that_is_broken_off_gives_nothing(tmp_path: Path, protected: bytes) -> None:
    for kept in (len(protected) - 1, len(protected) - len(PACKED) - 10):
        with pytest.raises(Damaged):
            envelope.read_packed(put(tmp_path, protected[:kept]), PASSPHRASE)
    flipped = protected[:-20] + bytes([protected[-20] ^ 1]) + protected[-19:]
    with pytest.raises(Damaged):
        envelope.read_packed(put(tmp_path, flipped), PASSPHRASE)


@pytest.mark.parametrize(
    ("pattern", "instead", "refused"),
    [
        (rb"org/v1", b"org/v2", TooNew),
        (rb"-> scrypt \S+ \d+", b"-> X25519 Sp3cVxqhNVyvfnPmDpWOa1VOAnEz4jgp4cdJB7p1vAQ", NotForUs),
        (rb"(-> scrypt \S+) \d+", rb"\1 22", TooLarge),
        (rb"(-> scrypt \S+) \d+", rb"\1 64", TooLarge),
        (rb"(-> scrypt \S+) \d+", rb"\1 999999999999999999999", Damaged),
        (rb"(-> scrypt \S+) \d+", rb"\1", Damaged),
        (rb"(-> scrypt) \S+", rb"\1", Damaged),
        (rb"-> scrypt", b"scrypt", Damaged),
        (rb"(?s)\n.*", b"", Damaged),
        (rb"(?s)\n.*", b"\n", Damaged),
    ],
)
def test_a_lock_that_no_passphrase_should_be_tried_on(
    tmp_path: Path, protected: bytes, pattern: bytes, instead: bytes, refused: type[FileRefused]
) -> None:
    content = re.sub(pattern, instead, protected, count=1)
    assert content != protected
    with pytest.raises(refused):
        envelope.read_packed(put(tmp_path, content), PASSPHRASE)


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 zip", b"SQLite format 3\0", b"%PDF-1.7", b"\x1f", b"{}", b"\0" * 5000]
)
def test_another_kind_of_file_is_foreign(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Foreign):
        envelope.read_packed(put(tmp_path, content), None)


def test_no_file_a_folder_a_pipe_and_an_empty_file(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        envelope.read_packed(tmp_path / "nowhere.rtbundle", None)
    with pytest.raises(Foreign):
        envelope.read_packed(tmp_path, None)
    with pytest.raises(Damaged, match="empty"):
        envelope.read_packed(put(tmp_path, b""), None)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(Foreign):
            envelope.read_packed(tmp_path / "pipe", None)


def test_a_file_beyond_the_bound_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "sparse.rtbundle"
    with path.open("wb") as file:
        file.write(PACKED)
        file.truncate(envelope.MAX_FILE + 1)
    with pytest.raises(TooLarge):
        envelope.read_packed(path, None)


@given(st.lists(st.binary(max_size=60).map(lambda line: line.replace(b"\n", b"")), max_size=30))
def test_lines_come_out_as_they_went_in(lines: list[bytes]) -> None:
    packer = envelope.Packer()
    for line in lines:
        packer.add(line + b"\n")
    packed = packer.finish()
    assert b"".join(envelope.unpacked(packed, HERE)) == b"".join(line + b"\n" for line in lines)
    assert gzip.decompress(packed) == b"".join(line + b"\n" for line in lines)


def test_long_lines_across_blocks() -> None:
    lines = [os.urandom(1).hex().encode() * count for count in (1, 500_000, 0, envelope.MAX_LINE // 2 - 1, 7)]
    content = b"\n".join(lines) + b"\n"
    blocks = list(envelope.unpacked(gzip.compress(content), HERE))
    assert b"".join(blocks) == content
    assert all(block.endswith(b"\n") for block in blocks)


@pytest.mark.parametrize("cut", range(1, len(PACKED)))
def test_gzip_broken_off_anywhere(cut: int) -> None:
    with pytest.raises(Damaged):
        list(envelope.unpacked(PACKED[:cut], HERE))


@pytest.mark.parametrize("at", range(10, len(PACKED)))
def test_gzip_with_one_bit_changed_is_refused_or_the_same(at: int) -> None:
    changed = PACKED[:at] + bytes([PACKED[at] ^ 0x10]) + PACKED[at + 1 :]
    with pytest.raises(Damaged):
        list(envelope.unpacked(changed, HERE))


@pytest.mark.parametrize("tail", [b"\0", b"more", PACKED])
def test_nothing_may_follow_the_end(tail: bytes) -> None:
    with pytest.raises(Damaged, match="after its end"):
        list(envelope.unpacked(PACKED + tail, HERE))


def test_a_last_line_without_an_end_is_damaged() -> None:
    with pytest.raises(Damaged, match="last line"):
        list(envelope.unpacked(gzip.compress(b"{}\n[]"), HERE))


def bomb(unit: bytes, size: int) -> bytes:
    packer = zlib.compressobj(level=9, wbits=31)
    block = unit * (2**20 // len(unit))
    return b"".join(packer.compress(block) for _ in range(size // len(block))) + packer.flush()


def test_one_endless_line_is_refused_at_its_first_megabyte() -> None:
    packed = bomb(b"[", 64 * 2**20)
    tracemalloc.start()
    try:
        with pytest.raises(TooLarge):
            list(envelope.unpacked(packed, HERE))
        assert tracemalloc.get_traced_memory()[1] < 8 * 2**20
    finally:
        tracemalloc.stop()


def test_too_many_lines_and_too_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = bomb(b"[]\n", 2 * 2**20)
    monkeypatch.setattr(envelope, "MAX_LINES", 1000)
    with pytest.raises(TooLarge):
        list(envelope.unpacked(packed, HERE))
    monkeypatch.setattr(envelope, "MAX_LINES", 10**9)
    monkeypatch.setattr(envelope, "MAX_UNPACKED", 2**20)
    with pytest.raises(TooLarge):
        list(envelope.unpacked(packed, HERE))
