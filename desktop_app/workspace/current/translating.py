"""Translations that are older than what they were made from, as the log tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.records import Stale, Translated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop_app.records import Record, RecordId
    from desktop_app.workspace.changes.history import History, Written


def stale(history: History, records: Iterable[Record]) -> dict[RecordId, tuple[Stale, ...]]:
    """The translations of each record whose original was changed after them.

    The original is the text in the language that the record calls authoritative, or else in the one that was written
    first. Texts that were written together, as when a record is made in two languages, are of one age.
    """
    several = [record for record in records if any(len(text) > 1 for text in _texts(record).values())]
    written = history.written([record.id for record in several]) if several else {}
    found = {record.id: tuple(_of(record, written.get(record.id, ()))) for record in several}
    return {id_: translations for id_, translations in found.items() if translations}


def _texts(record: Record) -> dict[str, Translated]:
    values = {name: getattr(record, name) for name, declared in record.fields.items() if declared.translated}
    return {name: text for name, text in values.items() if isinstance(text, Translated)}


def _of(record: Record, written: Sequence[Written]) -> Iterable[Stale]:
    for name, text in _texts(record).items():
        ages = [one for one in written if one.field == name]
        latest = {one.language: one for one in ages if one.is_shown}
        original = str(getattr(record, "language", "")) or min(ages, key=lambda one: one.at).language if ages else ""
        source = latest.get(original)
        if original not in text or source is None or not source.is_change:
            continue
        for language, one in sorted(latest.items()):
            if language != original and language in text and one.at < source.at:
                yield Stale(name, language, original)
