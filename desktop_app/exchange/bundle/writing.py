"""A bundle out: what an audience may see, packed, sealed, and put in its place all at once."""

from __future__ import annotations

import hashlib
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop_app.errors import AlreadyThere, NotFound, TooLarge, refusing
from desktop_app.exchange.audience import Gate
from desktop_app.exchange.bundle import edges, envelope, lines
from desktop_app.exchange.bundle.survey import Survey
from desktop_app.language import _
from desktop_app.progress import SILENT
from desktop_app.records import Audience, City, Person
from desktop_app.workspace import Export, Manifest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nacl.signing import SigningKey

    from desktop_app.exchange.bundle.survey import Leaving
    from desktop_app.progress import Progress
    from desktop_app.workspace import Change, Workspace

SUFFIX: Final = ".rtbundle"
_EVERY: Final = 64


@dataclass(frozen=True)
class Sent:
    """A bundle that was made."""

    path: Path
    leaving: Leaving
    digest: str
    """SHA-256 of its lines in hexadecimal, as the receiver's list of imports shows it."""
    size: int
    """Bytes of the file."""
    protected: bool
    """Whether it needs a passphrase."""


def preview(workspace: Workspace, audience: Audience, *, progress: Progress = SILENT) -> Leaving:
    """What a bundle for an audience would hold, every name in it among that. Nothing is written."""
    survey = Survey(audience, workspace.all(Person))
    for part in _open_to(workspace, audience, progress):
        survey.add(part.leaving, held_back=part.held_back, unnamed=part.unnamed)
    return survey.result()


def write(
    workspace: Workspace,
    path: Path,
    *,
    audience: Audience,
    passphrase: str | None = None,
    to: str = "",
    progress: Progress = SILENT,
    key: SigningKey | None = None,
) -> Sent:
    """Make a bundle. What the audience may not see is not in it.

    Args:
        workspace: where the changes are.
        path: the file; one that is there is replaced, all at once, when the new one is safely on the disk.
        audience: for whom it is.
        passphrase: protects it; ``None`` leaves it readable for everyone who gets it.
        to: who is to get it; kept in this workspace's list of what was sent out, and not in the bundle.
        progress: told how many records were packed.
        key: the sender's, to sign it with.

    Raises:
        FileRefused: it cannot be written there, or holds more than a bundle may.
        InvalidValue: the passphrase is empty.
        Cancelled: the person asked to stop; there is no file.
    """
    _require_place(path)
    survey = Survey(audience, workspace.all(Person))
    packing = _Packing(path)
    packing.add(edges.encode(_header(workspace, audience, key)))
    held = Manifest()
    for part in _open_to(workspace, audience, progress):
        survey.add(part.leaving, held_back=part.held_back, unnamed=part.unnamed)
        for change in part.leaving:
            packing.add(lines.encode(change))
            held.note(change.site, change.seq)
    digest = packing.digest.digest()
    signature = key.sign(edges.SIGNED + digest).signature if key else b""
    result = survey.result()
    packing.add(edges.encode(edges.Trailer(count=result.changes, sha256=digest.hex(), signature=signature)))
    content = envelope.sealed(packing.finish(), passphrase)
    sent = Sent(path, result, digest.hex(), len(content), passphrase is not None)
    with workspace.together():
        workspace.note_export(_noted(workspace, sent, to), held)
        _put(path, content)
    return sent


def _require_place(path: Path) -> None:
    """Refuse a folder that is not there, and to replace what is no bundle: the workspace itself, for one."""
    if not path.parent.is_dir():
        raise NotFound(_("There is no folder “{name}”. Choose another place.", name=str(path.parent)))
    with refusing(path):
        if path.exists() and not envelope.looks_like_one(path):
            raise AlreadyThere(
                _("“{name}” is another kind of file, and is not replaced. Choose another name.", name=path.name)
            )


class _Packing:
    """Packs lines within the bounds that every reader has."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._packer = envelope.Packer()
        self._size = self._lines = 0
        self.digest = hashlib.sha256()

    def add(self, line: bytes) -> None:
        ended = line + b"\n"
        self._size += len(ended)
        self._lines += 1
        if len(ended) > envelope.MAX_LINE or self._size > envelope.MAX_UNPACKED or self._lines > envelope.MAX_LINES:
            raise self._refusal()
        self.digest.update(ended)
        self._packer.add(ended)

    def finish(self) -> bytes:
        packed = self._packer.finish()
        if len(packed) > envelope.MAX_FILE - envelope.SEAL:
            raise self._refusal()
        return packed

    def _refusal(self) -> TooLarge:
        return TooLarge(_("This is more than one bundle may hold, so “{name}” was not made.", name=self._path.name))


def _header(workspace: Workspace, audience: Audience, key: SigningKey | None) -> edges.Header:
    city = workspace.find(City, workspace.city) if workspace.city else None
    return edges.Header(
        made_at=edges.moment(),
        audience=edges.AUDIENCES[audience],
        city=workspace.city,
        city_name=city.called(workspace.language, lambda _other: "") if city else "",
        author=workspace.author,
        site=workspace.site,
        key=bytes(key.verify_key) if key else b"",
    )


def _noted(workspace: Workspace, sent: Sent, to: str) -> Export:
    leaving = sent.leaving
    return Export(
        0, "", workspace.author, to, leaving.audience, sent.path.name, sent.digest, sent.protected, leaving.changes,
        len(leaving.names), leaving.records,
    )  # fmt: skip


class _Part(NamedTuple):
    """What an audience may see of one record."""

    leaving: list[Change]
    held_back: int
    unnamed: bool


def _open_to(workspace: Workspace, audience: Audience, progress: Progress) -> Iterator[_Part]:
    """Record by record, in the order of a bundle: what an audience may see of it, and how many changes stay."""
    gate = Gate(workspace.changes(), audience)
    by_record = groupby(workspace.changes(), key=lambda change: change.record)
    for done, (record, changes) in enumerate(by_record):
        every = list(changes)
        leaving = sorted(filter(gate.lets, every), key=lines.place)
        yield _Part(leaving, len(every) - len(leaving), gate.lets_no_name(record))
        if done % _EVERY == 0:
            progress.step(done, None, _("Packing the records"))


def _put(path: Path, content: bytes) -> None:
    """Put a file in its place: written beside it, on the disk before it replaces what was there."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    with refusing(path):
        try:
            with draft.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        except BaseException:
            with suppress(OSError):
                draft.unlink()
            raise
