"""Hostile files, put together by hand."""

from __future__ import annotations

import base64
import gzip
import io
import os
import sqlite3
import tempfile
import uuid
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

import pyrage

from desktop_app.workspace.kept.erasure import content as erasure_content
from reliability.hostile.offering import PASSPHRASE
from tests.exchange import bundle_sample as sample
from tests.exchange import cards_sample as signed_sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nacl.signing import SigningKey

    from desktop_app.workspace import Change

Make: TypeAlias = "Callable[[Path], Path | bytes]"
"""Gives the file's content, or makes the file itself in the folder given."""

CHANGES: Final = [
    sample.change(1), sample.change(1, "acronym", "CT", language="", seq=2), sample.change(2, value="Mairie", seq=3),
    sample.change(3, "title", "Séance", kind="meeting", seq=4), sample.change(3, "colour", {"of": [1.5]}, kind="flag"),
]  # fmt: skip
BASE: Final = sample.packed(sample.of(CHANGES))
PLAIN: Final = gzip.decompress(BASE)


def big(count: int = 4000) -> list[Change]:
    """Changes that do not pack well."""
    return [
        sample.change(number, value=base64.b64encode(os.urandom(60)).decode(), seq=number) for number in range(1, count)
    ]


def b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def edited(position: int, value: object) -> bytes:
    """A bundle of one change, of which one part says something else; count and digest fit."""
    row = sample.row(CHANGES[0])
    row[position] = value
    return sample.packed([sample.compact(sample.HEADER), sample.compact(row)])


def raw(value: bytes) -> bytes:
    """A bundle of one change whose value is these bytes."""
    line = sample.compact(sample.row(CHANGES[0])).replace(b'"Commune de Tanger"', value)
    return sample.packed([sample.compact(sample.HEADER), line])


def altered(alter: Callable[[list[bytes]], list[bytes]]) -> bytes:
    return sample.packed(alter(sample.of(CHANGES)))


def age(content: bytes, *recipients: pyrage.x25519.Recipient) -> bytes:
    made: bytes = pyrage.encrypt(content, list(recipients))
    return made


def locked() -> bytes:
    made: bytes = pyrage.passphrase.encrypt(BASE, PASSPHRASE)
    return made


def work(factor: bytes) -> bytes:
    """A file that asks for so much work."""
    salt, body = b64(b"s" * 16).rstrip("=").encode(), b64(b"b" * 32).rstrip("=").encode()
    mac = b64(b"m" * 32).rstrip("=").encode()
    stanza = b"-> scrypt " + salt + b" " + factor + b"\n" + body + b"\n"
    return b"age-encryption.org/v1\n" + stanza + b"--- " + mac + b"\n" + os.urandom(64)


def erasure(key: SigningKey | None = None, **instead: object) -> list[object]:
    secret = key or signed_sample.key()
    parts: dict[str, object] = {
        "record": str(uuid.UUID(int=1)), "field": "name", "language": "fr", "city": sample.TANGIER,
        "site": sample.SITE, "at": 1, "spares": [],
    } | instead  # fmt: skip
    verify = bytes(secret.verify_key)
    try:
        said = erasure_content(*typed(parts), verify)
    except (AttributeError, TypeError, ValueError, OverflowError):
        said = b""
    signature = secret.sign(said).signature
    return ["erasure", *parts.values(), b64(verify), b64(signature)]


def typed(parts: dict[str, object]) -> tuple[str, str, str, str, str, int, tuple[bytes, ...]]:
    record, field, language, city, site, at, spares = parts.values()
    assert isinstance(at, int)
    assert isinstance(spares, list)
    return str(record), str(field), str(language), str(city), str(site), at, tuple(map(base64.b64decode, spares))


def with_erasures(*erasures: list[object], after: bool = False) -> bytes:
    header, *changes = sample.of(CHANGES)
    said = [sample.compact(erasure) for erasure in erasures]
    body = [header, *changes, *said] if after else [header, *said, *changes]
    return sample.packed(body, count=len(changes))


def sqlite() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a"
        with sqlite3.connect(path) as database:
            database.execute(
                "create view change as with recursive x(n) as (select 1 union all select n from x) select * from x"
            )
        return path.read_bytes()


def zipped() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("../../.bashrc", "x")
    return made.getvalue()


def bomb(unit: bytes, count: int, start: bytes = b"") -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return packer.compress(start) + b"".join(packer.compress(unit) for _time in range(count)) + packer.flush()


def heads(count: int) -> bytes:
    """So many changes of one cell, none of which names another."""
    return sample.packed(sample.of([sample.change(1, value=number, seq=number + 1) for number in range(count)]))


def fan(count: int) -> bytes:
    """So many that all name one and the same."""
    root = sample.change(1)
    ribs = [sample.change(1, value=number, seq=number + 2, parents=(root.id,)) for number in range(count)]
    return sample.packed(sample.of([root, *ribs]))


def chain(count: int, letters: int = 0) -> bytes:
    """So many edits of one cell, one after the other, each of so many letters."""
    made = [sample.change(1)]
    for number in range(1, count):
        value = f"{number} " + "lorem ipsum " * (letters // 12) if letters else number
        made.append(sample.change(1, value=value, seq=number + 1, parents=(made[-1].id,)))
    return sample.packed(sample.of(made))


def long_texts(count: int, *, records: int = 1, languages: int = 1, letters: int = 1_000_000) -> bytes:
    """So many long texts side by side, spread over so many records or languages."""
    return sample.packed(
        sample.of([
            sample.change(
                n % records + 1, value=f"{n} " + "ville " * (letters // 6), seq=n + 1,
                language=f"a{chr(97 + n % languages // 26)}{chr(97 + n % languages % 26)}",
            )
            for n in range(count)
        ])
    )  # fmt: skip


def deletions(count: int, seen: int = 15_000) -> bytes:
    """A record that is deleted so often, each time after so many values were seen in it."""
    made = [sample.change(1)]
    for number in range(1, count):
        value = {"saw": [f"{number * seen + one:064x}" for one in range(seen)], "root": ""}
        parents = (made[-1].id,) if number > 1 else ()
        made.append(sample.change(1, "deleted", value, language="", seq=number + 1, parents=parents))
    return sample.packed(sample.of(made))


def parents(count: int, each: int = 4_000) -> bytes:
    """Changes that name so many others together, none of which there is."""
    made = [
        sample.change(1, value=n, seq=n + 1, parents=tuple((n * each + m + 1).to_bytes(32, "big") for m in range(each)))
        for n in range(count // each)
    ]
    return sample.packed(sample.of(made))


def special(make: Callable[[Path], None]) -> Make:
    def made(folder: Path) -> Path:
        path = folder / "strange.rtbundle"
        make(path)
        return path

    return made


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b"\x1f\x8b")
        file.truncate(400 * 2**20)


def of(content: bytes) -> Make:
    return lambda _folder: content


def header(**instead: object) -> Make:
    return of(sample.packed(sample.of(CHANGES, **instead)))


def signed(signer: SigningKey | None = None, **instead: object) -> Make:
    return lambda _folder: signed_sample.signed(sample.ordered(CHANGES), 1, signer, **instead)


def circle() -> bytes:
    """A names B, of another cell, as its parent, and B names A: within a cell a hash cannot."""
    one = sample.change(1)
    other = sample.change(2, parents=(one.id,))
    third = sample.change(1, value="Ville", seq=9, parents=(other.id, one.id))
    return sample.packed(sample.of([one, other, third]))


def part_of_itself() -> bytes:
    record = str(uuid.UUID(int=5))
    fields = (("agenda_item", record), ("meeting", record), ("city", record))
    made = [sample.change(5, name, value, kind="entry", language="") for name, value in fields]
    return sample.packed(sample.of([*made, sample.change(5, "meeting", record, kind="agenda_item", language="")]))


def truncated(*, heavy: bool) -> Iterator[tuple[str, bytes]]:
    """A bundle cut off at every 4 KiB: as it lies, packed again, and locked; only here and there unless it is heavy."""
    whole = sample.packed(sample.of(big(4000 if heavy else 400)))
    plain = gzip.decompress(whole)
    for kept in range(4096, len(whole), 4096):
        yield f"cut off at {kept:,} bytes", whole[:kept]
    for kept in range(4096, len(plain), 65_536):
        yield f"cut off at {kept:,} bytes and packed again", gzip.compress(plain[:kept], 1)
    if heavy:
        locked = pyrage.passphrase.encrypt(whole, PASSPHRASE)
        for kept in range(4096, len(locked), 65_536):
            yield f"locked and cut off at {kept:,} bytes", locked[:kept]
