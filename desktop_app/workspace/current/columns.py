"""How a declared field becomes a column of its kind's table: from the log's JSON, and back to a record's value.

What the log keeps was perhaps written by a later version: a value that a field cannot read is kept there and shows here
as nothing written. An empty column is always SQL's ``null``.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

import msgspec

from desktop_app.records.plain import CONTROL, OVERRIDES
from desktop_app.records.types import (
    LINE_LIMIT,
    PROSE_LIMIT,
    InLanguages,
    Moment,
    Reference,
    Several,
    Text,
)
from desktop_app.records.values import Translated, When
from desktop_app.workspace.changes.change import canonical, parsed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from desktop_app.records import Field, Value

Kept = str | int | None
"""What a column holds."""

_CONTROL: Final = f"{CONTROL}{OVERRIDES}\ud800-\udfff"
_STRANGE: Final = re.compile(f"[{_CONTROL}]")
_STRANGE_IN_LINE: Final = re.compile(f"[{_CONTROL}\\n\\t]")
"""What a text does not hold: see `desktop_app.records.plain`."""
_CANONICAL_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DASHES: Final = (8, 13, 18, 23)
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_texts: Final = msgspec.json.Decoder(dict[str, str])
_many_texts: Final = msgspec.json.Decoder(list[dict[str, str]])


class Column(msgspec.Struct, frozen=True):
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

    def read_all(self, held: Sequence[Kept]) -> list[Value]:
        """The values of many rows: sound texts as they are, after one look at all of them; what is the same, once."""
        empty = self.field.type.empty
        if isinstance(self.field.type, Reference | Text):
            texts = [text for text in held if isinstance(text, str)]
            if _are_sound(self.field.type, texts):
                return [*texts] if len(texts) == len(held) else [empty if text is None else text for text in held]
        if isinstance(self.field.type, InLanguages):
            together = _many_texts.decode(f"[{','.join('{}' if kept is None else str(kept) for kept in held)}]")
            if _are_sound(self.field.type.text, [text for texts in together for text in texts.values()]):
                return [Translated.kept(texts) for texts in together]
        read = {kept: empty if kept is None else self.read(kept) for kept in set(held)}
        return list(map(read.__getitem__, held))

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
                f" filter (where c.slot in ({numbers}) and substr(c.value, 1, 1) = '\"' and c.value <> '\"\"'), '{{}}')"
            )
        number = slots.get("", -1)
        if self.field.type.sql == "INTEGER":
            whole = "json_type(c.value) = 'integer' and typeof(c.value ->> '$') = 'integer'"
            return f"max(case when c.slot = {number} and {whole} then c.value ->> '$' end)"
        begins, found, nothing = '"', "c.value ->> '$'", ""
        if isinstance(self.field.type, Several):
            begins, found, nothing = "[", "c.value", "[]"
        # What is canonical shows by its first letter what it is, without its being read.
        one = f"case when c.slot = {number} then iif(substr(c.value, 1, 1) = '{begins}', {found}, '{nothing}') end"
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
        indexed=(field.required or field.links) and bool(field.refers_to) and not isinstance(field.type, Several),
    )


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _reader(field: Field) -> Callable[[Kept], Value]:
    """Reads what is sound quickly, and leaves the rest to the field's own type, which knows what to refuse."""
    type_ = field.type
    if isinstance(type_, InLanguages):
        return _languages_reader(type_)
    if isinstance(type_, Text) and type_.form == "any":
        return _text_reader(type_)
    if isinstance(type_, Several):
        return lambda held: type_.from_json(parsed(str(held)))
    if isinstance(type_, Reference):
        return lambda held: held if _CANONICAL_UUID.fullmatch(str(held)) else type_.from_json(held)
    if isinstance(type_, Moment):
        return lambda held: _moment(str(held), type_)
    return lambda held: type_.from_json(held)


def _are_sound(type_: Reference | Text, texts: list[str]) -> bool:
    """Whether all these texts of a column are values as they stand; false also where that has to be seen one by one."""
    if isinstance(type_, Reference):
        return _are_uuids(texts)
    if type_.form != "any":
        return False
    together = " ".join(texts)
    strange, limit = (_STRANGE, PROSE_LIMIT) if type_.lines else (_STRANGE_IN_LINE, LINE_LIMIT)
    return (
        (together.isprintable() or strange.search(together) is None)  # what is strange is not printable either
        and unicodedata.is_normalized("NFC", together)
        and list(map(str.strip, texts)) == texts
        and max(map(len, texts), default=0) <= limit
    )


def _are_uuids(texts: list[str]) -> bool:
    """Whether all are canonical UUIDs, seen by what stands at each place of all of them: one by one took 8 ms."""
    together, count = "".join(texts), len(texts)
    dashes = all(together[place::36] == "-" * count for place in _DASHES)
    digits = together.encode().translate(None, b"0123456789abcdef")
    return dashes and digits == b"-" * (4 * count) and set(map(len, texts)) <= {36}


def _text_reader(type_: Text) -> Callable[[Kept], str]:
    strange, limit = (_STRANGE, PROSE_LIMIT) if type_.lines else (_STRANGE_IN_LINE, LINE_LIMIT)

    def read(held: Kept) -> str:
        text = str(held)
        tidy = not (text[0].isspace() or text[-1].isspace())
        composed = text.isascii() or unicodedata.is_normalized("NFC", text)
        if tidy and composed and len(text) <= limit and strange.search(text) is None:
            return text
        return type_.from_json(text)

    return read


def _languages_reader(type_: InLanguages) -> Callable[[Kept], Translated]:
    each = _text_reader(type_.text)

    def read(held: Kept) -> Translated:
        texts = _texts.decode(str(held))
        read = {language: each(text) for language, text in texts.items()}
        return Translated.kept(texts) if read == texts else Translated(read)

    return read


def _moment(held: str, type_: Moment) -> When:
    try:
        when = When(held)
    except ValueError:
        return When()
    return when if len(when) <= type_.finest else When()
