"""What a file remembers under a name, and where it lies: a copied or restored file is another site from then on."""

from __future__ import annotations

import hashlib
import platform
import uuid
from typing import TYPE_CHECKING, Final

import msgspec

from desktop_app import settings

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.workspace.file.store import Store


HAS_SIGNED: Final = "has signed"
"""Under this a file remembers that others may know its keys."""


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
    said = msgspec.json.encode([installation(), platform.node(), str(path.resolve())])
    return hashlib.sha256(said).hexdigest()


def recall(store: Store, key: str) -> str:
    """What the file remembers under a name; ``""`` for nothing."""
    return str(store.value("select value from meta where key = ?", key) or "")


def remember(store: Store, key: str, value: str) -> None:
    """Have the file remember something, within a transaction."""
    store.run("insert or replace into meta values (?, ?)", key, value)


def forget_place(store: Store) -> None:
    """Have whoever opens the file, wherever it lies by then, be another site; within a transaction."""
    store.run("delete from meta where key = 'place'")
