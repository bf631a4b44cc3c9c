"""The site: one installation of one workspace, and who writes there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    from desktop_app.records import RecordId
    from desktop_app.workspace.file.store import Store

KIND: Final = "site"
"""The kind of the record that says, in its field ``city``, for which city a site writes. It has no table."""


class Author(msgspec.Struct):
    """Who writes, and where."""

    name: str
    site: str
    city: RecordId


def city_of(store: Store, site: str) -> RecordId:
    """The city for which a site writes; ``""`` where it is a coordinator's, or is not known here."""
    sql = (
        "select c.value ->> '$' from record r join slot s on s.kind = r.kind and s.field = 'city' and s.language = ''"
        " join change c on c.record = r.n and c.slot = s.n where r.id = ? and r.kind = ? and c.live in (1, 2)"
    )
    return str(store.value(sql, site, KIND) or "")
