"""How a workspace's file comes to be, is opened, and is refused."""

from __future__ import annotations

import os
import shutil
import uuid
from typing import TYPE_CHECKING, Final

from desktop_app.errors import (
    AlreadyThere,
    Damaged,
    Foreign,
    NotFound,
    NotWritable,
    PassphraseNeeded,
    RoundtableError,
    TooNew,
    WrongPassphrase,
    refusing,
)
from desktop_app.language import _
from desktop_app.workspace import backup, schema, site
from desktop_app.workspace.key import PAGE_SIZE, SALT_SIZE, Key, fits_some_page, key_for, salt_of
from desktop_app.workspace.store import APPLICATION_ID, Store, connect, journal_of

if TYPE_CHECKING:
    from pathlib import Path

_OTHERS: Final = (b"PK\x03\x04", b"%PDF", b"\x1f\x8b\x08", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff")
"""How files of other kinds begin that are not text."""
_TEXT: Final = frozenset(b"\t\n\r" + bytes(range(32, 127)))


def _begins_otherwise(start: bytes) -> bool:
    """Whether a file begins as another kind does. A workspace begins with a salt that is chosen not to."""
    return start.startswith(_OTHERS) or _TEXT.issuperset(start.rstrip(b"\0"))


def _fresh_salt() -> bytes:
    while _begins_otherwise(salt := os.urandom(SALT_SIZE)):
        pass
    return salt


def make_file(path: Path, passphrase: str | None, remembered: dict[str, str]) -> Key:
    """Make a workspace's file with its tables; it is there whole or not at all.

    Raises:
        AlreadyThere: there is a file of that name.
        FileRefused: it cannot be written there.
    """
    require_free(path)
    key = key_for(passphrase, _fresh_salt())
    draft = path.with_name(f".{path.name}.new")
    with refusing(path):
        draft.unlink(missing_ok=True)
        journal_of(draft).unlink(missing_ok=True)
        draft.touch()
    try:
        store = Store(draft, connect(draft, key))
        try:
            store.run(f"pragma application_id = {APPLICATION_ID}")
            schema.migrate(store)
            with store.transaction():
                for name, value in remembered.items():
                    site.remember(store, name, value)
        finally:
            store.close()
        require_free(path)
        with refusing(path):
            draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)
        journal_of(draft).unlink(missing_ok=True)
    return key


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


def open_file(path: Path, passphrase: str | None) -> tuple[Store, Key]:
    """Open a workspace's file, bring its log's tables to this version after a backup, and see that it is one.

    Raises:
        FileRefused: it is not there, is something else, is damaged, is newer than this program, or not writable.
        PassphraseNeeded: it is protected.
        WrongPassphrase: that is not its passphrase.
    """
    salt = _salt_of_workspace(path)
    key = key_for(passphrase, salt)
    store = _try(path, key)
    if store is None and passphrase is not None:
        key = key_for(None, salt)  # a passphrase for a file that needs none does no harm
        store = _try(path, key)
    if store is None:
        raise _why_unreadable(path, passphrase, salt)
    try:
        _require_ours(store)
        if schema.version(store) < schema.VERSION:
            backup.make(store, key, "before upgrade")
            schema.migrate(store)
    except BaseException:
        store.close()
        raise
    return store, key


def _salt_of_workspace(path: Path) -> bytes:
    with refusing(path):
        if not path.exists():
            raise NotFound(_("There is no file “{name}”. Nothing was changed.", name=str(path)))
        start = salt_of(path)
        size = path.stat().st_size
        if not os.access(path, os.W_OK):
            raise NotWritable(_("“{name}” may only be read here. Copy it to a folder of your own.", name=str(path)))
    if _begins_otherwise(start):
        raise _foreign(path)
    if size < PAGE_SIZE:
        raise Damaged(_("“{name}” is incomplete. Get it again, or restore its latest backup.", name=str(path)))
    return start


def _foreign(path: Path) -> Foreign:
    return Foreign(_("“{name}” is not a workspace of Roundtable. Nothing was changed.", name=str(path)))


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


def _why_unreadable(path: Path, passphrase: str | None, salt: bytes) -> RoundtableError:
    """Damage or a wrong passphrase: one page that fits shows that the key is right."""
    keys = [key_for(None, salt)] + ([key_for(passphrase, salt)] if passphrase is not None else [])
    with refusing(path):
        if any(fits_some_page(path, key) for key in keys):
            return Damaged(
                _("“{name}” is damaged: it was cut off or changed by something else than Roundtable."
                  " Restore its latest backup.", name=str(path))
            )  # fmt: skip
    if passphrase is None:
        return PassphraseNeeded(
            _("“{name}” is protected by a passphrase, or is not a workspace of Roundtable.", name=str(path))
        )
    return WrongPassphrase(_("This passphrase does not open “{name}”. Nothing was changed.", name=str(path)))


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
    place = site.place_of(store.path)
    known = site.meta(store, "site")
    if known and site.meta(store, "place") == place:
        return known, False
    made = str(uuid.uuid4())
    with store.transaction():
        site.remember(store, "site", made)
        site.remember(store, "place", place)
        store.run("delete from step")  # what another site wrote is not ours to take back
    return made, True


def put_back(copy: Path, to: Path) -> None:
    """Put a backup in the place of a closed workspace, which itself becomes a backup.

    Raises:
        FileRefused: it cannot be done; both are as they were.
    """
    draft = to.with_name(f".{to.name}.new")
    with refusing(to):
        try:
            if not copy.exists():
                raise NotFound(_("There is no backup “{name}”. Nothing was changed.", name=str(copy)))
            _copy(copy, draft)
            if to.exists():
                aside = backup.free_name(to, "replaced")
                aside.parent.mkdir(exist_ok=True)
                _copy(to, aside)
                if journal_of(to).exists():  # left half done by a sudden end: it belongs to the file that goes
                    journal_of(to).replace(journal_of(aside))
            draft.replace(to)
        finally:
            draft.unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    """Copy a file that nobody has open, and see that the copy is on the disk."""
    with source.open("rb") as original, target.open("wb") as made:
        shutil.copyfileobj(original, made, 1 << 20)
        made.flush()
        os.fsync(made.fileno())
