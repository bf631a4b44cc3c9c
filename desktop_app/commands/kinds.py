"""The command that says what can be written down: every kind with its fields, from their declarations."""

from __future__ import annotations

import click

from desktop_app.commands.terminal import json_option, say_json, table
from desktop_app.language import LANGUAGES, _, window_language
from desktop_app.records import KINDS, Field, kind_named, vocabulary
from desktop_app.records.types import Code, Several


@click.command()
@click.argument("kind", required=False)
@json_option
def kinds(kind: str | None, as_json: bool) -> None:
    """Say which kinds of record there are, or which fields one of them has."""
    if kind is None:
        _list_kinds(as_json)
        return
    fields = kind_named(kind).fields.values()
    if as_json:
        say_json([_described(field) for field in fields])
        return
    table(
        [_("Field"), _("Label"), _("Required"), _("Seen by"), _("Takes")],
        [
            [
                field.name,
                str(field.label),
                "*" if field.required else "",
                vocabulary("audience").label(field.audience.code, window_language()),
                _takes(field),
            ]
            for field in fields
        ],
    )


def _list_kinds(as_json: bool) -> None:
    if as_json:
        say_json(list(KINDS))
        return
    table(
        [_("Kind"), _("Name"), _("Required")],
        [
            [name, str(kind.one), ", ".join(field.name for field in kind.fields.values() if field.required)]
            for name, kind in KINDS.items()
        ],
    )


def _takes(field: Field) -> str:
    """What the field takes, in a few words: its codes, the kinds that it refers to, or the name of its type."""
    codes = _codes(field)
    if codes:
        return ", ".join(codes)
    if field.refers_to:
        return " / ".join(field.refers_to)
    return ", ".join(LANGUAGES) + ", …" if field.translated else type(field.type).__name__.lower()


def _codes(field: Field) -> tuple[str, ...]:
    inner = field.type.each if isinstance(field.type, Several) else field.type
    return vocabulary(inner.vocabulary).codes if isinstance(inner, Code) else ()


def _described(field: Field) -> dict[str, object]:
    return {
        "name": field.name,
        "labels": {language: field.label.within(language) for language in LANGUAGES},
        "required": field.required,
        "personal": field.personal,
        "audience": field.audience.code,
        "translated": field.translated,
        "several": isinstance(field.type, Several),
        "codes": list(_codes(field)),
        "refers_to": list(field.refers_to),
    }
