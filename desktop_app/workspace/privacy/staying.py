"""What stays as it is when a backup is put back: it is about other people, or others have acted on it since.

Whom to tell of an erasure is known from the list of what went out, so that no restoring may shorten it. A card that was
compared by telephone need not be compared again, one that was taken away does not return, and keys that were given up
sign no more. What was erased is erased in the backup too, also where that could not be reached on the day.

All else goes back: what was written, with the list of what came in, which says whence it is; what was left side by
side; the Word templates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.workspace.file.counters import Counters
from desktop_app.workspace.kept.erasing import Erasing
from desktop_app.workspace.kept.exports import Exports
from desktop_app.workspace.kept.keyring import Keyring
from desktop_app.workspace.privacy.forgetting import erase_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.workspace.file.store import Store


def take(store: Store) -> Callable[[Store], None]:
    """Read what stays in one open file, and give what writes it into another of this version."""
    kept, sent, keyring = Keyring(store).everything(), Exports(store).everything(), Keyring(store)
    erasures = Erasing(store, Counters(store), keyring).all()

    def put(into: Store) -> None:
        with into.transaction():
            Keyring(into).replace(kept)
            Exports(into).unite(sent)
        erase_in(into, erasures)

    return put
