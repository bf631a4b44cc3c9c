"""How a declared field becomes a column of its kind's table: from the log's JSON, and back to a record's value.

What the log keeps was perhaps written by a later version: a value that a field cannot read is kept there and shows here
as nothing written. An empty column is always SQL's ``null``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import msgspec

from desktop_app.records.types import InLanguages, Integer, Moment, Several, Text
from desktop_app.records.values import Translated, When
from desktop_app.workspace.change import canonical, parsed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from desktop_app.records import Field, Value

Kept = str | int | None
"""What a column holds."""

_STRANGE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a\u202b\u202d\u202e\ud800-\udfff]")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_texts: Final = msgspec.json.Decoder(dict[str, str])


@dataclass(frozen=True)
class Column:
    """One column of a kind's table."""

    field: Field
    read: Callable[[Kept], Value]
    """The record's value of what the column holds."""
    default: Kept
    """What it holds where nothing was ever written."""
    by_language: bool
    searched: bool
    indexed: bool

    @property
    def name(self) -> str:
        """The column's name, which is the field's."""
        return self.field.name

    @property
    def sql_type(self) -> type[str] | type[int]:
        """The type of its values."""
        return int if self.field.type.sql == "INTEGER" else str

    def holds(self, value: str | None) -> Kept:
        """What the column holds for the JSON text that the log keeps. Not for a field in several languages."""
        if value is None:
            return self.default
        kept = parsed(value)
        if isinstance(self.field.type, Several):
            return value if isinstance(kept, list) and kept else None
        if self.field.type.sql == "INTEGER":
            return kept if isinstance(kept, int) and not isinstance(kept, bool) and abs(kept) < 1 << 63 else None
        return kept if isinstance(kept, str) and kept else None

    def holds_in(self, held: Kept, language: str, value: str) -> Kept:
        """What the column of a field in several languages holds after one of them got another JSON text."""
        texts = msgspec.json.decode(held, type=dict[str, msgspec.Raw]) if isinstance(held, str) else {}
        if isinstance(parsed(value), str) and parsed(value):
            texts[language] = msgspec.Raw(value.encode())
        else:
            texts.pop(language, None)
        return canonical_raw(texts) if texts else None

    def pivot(self, slots: Mapping[str, int]) -> str:
        """SQL that makes the column of a record's shown heads: of ``c``, rows of the log, grouped by record.

        Args:
            slots: the numbers of the field's slots by language.
        """
        if self.by_language:
            numbers = ", ".join(str(number) for language, number in slots.items() if _LANGUAGE.fullmatch(language))
            return (
                "nullif(json_group_object((select language from slot where n = c.slot), json(c.value)"
                " order by (select language from slot where n = c.slot))"
                f" filter (where c.slot in ({numbers}) and json_type(c.value) = 'text' and c.value <> '\"\"'), '{{}}')"
            )
        number = slots.get("", -1)
        if self.field.type.sql == "INTEGER":
            whole = "json_type(c.value) = 'integer' and typeof(c.value ->> '$') = 'integer'"
            return f"max(case when c.slot = {number} and {whole} then c.value ->> '$' end)"
        json_type, found, nothing = "text", "c.value ->> '$'", ""
        if isinstance(self.field.type, Several):
            json_type, found, nothing = "array", "c.value", "[]"
        one = f"case when c.slot = {number} then iif(json_type(c.value) = '{json_type}', {found}, '{nothing}') end"
        default = "" if self.default is None else f", {_literal(str(self.default))}"
        said = f"coalesce(max({one}){default})" if default else f"max({one})"
        return f"nullif({said}, '{nothing}')"


def canonical_raw(texts: Mapping[str, msgspec.Raw]) -> str:
    """An object of JSON texts, each as it is, in the order of their languages."""
    return msgspec.json.encode(dict(sorted(texts.items()))).decode()


def columns_of(fields: Mapping[str, Field]) -> Sequence[Column]:
    """The columns of a kind, in the order of its fields."""
    return [_column(field) for field in fields.values()]


def _column(field: Field) -> Column:
    kept = None if field.default is None else field.type.to_json(field.default)
    default: Kept = canonical(kept) if isinstance(kept, list | dict) else kept if isinstance(kept, str | int) else None
    inner = field.type.each if isinstance(field.type, Several) else field.type
    return Column(
        field,
        _reader(field),
        default,
        by_language=field.translated,
        searched=isinstance(inner, Text | InLanguages) and getattr(inner, "form", "any") != "url",
        indexed=field.required and bool(field.refers_to) and not isinstance(field.type, Several),
    )


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _reader(field: Field) -> Callable[[Kept], Value]:
    """Reads what is sound quickly, and leaves the rest to the field's own type, which knows what to refuse."""
    type_ = field.type

    def text(held: Kept) -> Value:
        if isinstance(held, str) and _STRANGE.search(held) is None:
            return held
        return type_.from_json(held)  # type: ignore[no-any-return]  # the type of a field's values is not known here

    def moment(held: Kept) -> Value:
        try:
            return When(str(held or ""))
        except ValueError:
            return When()

    def several(held: Kept) -> Value:
        return type_.from_json(parsed(str(held))) if held else ()

    def languages(held: Kept) -> Value:
        texts = _texts.decode(str(held or "{}"))
        if _STRANGE.search("".join(texts.values())) is None:
            return Translated.kept(texts)
        each = type_.text if isinstance(type_, InLanguages) else Text()
        return Translated({code: each.from_json(said) for code, said in texts.items()})

    def integer(held: Kept) -> Value:
        return type_.from_json(held)  # type: ignore[no-any-return]

    if isinstance(type_, InLanguages):
        return languages
    if isinstance(type_, Several):
        return several
    if isinstance(type_, Integer):
        return integer
    return moment if isinstance(type_, Moment) else text
