"""How many records of each kind, as a sentence counts them in the window's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.language import format_number, window_language
from desktop_app.records import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

_GROUPED: Final = 1_000
"""The first number whose digits are grouped."""


def counted(records: Mapping[str, int]) -> str:
    """“3 meetings, 12 people”; ``""`` where there is nothing. Kinds of a newer version are left out.

    Arabic would bend the noun after each number, so there the number follows its kind.
    """
    language = window_language()
    known = {KINDS[kind]: records[kind] for kind in KINDS if kind in records}
    if language == "ar":
        return "، ".join(f"{kind.many.within(language)}: {_number(count)}" for kind, count in known.items())
    return ", ".join(
        f"{_number(count)} {(kind.one if count == 1 else kind.many).within(language).lower()}"
        for kind, count in known.items()
    )


def _number(count: int) -> str:
    return format_number(count, window_language()) if count >= _GROUPED else str(count)
