"""All records of a kind, read once and then followed, for lists that are shown anew at every key that settles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Generic, TypeVar

from desktop_app.records import Record

if TYPE_CHECKING:
    from desktop_app.records import RecordId
    from desktop_app.workspace import Changed, Workspace

R = TypeVar("R", bound=Record)

_MANY: Final = 500
"""Changed records at once from which reading all is quicker than looking each of them up."""


class Followed(Generic[R]):
    """Records by id. A list that sorts them itself need not care in which order they are here."""

    def __init__(self, workspace: Workspace, kind: type[R], /, **equal: object) -> None:
        """Follow the records of a kind whose fields equal these values."""
        self._workspace: Final = workspace
        self._kind: Final = kind
        self._equal: Final = equal
        self._records: dict[RecordId, R] | None = None

    @property
    def is_read(self) -> bool:
        """Whether they have been read."""
        return self._records is not None

    @property
    def records(self) -> dict[RecordId, R]:
        """The records, read now if they have not been; not to be changed."""
        if self._records is None:
            self._records = {record.id: record for record in self._workspace.all(self._kind, **self._equal)}
        return self._records

    def hear(self, changed: Changed | None) -> None:
        """Take over what changed; ``None``: anything may have."""
        if self._records is None:
            return
        if changed is None or len(changed.records) > _MANY:
            self._records = None
        elif self._kind.kind_name in changed.kinds:
            for record in changed.records:
                self._look_up(self._records, record)

    def _look_up(self, records: dict[RecordId, R], record: RecordId) -> None:
        found = self._workspace.find(self._kind, record)
        if found is not None and all(getattr(found, name) == value for name, value in self._equal.items()):
            records[record] = found
        else:
            records.pop(record, None)
