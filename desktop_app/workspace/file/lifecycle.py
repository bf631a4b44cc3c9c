"""How a workspace's file comes to be, is opened, and is refused."""

from __future__ import annotations

import os
import uuid
from typing import TYPE_CHECKING, Final

from desktop_app.errors import (
    AlreadyThere,
    Damaged,
    Foreign,
    InvalidValue,
    NotFound,
    NotWritable,
    PassphraseNeeded,
    RoundtableError,
    TooNew,
    WrongPassphrase,
    refusing,
)
from desktop_app.language import _
from desktop_app.workspace.file import copying, mending, meta, schema
from desktop_app.workspace.file.key import PAGE_SIZE, SALT_SIZE, Key, RecoveryKey, fits_some_page, key_for, salt_of
from desktop_app.workspace.file.store import APPLICATION_ID, Store, connect, journal_of

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.workspace.file.key import Secret

_OTHERS: Final = (b"PK\x03\x04", b"%PDF", b"\x1f\x8b\x08", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff")
"""How files of other kinds begin that are not text."""
_TEXT: Final = frozenset(b"\t\n\r" + bytes(range(32, 127)))


def _begins_otherwise(start: bytes) -> bool:
    """Whether a file begins as another kind does. A workspace begins with a salt that is chosen not to."""
    return start.startswith(_OTHERS) or _TEXT.issuperset(start.rstrip(b"\0"))


def fresh_key(passphrase: str | None) -> Key:
    """A key for a file that is to be written, with a salt of its own.

    Raises:
        InvalidValue: the passphrase is empty.
    """
    if passphrase == "":
        raise InvalidValue(_("An empty passphrase protects nothing. Enter one, or choose none at all."))
    return key_for(passphrase, _fresh_salt())


def _fresh_salt() -> bytes:
    while _begins_otherwise(salt := os.urandom(SALT_SIZE)):
        pass
    return salt


def make_file(path: Path, passphrase: str | None, remembered: dict[str, str]) -> Key:
    """Make a workspace's file with its tables; it is there whole or not at all.

    Raises:
        AlreadyThere: there is a file of that name.
        FileRefused: it cannot be written there.
        InvalidValue: the passphrase is empty.
    """
    require_free(path)
    key = fresh_key(passphrase)
    draft = draft_of(path)
    clear_draft(path)
    with refusing(path):
        draft.touch()
    try:
        store = Store(draft, connect(draft, key))
        try:
            store.run(f"pragma application_id = {APPLICATION_ID}")
            schema.migrate(store)
            with store.transaction():
                for name, value in remembered.items():
                    meta.remember(store, name, value)
        finally:
            store.close()
        require_free(path)
        with refusing(path):
            draft.rename(path)
    finally:
        copying.discard(draft)
    return key


def draft_of(path: Path) -> Path:
    """Where a file is written that is to lie at ``path`` once it is whole."""
    return path.with_name(f".{path.name}.new")


def clear_draft(path: Path) -> None:
    """Remove what a sudden end left of such a file."""
    with refusing(path):
        copying.discard(draft_of(path))


def require_free(path: Path) -> None:
    """See that a file can be made: nothing is there, and its folder is.

    Raises:
        FileRefused: one or the other is not so.
    """
    with refusing(path):
        if path.exists():
            raise AlreadyThere(
                _("There is already a file “{name}”. Choose another name, or open that one.", name=str(path))
            )
        if not path.parent.is_dir():
            raise NotFound(_("There is no folder “{name}”.", name=str(path.parent)))


def open_file(path: Path, secret: Secret) -> tuple[Store, Key]:
    """Open a workspace's file, bring its log's tables to this version after a backup, and see that it is one.

    Raises:
        FileRefused: it is not there, is something else, is damaged, is newer than this program, or not writable.
        PassphraseNeeded: it is protected.
        WrongPassphrase: that is not its passphrase.
    """
    salt = _salt_of_workspace(path)
    key = key_for(secret, salt)
    cut_off = ended_suddenly(path)
    store = _try(path, key)
    if store is None and secret is not None:
        key = key_for(None, salt)  # a passphrase for a file that needs none does no harm
        store = _try(path, key)
    if store is None:
        raise why_unreadable(path, secret, salt)
    clear_draft(path)
    try:
        _require_ours(store)
        if cut_off:
            mending.mend_free_pages(store)
        if schema.version(store) < schema.VERSION:
            from desktop_app.workspace.file import backup

            backup.make(store, key, "before upgrade")
            schema.migrate(store)
    except BaseException:
        store.close()
        raise
    return store, key


def ended_suddenly(path: Path) -> bool:
    """Whether a file was left in the middle of a transaction, which its next opening takes back."""
    with refusing(path):
        journal = journal_of(path)
        return journal.exists() and journal.stat().st_size > 0


def _salt_of_workspace(path: Path) -> bytes:
    with refusing(path):
        if not path.exists():
            raise NotFound(_("There is no file “{name}”. Nothing was changed.", name=str(path)))
        start = salt_of(path)
        size = path.stat().st_size
        if not os.access(path, os.W_OK):
            raise NotWritable(_("“{name}” can only be read here. Copy it to a folder of your own.", name=str(path)))
    if _begins_otherwise(start):
        raise _foreign(path)
    if size < PAGE_SIZE:
        raise Damaged(_("“{name}” is incomplete. Get it again, or restore its latest backup.", name=str(path)))
    return start


def _foreign(path: Path) -> Foreign:
    return Foreign(_("“{name}” is not a Roundtable workspace. Nothing was changed.", name=str(path)))


def _try(path: Path, key: Key) -> Store | None:
    """The store, if the key opens its first page."""
    connection = connect(path, key)
    try:
        store = Store(path, connection)
        store.value("select count(*) from sqlite_master")
    except Damaged:
        connection.close()
        return None
    except BaseException:
        connection.close()
        raise
    return store


def why_unreadable(path: Path, secret: Secret, salt: bytes) -> RoundtableError:
    """Damage or a wrong passphrase: one page that fits shows that the key is right."""
    keys = [key_for(None, salt)] + ([key_for(secret, salt)] if secret is not None else [])
    with refusing(path):
        if any(fits_some_page(path, key) for key in keys):
            return Damaged(
                _("“{name}” is damaged: it was cut off, or changed by something other than Roundtable. Restore its"
                  " latest backup.", name=str(path))
            )  # fmt: skip
    if secret is None:
        return PassphraseNeeded(
            _("“{name}” is protected by a passphrase, or is not a Roundtable workspace.", name=str(path))
        )
    if isinstance(secret, RecoveryKey):
        return WrongPassphrase(
            _("This recovery key does not open “{name}”: the sheet belongs to another file, or the passphrase "
              "was changed after it was printed. Nothing was changed.", name=str(path))
        )  # fmt: skip
    return WrongPassphrase(_("This passphrase does not open “{name}”. Nothing was changed.", name=str(path)))


def open_anew(store: Store, key: Key, secret: Secret) -> None:
    """Open a closed file again with the key that a secret gives.

    Raises:
        FileRefused: it cannot be opened.
        WrongPassphrase: it is not the file's.
    """
    connection = connect(store.path, key)
    try:
        store.reopen(connection)
        store.value("select count(*) from sqlite_master")
    except Damaged as refused:
        connection.close()
        store.lock_up()
        raise why_unreadable(store.path, secret, key.salt) from refused


def _require_ours(store: Store) -> None:
    if store.value("pragma application_id") != APPLICATION_ID:
        raise _foreign(store.path)
    if schema.version(store) > schema.VERSION:
        raise TooNew(
            _("“{name}” was made by a later version of Roundtable. Install that version to open it;"
              " nothing was changed.", name=str(store.path))
        )  # fmt: skip


def site_here(store: Store) -> tuple[str, bool]:
    """The site that writes here, and whether it is a new one: the file was copied, moved or restored.

    Within a transaction where it is new.
    """
    place = meta.place_of(store.path)
    known = meta.recall(store, "site")
    if known and meta.recall(store, "place") == place:
        return known, False
    made = str(uuid.uuid4())
    with store.transaction():
        meta.remember(store, "site", made)
        meta.remember(store, "place", place)
        store.run("delete from step")  # what another site wrote is not ours to take back
    return made, True
