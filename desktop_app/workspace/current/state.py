"""The current state: one plain table per kind of record, in step with the log and equal to a rebuild from it.

A record's row is a function of the heads that are shown in its cells. A record that is deleted has no row.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Final

import msgspec

from desktop_app.records import KINDS
from desktop_app.workspace.current.columns import Column, columns_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from desktop_app.records import Field, Record, RecordId, Value
    from desktop_app.workspace.current.columns import Kept
    from desktop_app.workspace.file.store import Store

_FORM: Final = 1
"""Raised when the same declarations give other tables or another search document than before."""
_OWN: Final = ("n", "id", "born")


class Table(msgspec.Struct, frozen=True, dict=True):
    """The table of one kind."""

    kind: type[Record]
    fields: Mapping[str, Field]
    columns: Sequence[Column]

    @property
    def name(self) -> str:
        """The table's name, quoted for SQL."""
        return f'"{self.kind.kind_name}"'

    @cached_property
    def selection(self) -> str:
        """What a query selects so that `made` can make records of it."""
        return ", ".join(["id", *(f'"{column.name}"' for column in self.columns)])

    @cached_property
    def _readers(self) -> list[tuple[str, Callable[[Kept], Value]]]:
        return [(column.name, column.read) for column in self.columns]

    @cached_property
    def _blank(self) -> dict[str, Value]:
        return {name: field.type.empty for name, field in self.fields.items()}

    def only(self, names: Sequence[str]) -> Table:
        """The same table for queries that read some of its fields; in its records the others are empty."""
        return msgspec.structs.replace(self, columns=[column for column in self.columns if column.name in names])

    def column(self, field: str) -> Column | None:
        """The column of a field; ``None`` for a field that this version does not know."""
        return next((column for column in self.columns if column.name == field), None)

    def made(self, row: Sequence[Kept]) -> Record:
        """The record of a row of `selection`. Past the constructor, which would take most of the time."""
        record = object.__new__(self.kind)
        values = record.__dict__
        cells = iter(row)
        values["id"] = next(cells)
        values.update(self._blank)
        for (name, read), held in zip(self._readers, cells, strict=True):
            if held is not None:
                values[name] = read(held)
        return record


def shape() -> str:
    """A digest of all that the declarations say about tables: where it differs, the state is rebuilt."""
    said = repr(_FORM) + "".join(
        repr((kind.kind_name, column.name, column.sql_type.__name__, type(column.field.type).__name__, column.default,
              column.by_language, column.searched, column.indexed))
        for kind in KINDS.values() for column in columns_of(kind.fields)
    )  # fmt: skip
    return hashlib.sha256(said.encode()).hexdigest()


class State:
    """The tables of all kinds."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._tables: dict[str, Table] = {}

    def table(self, kind: type[Record]) -> Table:
        """The table of a kind, as it is declared now."""
        known = self._tables.get(kind.kind_name)
        if known is None or known.fields is not kind.fields:
            known = self._tables[kind.kind_name] = Table(kind, kind.fields, columns_of(kind.fields))
        return known

    def tables(self) -> list[Table]:
        """The tables of all kinds that this version knows."""
        return [self.table(kind) for kind in KINDS.values()]

    def make_tables(self) -> None:
        """Make every kind's table anew, empty, within a transaction."""
        db = self._store.utils()
        made = self._store.value("select value from meta where key = 'tables'") or ""
        for name in filter(None, made.split(",")):
            self._store.run(f'drop table if exists "{name}"')
        for table in self.tables():
            assert not set(_OWN) & set(table.fields), table.name
            columns = {"n": int, "id": str, "born": int} | {column.name: column.sql_type for column in table.columns}
            target = db.table(table.kind.kind_name)
            target.create(columns, pk="n", not_null={"id", "born"})
            for column in table.columns:
                if column.indexed:
                    target.create_index([column.name])
        for name in ("gone", "staying"):
            self._store.run(f"drop table if exists {name}")
            self._store.run(f"create table {name}(n integer primary key, root text not null)")
            self._store.run(f"create index {name}_with on {name}(root)")
        self._store.run("drop table if exists contested")
        self._store.run("create table contested(n integer primary key)")
        names = ",".join(table.kind.kind_name for table in self.tables())
        self._store.run("insert or replace into meta values ('tables', ?)", names)

    def refresh(self, records: str = "record", kinds: Iterable[type[Record]] = ()) -> None:
        """Make the rows of some records from the log, within a transaction.

        Args:
            records: a table of them, or SQL in its place, as ``record``. Those of ``gone`` get no row.
            kinds: the kinds that they may be of; by default all.
        """
        for table in map(self.table, kinds or KINDS.values()):
            gone = f"select g.n from gone g where g.n in (select n from {records})"
            self._store.run(f"delete from {table.name} where n in ({gone})")
            self._store.run(self._pivot(table, records), table.kind.kind_name)

    def _pivot(self, table: Table, records: str) -> str:
        slots: dict[str, dict[str, int]] = {}
        sql = "select field, language, n from slot where kind = ?"
        for field, language, number in self._store.rows(sql, table.kind.kind_name):
            slots.setdefault(field, {})[language] = number
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        values = ", ".join(column.pivot(slots.get(column.name, {})) for column in table.columns)
        return (
            f"insert or replace into {table.name}(n, id, born, {names})"
            f" select r.n, r.id, r.born, {values}"
            f" from {records} r cross join change c on c.record = r.n and c.live in (1, 2)"
            f" where r.kind = ? and r.n not in (select n from gone) group by r.n"
        )

    def referring(self, kind: type[Record], field: str, to: RecordId) -> list[RecordId]:
        """The records of a kind whose field refers to another."""
        return [id_ for (id_,) in self._store.rows(f'select id from "{kind.kind_name}" where "{field}" = ?', to)]

    def put(self, kind: type[Record], number: int, record: RecordId, born: int, cells: Mapping[str, Kept]) -> None:
        """Add the row of a new record, given what its columns hold where they differ from the defaults."""
        table = self.table(kind)
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        marks = ", ".join("?" * (len(table.columns) + 3))
        held = [cells.get(column.name, column.default) for column in table.columns]
        sql = f"insert into {table.name}(n, id, born, {names}) values ({marks})"
        self._store.run(sql, number, record, born, *held)

    def set(self, kind: type[Record], number: int, field: str, language: str, value: str) -> None:
        """Put the shown value of one cell, as JSON text, into its record's row."""
        column = self.table(kind).column(field)
        if column is None or column.by_language is not bool(language):
            return
        if column.by_language:
            held = self._store.value(f'select "{field}" from "{kind.kind_name}" where n = ?', number)
            kept = column.holds_in(held, language, value)
        else:
            kept = column.holds(value)
        self._store.run(f'update "{kind.kind_name}" set "{field}" = ? where n = ?', kept, number)
