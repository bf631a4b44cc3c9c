"""Putting a backup in the place of the workspace, which itself becomes a backup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from desktop_app.errors import NotFound, RoundtableError, refusing
from desktop_app.language import Message, _
from desktop_app.workspace.file import backup, copying, meta, schema
from desktop_app.workspace.file.key import Key, fits_some_page, key_for, salt_of
from desktop_app.workspace.file.lifecycle import clear_draft, draft_of, why_unreadable
from desktop_app.workspace.file.store import DatabaseError, Store, clear_journal, connect, journal_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop_app.workspace.file.key import Secret

_Kept: TypeAlias = tuple[bytes, str, str, int]

_KEYS: Final = "seed, identity, made_at, given_up"


def put_back(copy: Path, to: Path, secret: Secret) -> bool:
    """Put a backup, which is read and checked first, in the place of a closed workspace.

    What is put back is another installation from then on, and so is what was replaced, if that is put back later. The
    city's keys stay those that it has now: keys that were given up since do not come back.

    Returns:
        whether that could be seen to; where what is replaced does not open with the same secret, the keys are those of
        the backup.

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
            keys = _keys_in(to, secret) if to.exists() else ()
            _make_another_site(draft, key, keys)
            if to.exists():
                _put_aside(to, key)
            draft.replace(to)
            copying.reach_disk(to.parent)
        finally:
            copying.discard(draft)
    return bool(keys)


def keys_of_that_day() -> Message:
    """What is said where the keys are those of the backup."""
    return _(
        "Its keys are those of that day. If new keys were made since because others may have these, make new ones"
        " again: Exchange › Cities, or “roundtable renew”."
    )


def _key_of(path: Path, secret: Secret) -> Key:
    salt = salt_of(path)
    for key in (key_for(None, salt), key_for(secret, salt)):
        if fits_some_page(path, key):
            return key
    raise why_unreadable(path, secret, salt)


def _keys_in(workspace: Path, secret: Secret) -> Sequence[_Kept]:
    """The city's keys in a closed workspace; none where it does not open, or is of an earlier version."""
    try:
        store = Store(workspace, connect(workspace, _key_of(workspace, secret)))
    except (RoundtableError, OSError):
        return ()
    try:
        kept: list[_Kept] = store.rows(f"select {_KEYS} from own_key")
    except (RoundtableError, DatabaseError):
        return ()
    finally:
        store.close()
    return kept


def _make_another_site(path: Path, key: Key, keys: Sequence[_Kept] = ()) -> None:
    """Have a closed file be another installation, with these keys of the city in place of its own, if there are any."""
    copy = Store(path, connect(path, key))
    try:
        copying.require_sound(copy)
        if keys:
            schema.migrate(copy)
        with copy.transaction():
            if keys:
                copy.run("delete from own_key")
                copy.run_many(f"insert into own_key({_KEYS}) values (?, ?, ?, ?)", keys)
                meta.remember(copy, meta.HAS_SIGNED, "yes")
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
