"""Which translations are older than their original, as the history tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.workspace import HistoryItem


def stale_fields(history: Sequence[HistoryItem], original: str, shown: str) -> set[str]:
    """The fields whose text in the language ``shown`` was last written before their text in ``original``.

    Args:
        history: the changes of one record, the newest first.
        original: the authoritative language.
        shown: the language of the translation; nothing is stale where it is the original.
    """
    if original == shown:
        return set()
    stale: set[str] = set()
    decided: set[str] = set()
    for item in history:
        if item.field in decided or item.language not in (original, shown) or not item.is_shown:
            continue
        decided.add(item.field)
        if item.language == original and _has(history, item.field, shown):
            stale.add(item.field)
    return stale


def _has(history: Sequence[HistoryItem], field: str, language: str) -> bool:
    return any(item.field == field and item.language == language and item.is_shown and item.value for item in history)
