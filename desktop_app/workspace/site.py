"""The site: one installation of one workspace. A copied or restored file is another site from then on."""

from __future__ import annotations

import hashlib
import platform
import uuid
from typing import TYPE_CHECKING, Final

from desktop_app import settings
from desktop_app.workspace.change import canonical

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.records import RecordId
    from desktop_app.workspace.store import Store

KIND: Final = "site"
"""The kind of the record that says, in its field ``city``, for which city a site writes. It has no table."""


def installation() -> str:
    """A name of this program's installation on this machine, made once; another each time where none can be kept."""
    place = settings.folder() / "installation"
    try:
        return str(uuid.UUID(place.read_text(encoding="utf-8").strip()))
    except (OSError, ValueError):
        made = str(uuid.uuid4())
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(made, encoding="utf-8")
    except OSError:
        return platform.node()
    return made


def place_of(path: Path) -> str:
    """A digest of this machine and of where the file lies on it: what makes two copies two sites."""
    said = canonical([installation(), platform.node(), str(path.resolve())])
    return hashlib.sha256(said.encode()).hexdigest()


def meta(store: Store, key: str) -> str:
    """What the file remembers under a name; ``""`` for nothing."""
    return str(store.value("select value from meta where key = ?", key) or "")


def remember(store: Store, key: str, value: str) -> None:
    """Have the file remember something, within a transaction."""
    store.run("insert or replace into meta values (?, ?)", key, value)


def forget_place(store: Store) -> None:
    """Have whoever opens the file, wherever it lies by then, be another site; within a transaction."""
    store.run("delete from meta where key = 'place'")


def city_of(store: Store, site: str) -> RecordId:
    """The city for which a site writes; ``""`` where it is a coordinator's, or is not known here."""
    sql = (
        "select c.value ->> '$' from record r join slot s on s.kind = r.kind and s.field = 'city' and s.language = ''"
        " join change c on c.record = r.n and c.slot = s.n where r.id = ? and r.kind = ? and c.live in (1, 2)"
    )
    return str(store.value(sql, site, KIND) or "")
