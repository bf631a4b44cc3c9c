"""Later versions of texts that were settled: what a recommendation said when it was validated, and how often since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.records import Recommendation, Revision, Translated, When
from desktop_app.records.recommendation import FROZEN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop_app.records import Record, RecordId
    from desktop_app.workspace.changes.history import History, HistoryItem

_DAY: Final = 10
"""Characters of a moment down to its day."""


def revisions(history: History, records: Iterable[Record]) -> dict[RecordId, Revision]:
    """The recommendations whose text was changed after it had been validated or adopted.

    All that was written on one day is one revision: people write as they think, and each pause saves.
    """
    found: dict[RecordId, Revision] = {}
    for record in records:
        if isinstance(record, Recommendation) and record.status in FROZEN:
            revision = _revision(record, history.of(record.id)[::-1])
            if revision is not None:
                found[record.id] = revision
    return found


def _revision(record: Recommendation, items: list[HistoryItem]) -> Revision | None:
    """What became of one recommendation, given its changes from the oldest."""
    settled = _settled(items)
    before: dict[str, str] = {}
    days: set[str] = set()
    for item in items[: settled + 1]:
        if item.field == "text":
            before[item.language] = str(item.value or "")
    said = dict(before)
    for item in items[settled + 1 :]:
        if item.field == "text" and str(item.value or "") != said.get(item.language, ""):
            said[item.language] = str(item.value or "")
            days.add(item.at[:_DAY])
    was = Translated({language: text for language, text in before.items() if text})
    if not days or was == record.text:
        return None
    return Revision(len(days), was, When(max(days)))


def _settled(items: list[HistoryItem]) -> int:
    """The place of the change that settled the text: the last that made it frozen when it was not."""
    place, frozen = -1, False
    for at, item in enumerate(items):
        if item.field == "status":
            now = item.value in FROZEN
            if now and not frozen:
                place = at
            frozen = now
    return place
