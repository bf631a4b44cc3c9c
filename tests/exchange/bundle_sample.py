"""Bundles made by hand, with the standard library alone: what the format's page says, not what the program does."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import uuid
from typing import TYPE_CHECKING, Any, Final

from desktop_app.workspace.changes.change import canonical, received

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.workspace import Change

SITE: Final = str(uuid.UUID(int=7))
TANGIER: Final = str(uuid.UUID(int=21))
HEADER: Final[dict[str, Any]] = {
    "format": "roundtable bundle",
    "version": 1,
    "made_at": "2018-01-15T09:30:00Z",
    "audience": "network",
    "city": TANGIER,
    "city_name": "Tanger",
    "author": "Salma Idrissi",
    "site": SITE,
    "key": "",
}


def change(
    number: int = 1,
    field: str = "name",
    value: object = "Commune de Tanger",
    *,
    kind: str = "organisation",
    language: str = "fr",
    parents: tuple[bytes, ...] = (),
    seq: int = 1,
    at: int = 1_500_000_000_000,
    author: str = "Salma Idrissi",
    site: str = SITE,
) -> Change:
    """A change of the record with that number; the same arguments give the same id."""
    salt = hashlib.sha256(repr((number, field, language, seq, at)).encode()).digest()[:16]
    text = canonical(value)  # type: ignore[arg-type]  # whatever a hostile sender writes
    return received(
        kind, str(uuid.UUID(int=number)), field, language, text, salt, author, site, seq, at, tuple(sorted(parents))
    )


def row(of: Change) -> list[Any]:
    """The line of a change, as an array."""
    value = None if of.value is None else json.loads(of.value)
    parents = [base64.b64encode(parent).decode() for parent in of.parents]
    salt = base64.b64encode(of.salt).decode()
    return [of.record, of.kind, of.field, of.language, of.author, of.site, of.seq, of.at, parents, salt, value]


def compact(value: object) -> bytes:
    """JSON as a line has it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def ordered(changes: list[Change]) -> list[Change]:
    """Changes in the order of a bundle."""
    return sorted(changes, key=lambda one: (one.record, one.kind, one.field, one.language, one.id))


def packed(lines: list[bytes], **trailer: object) -> bytes:
    """A plain bundle of a header and lines, with a trailer that fits them unless it is said otherwise."""
    body = b"".join(line + b"\n" for line in lines)
    ending = {"count": len(lines) - 1, "sha256": hashlib.sha256(body).hexdigest(), "signature": ""} | trailer
    return gzip.compress(body + compact(ending) + b"\n")


def of(changes: list[Change], **header: object) -> list[bytes]:
    """The lines of a bundle but its trailer."""
    return [compact(HEADER | header), *(compact(row(one)) for one in ordered(changes))]


def put(folder: Path, content: bytes, name: str = "Tanger.rtbundle") -> Path:
    """A file with that content."""
    path = folder / name
    path.write_bytes(content)
    return path


def parsed(text: str) -> Any:
    """The value of a JSON text."""
    return json.loads(text)
