"""A bundle out: what an audience may see, packed, sealed, and put in its place all at once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop_app.errors import InvalidValue, TooLarge
from desktop_app.exchange import cards, strict
from desktop_app.exchange.audience import Gate
from desktop_app.exchange.bundle import crowd, edges, envelope, erasure_lines, lines
from desktop_app.exchange.bundle.survey import Survey
from desktop_app.exchange.placing import put, require_place
from desktop_app.language import _
from desktop_app.progress import SILENT
from desktop_app.records import KINDS, Audience, Person
from desktop_app.workspace import Export, Manifest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from desktop_app.exchange.bundle.survey import Leaving
    from desktop_app.progress import Progress
    from desktop_app.records import RecordId
    from desktop_app.workspace import Card, Change, Keys, Workspace

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
    """Whether it needs a passphrase, or one of the keys to which it was encrypted."""


def preview(workspace: Workspace, audience: Audience, *, progress: Progress = SILENT) -> Leaving:
    """What a bundle for an audience would hold, every name in it among that. Nothing is written."""
    survey = Survey(audience, workspace.all(Person), _shown(workspace))
    for part in _open_to(workspace, audience, progress):
        survey.add(part.leaving, held_back=part.held_back, unnamed=part.unnamed)
    return survey.result()


def write(
    workspace: Workspace,
    path: Path,
    *,
    audience: Audience,
    passphrase: str | None = None,
    recipients: Collection[Card] = (),
    keys_too: bool = False,
    to: str = "",
    progress: Progress = SILENT,
) -> Sent:
    """Make a bundle, signed by the workspace's key. What the audience may not see is not in it.

    Args:
        workspace: where the changes are.
        path: the file; one that is there is replaced, all at once, when the new one is safely on the disk.
        audience: for whom it is.
        passphrase: protects it; without one, and without recipients, everyone who gets it can read it.
        recipients: encrypts it to their cards instead, and always to the workspace's own.
        keys_too: hands the city's keys over with it, so that a colleague can sign for the same city. Only where it is
            for the city's own team and a passphrase protects it.
        to: who is to get it; kept in this workspace's list of what was sent out, and not in the bundle.
        progress: told how many records were packed.

    Raises:
        FileRefused: it cannot be written there, or holds more than a bundle may.
        InvalidValue: the passphrase is empty, or what is asked for does not go together.
        Cancelled: the person asked to stop; there is no file.
    """
    require_place(path, envelope.looks_like_one)
    _require_fitting(audience, passphrase, recipients, keys_too=keys_too)
    own = workspace.keyring.own()
    lock = tuple(sorted({own.recipient, *(card.recipient for card in recipients)})) if recipients else ()
    packing = _Packing(path)
    packing.add(_header(workspace, audience, lock, own if keys_too else None))
    for erasure in workspace.erasures.travelling():
        packing.add(erasure_lines.encode(erasure))
    survey, held = _pack(packing, workspace, audience, progress)
    digest = packing.digest.digest()
    signature = workspace.keyring.sign(edges.SIGNED + digest)
    result = survey.result()
    packing.add(edges.encode(edges.Trailer(count=result.changes, sha256=digest.hex(), signature=signature)))
    content = envelope.sealed(packing.finish(), passphrase, lock)
    sent = Sent(path, result, digest.hex(), len(content), passphrase is not None or bool(lock))
    with workspace.together():
        workspace.note_export(_noted(workspace, sent, to), held)
        put(path, content)
    return sent


def _pack(packing: _Packing, workspace: Workspace, audience: Audience, progress: Progress) -> tuple[Survey, Manifest]:
    """Pack all changes that an audience may see; gives what leaves with them, and which they are."""
    survey, held = Survey(audience, workspace.all(Person), _shown(workspace)), Manifest()
    for part in _open_to(workspace, audience, progress):
        survey.add(part.leaving, held_back=part.held_back, unnamed=part.unnamed)
        packing.require_few(part.leaving)
        for change in part.leaving:
            packing.add(lines.encode(change))
            held.note(change.site, change.seq)
    return survey, held


def _require_fitting(
    audience: Audience, passphrase: str | None, recipients: Collection[Card], *, keys_too: bool
) -> None:
    if recipients and passphrase is not None:
        raise InvalidValue(
            _("A bundle is protected either by a passphrase or for the cities that are named, not by both.")
        )
    if len(recipients) >= edges.MAX_RECIPIENTS:
        raise InvalidValue(_("One bundle cannot be encrypted for so many cities. Make several."))
    if keys_too and (audience is not Audience.INTERNAL or passphrase is None):
        raise InvalidValue(
            _("The city’s keys may only go with a bundle that is for your own team and protected by a passphrase.")
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

    def require_few(self, of_record: Sequence[Change]) -> None:
        """See that readers take so many changes of one record."""
        if len(of_record) > crowd.MAX_OF_RECORD:
            raise self._refusal()

    def finish(self) -> bytes:
        packed = self._packer.finish()
        if len(packed) > envelope.MAX_FILE - envelope.SEAL:
            raise self._refusal()
        return packed

    def _refusal(self) -> TooLarge:
        return TooLarge(_("This is more than one bundle may hold, so “{name}” was not made.", name=self._path.name))


def _header(workspace: Workspace, audience: Audience, to: tuple[str, ...], keys: Keys | None) -> bytes:
    return edges.header(
        made_at=strict.moment(), audience=audience, author=workspace.author, site=workspace.site,
        card=cards.line_of(workspace), to=to, keys=keys, given_up=() if keys is None else workspace.keyring.given_up(),
    )  # fmt: skip


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


def _shown(workspace: Workspace) -> set[RecordId]:
    """The records that are counted everywhere else: those that nobody deleted."""
    return {id_ for kind in KINDS.values() for (id_, *_rest) in workspace.values(kind)}


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
