"""Another passphrase for a workspace: its whole file is written anew under another key, beside it, and takes its place.

Not SQLCipher's own ``rekey``: that rewrites the pages where they lie, but keeps the 16 bytes with which the file
begins, so that the old and the new passphrase would share their salt; and a sudden end in the midst of it is mended
only by a journal as large as the file. Here the old file is whole until the new one was read again, and one renaming
decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.errors import refusing
from desktop_app.workspace.file import copying
from desktop_app.workspace.file.key import RecoveryKey
from desktop_app.workspace.file.lifecycle import clear_draft, draft_of, open_anew

if TYPE_CHECKING:
    from desktop_app.progress import Progress
    from desktop_app.workspace.file.key import Key
    from desktop_app.workspace.file.store import Store


def rewrite(store: Store, old: Key, new: Key, progress: Progress) -> None:
    """Put an open file under a new key. It stays the same installation of the same workspace, and open.

    Raises:
        FileRefused: it could not be done; the file is as it was, under its old key.
        Cancelled: the same.
    """
    path = store.path
    draft = draft_of(path)
    clear_draft(path)
    with store.copying, store.lock:
        with refusing(path):
            copying.require_room(path.parent, path.stat().st_size)
            draft.touch(mode=0o600)
            draft.chmod(path.stat().st_mode & 0o777)
        copying.copy(store, new, draft, progress).close()
        store.close()
        try:
            with refusing(path):
                draft.replace(path)
        except BaseException:
            copying.discard(draft)
            open_anew(store, old, RecoveryKey(old.raw))
            raise
        try:
            with refusing(path):
                copying.reach_disk(path.parent)
        finally:
            open_anew(store, new, RecoveryKey(new.raw))
