"""Putting a backup in the place of the workspace, which itself becomes a backup."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from desktop_app.errors import NotFound, RoundtableError, refusing
from desktop_app.language import Message, _
from desktop_app.workspace.file import backup, copying, meta, schema
from desktop_app.workspace.file.key import Key, fits_some_page, key_for, salt_of
from desktop_app.workspace.file.lifecycle import clear_draft, draft_of, why_unreadable
from desktop_app.workspace.file.store import DatabaseError, Store, clear_journal, connect, journal_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from desktop_app.workspace.file.key import Secret

Take: TypeAlias = "Callable[[Store], Callable[[Store], None]]"
"""Reads in one open file what is to be kept of it, and gives what writes that into another."""


def put_back(copy: Path, to: Path, secret: Secret, *, present: Secret, take: Take) -> bool:
    """Put a backup, which is read and checked first, in the place of a closed workspace.

    What is put back is another installation from then on, and so is what was replaced, if that is put back later.

    Args:
        copy: the backup.
        to: the workspace.
        secret: what opens the backup.
        present: what opens the workspace, where that is something else.
        take: what of the workspace is kept.

    Returns:
        whether that could be seen to; not where what is replaced cannot be read.

    Raises:
        FileRefused: it cannot be done; both are as they were.
        PassphraseNeeded: the backup is protected.
        WrongPassphrase: that is not the passphrase that the workspace had when the backup was made.
    """
    draft = draft_of(to)
    clear_draft(to)
    with refusing(to):
        if not copy.exists():
            raise NotFound(_("There is no backup “{name}”. Nothing was changed.", name=str(copy)))
        copying.require_room(to.parent, copy.stat().st_size)
        try:
            copying.copy_closed(copy, draft)
            key = _key_of(copy, secret)
            put = _taken_from(to, (secret, present), take) if to.exists() else None
            _make_another_site(draft, key, put)
            if to.exists():
                _put_aside(to, key)
            draft.replace(to)
            copying.reach_disk(to.parent)
        finally:
            copying.discard(draft)
    return put is not None


def what_stays() -> Message:
    """What is said before, where what is replaced can be read."""
    return _(
        "“Put back” opens the workspace again as it was then. The list of sent files, the cards of other"
        " cities and your own keys stay as they are today, and what was erased stays erased. What is "
        "there now becomes a backup, so nothing is lost by trying."
    )


def what_goes_back() -> Message:
    """The same where it cannot be read."""
    return _(
        "“Put back” opens the workspace again as it was then, with the list of sent files, the cards of "
        "other cities and the keys of that day if today’s can no longer be read. What is there now is "
        "kept as a backup."
    )


def what_went_back() -> Message:
    """What is said where nothing could be kept of what was replaced."""
    return _(
        "What was there before could not be read. So the list of sent files, the cards of other cities "
        "and the keys are those of that day: files sent since then are not in the list. If new keys have"
        " been made since then because others may have these, make new ones again: Exchange › Cities, or"
        " “roundtable renew”."
    )


def _key_of(path: Path, secret: Secret) -> Key:
    salt = salt_of(path)
    for key in (key_for(None, salt), key_for(secret, salt)):
        if fits_some_page(path, key):
            return key
    raise why_unreadable(path, secret, salt)


def _taken_from(workspace: Path, secrets: Sequence[Secret], take: Take) -> Callable[[Store], None] | None:
    """What is kept of a closed workspace; nothing where it does not open, or is of an earlier version."""
    for secret in secrets:
        try:
            store = Store(workspace, connect(workspace, _key_of(workspace, secret)))
        except (RoundtableError, OSError):
            continue
        try:
            return take(store)
        except (RoundtableError, DatabaseError):
            return None
        finally:
            store.close()
    return None


def _make_another_site(path: Path, key: Key, put: Callable[[Store], None] | None = None) -> None:
    """Have a closed file be another installation, with what is to be put in it."""
    copy = Store(path, connect(path, key))
    try:
        copying.require_sound(copy)
        if put is not None:
            schema.migrate(copy)
            put(copy)
        with copy.transaction():
            meta.forget_place(copy)
    finally:
        copy.close()


def _put_aside(workspace: Path, key: Key) -> None:
    """Keep what is replaced, as it is: it may be damaged, or under another key."""
    _take_back_what_is_half_done(workspace, key)
    aside = backup.free_name(workspace, "replaced")
    aside.parent.mkdir(exist_ok=True)
    copying.copy_closed(workspace, aside)
    if journal_of(workspace).exists():  # nobody could open it, so this belongs to the file that goes
        journal_of(workspace).replace(journal_of(aside))
    if salt_of(aside) == key.salt:
        try:
            _make_another_site(aside, key)
        except RoundtableError:
            return  # it is kept for whoever can still read something of it


def _take_back_what_is_half_done(workspace: Path, key: Key) -> None:
    """Open a file once, where the key is its own: what a sudden end left in its journal is taken back."""
    if salt_of(workspace) != key.salt:
        return
    connection = connect(workspace, key)
    try:
        Store(workspace, connection).value("select count(*) from sqlite_master")
    except RoundtableError:
        return
    finally:
        connection.close()
        clear_journal(workspace)
