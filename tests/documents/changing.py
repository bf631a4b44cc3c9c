"""A dossier with something else in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from desktop_app.records import Audience, Dossier

if TYPE_CHECKING:
    from desktop_app.records import RecordId


def with_changes(dossier: Dossier, record: RecordId, **changes: object) -> Dossier:
    """The dossier with other values in one record."""
    kind = type(dossier.records[record])
    checked = {field: kind.fields[field].type.check(value) for field, value in changes.items()}
    return replace(dossier, records={**dossier.records, record: dossier.records[record].with_values(**checked)})


def without(dossier: Dossier, *records: RecordId) -> Dossier:
    """The dossier without some records."""
    return replace(dossier, records={id_: r for id_, r in dossier.records.items() if id_ not in records})


def opened(dossier: Dossier) -> Dossier:
    """The dossier with nothing in it confidential."""
    public = Audience.PUBLIC.code
    return replace(dossier, records={id_: r.with_values(confidentiality=public) for id_, r in dossier.records.items()})
