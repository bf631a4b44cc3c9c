"""What a sudden end may leave half written although nothing was lost: free pages.

SQLite keeps no copy of a free page that it takes into use again, since nothing in it counts. Where the power fails in
the middle of writing one, the transaction is taken back, but the page stays torn, and SQLCipher takes it for damage:
no backup could be made any more, and after a look at it the connection writes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.workspace.file.key import PAGE_SIZE

if TYPE_CHECKING:
    from desktop_app.workspace.file.store import Store

_ROW: Final = 1 << 20


def mend_free_pages(store: Store) -> None:
    """Write all free pages of a file anew if any page of it does not fit its HMAC.

    Taking a page into use does not read it; giving it back leaves it empty and whole. Damage elsewhere stays, to be
    found by a check.
    """
    free = int(store.value("pragma freelist_count"))
    if not free or not store.rows("pragma cipher_integrity_check"):
        return
    rows = free * PAGE_SIZE // _ROW + 1
    with store.transaction():
        store.run("create table mended(content)")
        store.run_many("insert into mended values (zeroblob(?))", [(_ROW,)] * rows)
    with store.transaction():
        store.run("drop table mended")
