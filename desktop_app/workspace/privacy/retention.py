"""For how long the data of people who have left are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.errors import InvalidValue
from desktop_app.language import _
from desktop_app.workspace.file import meta

if TYPE_CHECKING:
    from desktop_app.workspace.file.store import Store

_KEY: Final = "retention"
_USUAL: Final = 24
_LONGEST: Final = 1200


def months(store: Store) -> int:
    """For how many months after their last membership people's data are kept."""
    said = meta.recall(store, _KEY)
    return int(said) if said.isdecimal() else _USUAL


def keep_for(store: Store, count: int) -> None:
    """Have the workspace remember for how many months.

    Raises:
        InvalidValue: it is not a number of months.
    """
    if not 0 <= count <= _LONGEST:
        raise InvalidValue(_("Enter a number of months between {least} and {most}.", least=0, most=_LONGEST))
    with store.transaction():
        meta.remember(store, _KEY, str(count))
