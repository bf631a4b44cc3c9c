"""The records that come of a city's script, and their identities: one for each key, wherever it stands."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from desktop_app.records import Person

if TYPE_CHECKING:
    from desktop_app.records import Record, RecordId

Draft: TypeAlias = "tuple[type[Record], dict[str, object]]"
"""A kind, and its values."""


@dataclass
class Casting:
    """Turns a script's keys into the identities of records."""

    city: RecordId
    drafts: list[Draft] = field(default_factory=list)
    ids: dict[tuple[str, str], RecordId] = field(default_factory=dict)

    def id(self, kind: type[Record], key: str) -> RecordId:
        """The identity behind a key, the same wherever the key stands; ``""`` for no key."""
        return self.ids.setdefault((kind.kind_name, key), str(uuid.uuid4())) if key else ""

    def add(self, kind: type[Record], key: str = "", /, **values: object) -> RecordId:
        """One more record; empty values are left to their defaults."""
        record = self.id(kind, key) or str(uuid.uuid4())
        said = {name: value for name, value in values.items() if value not in ("", None, [], {})}
        self.drafts.append((kind, {"id": record, "city": self.city, **said}))
        return record

    def person(self, key: str) -> RecordId:
        """The identity of a member."""
        return self.id(Person, key)
