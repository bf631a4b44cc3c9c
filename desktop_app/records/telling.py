"""What tells records of one kind apart that are called the same: the day and the place of a meeting, the symbol and the
status of a recommendation. It follows from what the fields declare of themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.records.types import Code, Moment, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop_app.records.declare import Field, Record, Value

STATUS: Final = "status"
"""What the field is called that says how far a record has come."""


def telling(record: Record) -> Iterator[tuple[Field, Value]]:
    """The fields that tell a record from others of its kind, with their values, as far as anything is written."""
    for field in record.fields.values():
        value = getattr(record, field.name)
        if _tells(field) and value != field.type.empty:
            yield field, value


def _tells(field: Field) -> bool:
    """Whether a field tells apart: a moment that must be known, a short text about nobody, and the status."""
    if isinstance(field.type, Text):
        return field.type.form == "any" and not (field.personal or field.type.lines)
    if isinstance(field.type, Moment):
        return field.required
    return isinstance(field.type, Code) and field.name == STATUS
