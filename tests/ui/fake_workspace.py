"""A workspace in memory, for pages that are built before the real one can be opened. It keeps no log."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop_app.records import KINDS, City, Record, Translated, city_id
from desktop_app.records.types import InLanguages


class Changed:
    def __init__(self, records: frozenset[str], kinds: frozenset[str]) -> None:
        self.records, self.kinds = records, kinds


class FakeWorkspace:
    def __init__(self) -> None:
        self.path = Path("/nowhere/tunis.roundtable")
        self.author = "Leïla Ben Salah"
        self.language = "en"
        self.protected = False
        self.records: dict[str, Record] = {}
        self._past: list[dict[str, Record]] = []
        self._future: list[dict[str, Record]] = []
        self._listeners: list[Callable[[Changed], None]] = []
        self._depth = 0
        self.city = city_id("TNTUN")
        self.records[self.city] = City(
            id=self.city, code="TNTUN", name=Translated(en="Tunis", ar="تونس"), country="TN", authority="Ville de Tunis"
        )

    @contextmanager
    def together(self) -> Iterator[None]:
        before = dict(self.records)
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
        if not self._depth:
            self._told(before)

    def _told(self, before: dict[str, Record]) -> None:
        ids = {i for i in before.keys() | self.records.keys() if before.get(i) != self.records.get(i)}
        if not ids:
            return
        self._past.append(before)
        self._future.clear()
        self._tell(before, ids)

    def _tell(self, before: dict[str, Record], ids: set[str]) -> None:
        kinds = frozenset((self.records.get(i) or before[i]).kind_name for i in ids)
        for listener in list(self._listeners):
            listener(Changed(frozenset(ids), kinds))

    def listen(self, callback: Callable[[Changed], None]) -> Callable[[], None]:
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback)

    def draft(self, kind: type[Record], values: Mapping[str, Any], *, id: str | None = None) -> str:
        made = id or str(uuid.uuid4())
        checked = {n: kind.fields[n].check({"en": v} if kind.fields[n].translated and isinstance(v, str) else v)
                   for n, v in values.items()}  # fmt: skip
        with self.together():
            self.records[made] = kind(id=made, city=self.city, **checked)
        return made

    add = draft

    def edit(self, record: str, values: Mapping[str, Any], *, language: str = "") -> None:
        old = self.records[record]
        new = {}
        for name, value in values.items():
            field = old.fields[name]
            if isinstance(field.type, InLanguages):
                texts = value if isinstance(value, Mapping) else {language: value}
                value = {**getattr(old, name), **texts}
            new[name] = field.check(value)
        with self.together():
            self.records[record] = replace(old, **new)

    def delete(self, record: str) -> None:
        with self.together():
            gone = {record}
            for other in list(self.records.values()):
                for field in other.fields.values():
                    if field.part_of and getattr(other, field.name) in gone:
                        gone.add(other.id)
            for i in gone:
                self.records.pop(i, None)

    def undo(self) -> bool:
        return self._step(self._past, self._future)

    def redo(self) -> bool:
        return self._step(self._future, self._past)

    def _step(self, source: list[dict[str, Record]], other: list[dict[str, Record]]) -> bool:
        if not source:
            return False
        before, self.records = self.records, source.pop()
        other.append(before)
        self._tell(before, {i for i in before.keys() | self.records.keys() if before.get(i) != self.records.get(i)})
        return True

    @property
    def can_undo(self) -> bool:
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        return bool(self._future)

    def get(self, record: str) -> Record:
        return self.records[record]

    def find(self, kind: type[Record], record: str) -> Any:
        found = self.records.get(record)
        return found if isinstance(found, kind) else None

    def all(self, kind: type[Record], **equal: object) -> list[Any]:
        return [r for r in self.records.values() if isinstance(r, kind)
                and all(getattr(r, n) == v for n, v in equal.items())]  # fmt: skip

    def count(self, kind: type[Record]) -> int:
        return len(self.all(kind))

    def title(self, record: str, language: str) -> str:
        found = self.records.get(record)
        return found.called(language, lambda i: self.title(i, language)) if found else ""

    def disagreements(self) -> list[Any]:
        return []

    def history(self, record: str) -> list[Any]:
        return []

    def search(self, text: str, **_: Any) -> list[Any]:
        return []

    def close(self) -> None:
        pass


assert KINDS
