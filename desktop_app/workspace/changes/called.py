"""What an import is called where a value says whence it is: by its file, and among its like by its time."""

from __future__ import annotations

from typing import Final

_NAME: Final = "iif({0}.file = '', {0}.label, {0}.file)"
_LIKE: Final = (
    f"exists(select 1 from batch other where other.n <> b.n and {_NAME.format('other')} = {_NAME.format('b')})"
)
CALLED: Final = (
    f"({_NAME.format('b')} || iif({_LIKE}, ', ' || strftime('%Y-%m-%dT%H:%M:%SZ', b.at / 1000, 'unixepoch'), ''))"
)
"""Of the row ``b`` of the imports: the name of its file, or its label where that was not noted; where several are
called so, the moment after it, ISO 8601 in UTC. ``null`` where there is no such row."""
