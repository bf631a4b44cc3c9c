"""Putting a backup in the place of the workspace, which itself becomes a backup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.errors import NotFound, RoundtableError, refusing
from desktop_app.language import _
from desktop_app.workspace.file import backup, copying, meta
from desktop_app.workspace.file.key import Key, fits_some_page, key_for, salt_of
from desktop_app.workspace.file.lifecycle import clear_draft, draft_of, why_unreadable
from desktop_app.workspace.file.store import Store, clear_journal, connect, journal_of

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.workspace.file.key import Secret


def put_back(copy: Path, to: Path, secret: Secret) -> None:
    """Put a backup, which is read and checked first, in the place of a closed workspace.

    What is put back is another installation from then on, and so is what was replaced, if that is put back later.

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
            _make_another_site(draft, key)
            if to.exists():
                _put_aside(to, key)
            draft.replace(to)
            copying.reach_disk(to.parent)
        finally:
            copying.discard(draft)


def _key_of(path: Path, secret: Secret) -> Key:
    salt = salt_of(path)
    for key in (key_for(None, salt), key_for(secret, salt)):
        if fits_some_page(path, key):
            return key
    raise why_unreadable(path, secret, salt)


def _make_another_site(path: Path, key: Key) -> None:
    copy = Store(path, connect(path, key))
    try:
        copying.require_sound(copy)
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
