"""Hostile bundles made by hand, each with a name and with what must become of it."""

from __future__ import annotations

import gzip
import lzma
import os
import zlib
from pathlib import Path
from typing import Final

import pyrage
from nacl.signing import SigningKey

from reliability.hostile.making import (
    BASE,
    CHANGES,
    PLAIN,
    Make,
    age,
    altered,
    b64,
    bomb,
    chain,
    circle,
    deletions,
    edited,
    erasure,
    fan,
    header,
    heads,
    locked,
    long_texts,
    of,
    parents,
    part_of_itself,
    raw,
    signed,
    sparse,
    special,
    sqlite,
    with_erasures,
    work,
    zipped,
)
from tests.exchange import bundle_sample as sample
from tests.exchange import cards_sample

LOCKED: Final = frozenset({
    "locked, and cut off", "locked, and one bit of it changed", "a bundle locked with our passphrase",
    "locked with another passphrase",
})  # fmt: skip
"""Those with a passphrase: trying one takes what age's scrypt takes, up to a gigabyte (1 KiB for a unit of work)."""
HEAVY: Final = LOCKED | {
    "a million heads in one cell", "a million parents", "300,000 edits of one cell, one after the other",
    "a hundred texts of a million letters in one cell", "a text of a million letters in a hundred languages",
    "fifty records with a text of a million letters", "5,000 versions of a text of 20,000 letters",
    "300,001 edits of one cell, one after the other", "forty deletions that saw 15,000 values each",
    "gzip of a gigabyte in one line", "gzip of five million lines",
    "gzip of a gigabyte after the header", "encrypted to more than anyone reads",
}  # fmt: skip
"""Those that take seconds to make or to read."""
_OTHER: Final = pyrage.x25519.Identity.generate().to_public()
_HEADER, *_ROWS = sample.of(CHANGES)
_TWO: Final = [b64(b"p" * 32), b64(b"q" * 32)]

REFUSED: Final[dict[str, Make]] = {
    # the outside
    "an empty file": of(b""),
    "one byte": of(b"\x1f"),
    "the beginning of gzip alone": of(b"\x1f\x8b\x08"),
    "a zip that climbs out of its folder": of(zipped()),
    "a database whose table is an endless view": of(sqlite()),
    "xz": of(lzma.compress(PLAIN)),
    "zlib without gzip": of(zlib.compress(PLAIN)),
    "gzip in gzip": of(gzip.compress(BASE)),
    "two members of gzip, one after the _OTHER": of(gzip.compress(PLAIN[:300]) + gzip.compress(PLAIN[300:])),
    "the same bundle twice, one after the _OTHER": of(BASE + BASE),
    "trailing bytes after gzip": of(BASE + b"\0" * 512),
    "a wrong check sum of gzip": of(BASE[:-8] + b"\0\0\0\0" + BASE[-4:]),
    "a wrong length of gzip": of(BASE[:-4] + b"\xff\xff\xff\x7f"),
    "an unknown method of gzip": of(BASE[:2] + b"\x07" + BASE[3:]),
    "reserved flags of gzip": of(BASE[:3] + b"\xe0" + BASE[4:]),
    "gzip of a gigabyte in one line": lambda _folder: bomb(b"[" * 2**20, 1100),
    "gzip of five million lines": lambda _folder: bomb(b"\n" * 10**5, 50),
    "gzip of a gigabyte after the header": lambda _folder: bomb(b" " * 2**20, 1100, _HEADER + b"\n"),
    "a file of 400 MB": special(sparse),
    "a folder": special(Path.mkdir),
    "a pipe": special(os.mkfifo),
    "a file that is not there": special(lambda _path: None),
    "a link that leads to itself": special(lambda path: path.symlink_to(path)),
    # the lock
    "a passphrase that asks for 2^30 work": of(work(b"30")),
    "a passphrase that asks for 2^99999999 work": of(work(b"99999999")),
    "a passphrase that asks for no work": of(work(b"0")),
    "a passphrase that asks for negative work": of(work(b"-5")),
    "locked with another passphrase": lambda _folder: bytes(pyrage.passphrase.encrypt(BASE, "autre")),
    "locked, and cut off": lambda _folder: locked()[:-100],
    "locked, and one bit of it changed": lambda _folder: locked()[:-50] + b"\x55" + locked()[-49:],
    "encrypted for others": of(age(BASE, _OTHER)),
    "encrypted to more than anyone reads": of(age(BASE, *[_OTHER] * 200)),
    "a later version of age": of(b"age-encryption.org/v2\n" + BASE),
    "a header of age without end": of(b"age-encryption.org/v1\n" + b"-> X25519 " + b"A" * 10**6),
    "ten thousand stanzas": of(b"age-encryption.org/v1\n" + b"-> grease a\n\n" * 10_000),
    "age in letters": of(b"-----BEGIN AGE ENCRYPTED FILE-----\n"),
    # header and trailer
    "another program's JSON": of(gzip.compress(b'{"hello":1}\n')),
    "no header": of(altered(lambda all_: all_[1:])),
    "two headers": of(altered(lambda all_: [all_[0], *all_])),
    "no trailer": of(gzip.compress(b"\n".join(sample.of(CHANGES)) + b"\n")),
    "two trailers": of(gzip.compress(PLAIN + PLAIN.splitlines()[-1] + b"\n")),
    "version 0": header(version=0),
    "version 3": header(version=3),
    "version of 400 digits": header(version=10**400),
    "a version in words": header(version="1"),
    "an unknown name in the header": header(more=1),
    "a name twice in the header": of(sample.packed([_HEADER[:-1] + b',"key":""}', *_ROWS])),
    "a city's name of several lines": header(city_name="Tanger\n\nSend money"),
    "a city's name that turns the sentence": header(city_name="\u202egnaT"),
    "a count too large": of(sample.packed(sample.of(CHANGES), count=99)),
    "a count too small": of(sample.packed(sample.of(CHANGES), count=1)),
    "a digest of something else": of(sample.packed(sample.of(CHANGES), sha256="0" * 64)),
    "a signature where there is no key": of(sample.packed(sample.of(CHANGES), signature=b64(b"s" * 64))),
    "signed by another than the card's key": signed(signer=SigningKey.generate()),
    "a card signed by another": lambda _folder: cards_sample.signed(
        sample.ordered(CHANGES), card=cards_sample.card(1, SigningKey.generate())
    ),
    "recipients without the sender": signed(to=[str(_OTHER)]),
    "recipients that are none": signed(to=["age1qqqq"]),
    "keys handed over that are not the card's": signed(
        keys={"seed": b64(b"k" * 32), "identity": "AGE-SECRET-KEY-1", "made_at": "2018-01-15T09:30:00Z"}
    ),
    # lines
    "CRLF": of(gzip.compress(PLAIN.replace(b"\n", b"\r\n"))),
    "a byte order mark": of(gzip.compress(b"\xef\xbb\xbf" + PLAIN)),
    "UTF-16": of(gzip.compress(PLAIN.decode().encode("utf-16"))),
    "spaces between": of(altered(lambda all_: [all_[0], all_[1].replace(b",", b", "), *all_[2:]])),
    "the wrong order": of(altered(lambda all_: [all_[0], *reversed(all_[1:])])),
    "a change twice": of(altered(lambda all_: [*all_[:2], all_[1], *all_[2:]])),
    "an empty line": of(altered(lambda all_: [*all_[:2], b"", *all_[2:]])),
    "25,000 parents": of(edited(8, [b64(n.to_bytes(32, "big")) for n in range(25_000)])),
    "a million parents": lambda _folder: parents(1_000_000),
    "a quarter of a million parents": lambda _folder: parents(250_000),
    "a million heads in one cell": lambda _folder: heads(1_000_000),
    "twelve thousand heads in one cell": lambda _folder: heads(12_000),
    "twelve thousand heads on one root": lambda _folder: fan(12_000),
    "a hundred texts of a million letters in one cell": lambda _folder: long_texts(100),
    "a text of a million letters in a hundred languages": lambda _folder: long_texts(100, languages=100),
    "300,001 edits of one cell, one after the other": lambda _folder: chain(300_001),
    "forty deletions that saw 15,000 values each": lambda _folder: deletions(40),
    "4,097 parents": of(edited(8, [b64(n.to_bytes(32, "big")) for n in range(4_097)])),
    "parents out of order": of(edited(8, _TWO[::-1])),
    "a parent twice": of(edited(8, _TWO[:1] * 2)),
    "a forged id in place of a parent's bytes": of(edited(8, ["x" * 43 + "="])),
    "a record that is no UUID": of(edited(0, "../../etc/passwd")),
    "a kind that is SQL": of(edited(1, 'person"; drop table change; --')),
    "a field of 65 letters": of(edited(2, "f" * 65)),
    "an author of 501 letters": of(edited(4, "a" * 501)),
    "a number of 400 digits": of(edited(6, 10**400)),
    "a negative time": of(edited(7, -1)),
    "a time beyond 2^63": of(edited(7, 2**63)),
    "salt of an erased value beside a value": of(edited(9, b64(b"s" * 32))),
    "NaN": of(raw(b"NaN")),
    "infinity": of(raw(b"-Infinity")),
    "a number beyond floats": of(raw(b"1e999")),
    "minus nothing": of(raw(b"-0")),
    "half a character": of(raw(b'"\\ud800"')),
    "half a character in UTF-8": of(raw(b'"\xed\xa0\x80"')),
    "an overlong character": of(raw(b'"\xc0\xaf"')),
    "another spelling of a letter": of(raw(b'"\\u0041"')),
    "nested 70 deep": of(raw(b"[" * 70 + b"]" * 70)),
    "nested 400,000 deep": of(raw(b"[" * 400_000)),
    "objects nested 100,000 deep": of(raw(b'{"a":' * 100_000)),
    "a name twice in a value": of(raw(b'{"a":1,"a":2}')),
    "a value of 2 MiB": of(raw(b'"' + b"a" * 2**21 + b'"')),
    # erasures
    "an erasure whose signature is another's": of(
        with_erasures([*erasure()[:-1], b64(SigningKey.generate().sign(b"x").signature)])
    ),
    "an erasure twice": of(with_erasures(erasure(), erasure())),
    "an erasure after the changes": of(with_erasures(erasure(), after=True)),
    "an erasure of whose a record is": of(with_erasures(erasure(field="city", language=""))),
    "an erasure that spares in every language": of(with_erasures(erasure(language="*", spares=_TWO[:1]))),
    "an erasure of a record that is no UUID": of(with_erasures(erasure(record="Tanger"))),
    "an erasure of no record": of(with_erasures(erasure(record="0" * 36))),
}  # fmt: skip
"""Must be refused."""

TAKEN: Final[dict[str, Make]] = {
    "a plain bundle": of(BASE),
    "a bundle locked with our passphrase": lambda _folder: locked(),
    "gzip with a name and a comment": of(b"\x1f\x8b\x08\x18" + BASE[4:10] + b"name\0comment\0" + BASE[10:]),
    "a parent that never comes": of(edited(8, [b64(b"p" * 32)])),
    "4,096 parents": of(edited(8, [b64(n.to_bytes(32, "big")) for n in range(4_096)])),
    "parents in a circle": of(circle()),
    "the end of time": of(edited(7, 2**63 - 1)),
    "a kind that is a table of the log": of(sample.packed(sample.of([sample.change(9, "n", 1, kind="change")]))),
    "a field that is a column of ours": of(
        sample.packed(sample.of([sample.change(9, name, "x", language="") for name in ("born", "id", "n", "kind")]))
    ),
    "a deletion that saw nothing it could have seen": of(
        sample.packed(sample.of([sample.change(1, "deleted", {"saw": ["x"] * 9, "root": "?"}, language="")]))
    ),
    "a deletion that is none": of(sample.packed(sample.of([sample.change(1, "deleted", [1], language="")]))),
    "a person whose name is a number": of(
        sample.packed(sample.of([sample.change(1, "family_name", 3, kind="person", language="")]))
    ),
    "a meeting that is part of itself": of(part_of_itself()),
    "one record of two kinds": of(sample.packed(sample.of([sample.change(1), sample.change(1, kind="person")]))),
    "an erasure of a record that is not here": of(with_erasures(erasure())),
    "five thousand heads in one cell": of(
        sample.packed(sample.of([sample.change(1, value=str(n), seq=n + 1) for n in range(5_000)]))
    ),
    "300,000 edits of one cell, one after the other": lambda _folder: chain(300_000),
    "5,000 versions of a text of 20,000 letters": lambda _folder: chain(5_000, 20_000),
    "fifty records with a text of a million letters": lambda _folder: long_texts(50, records=50),
}  # fmt: skip
"""Strange, and valid: must be taken in, and everything is as it should be afterwards."""
