"""The commands that make a workspace, write records in it and read them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from desktop_app.commands import plain
from desktop_app.commands.terminal import (
    PLAIN,
    WORKSPACE,
    json_option,
    opened,
    passphrase_in,
    progress,
    say,
    say_json,
    table,
    unlock_option,
)
from desktop_app.language import _, window_language
from desktop_app.records import KINDS, kind_named
from desktop_app.records.types import Position

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.records import Field, Record
    from desktop_app.workspace import HistoryItem, Workspace

COLUMNS = 6
"""Columns of a table for people; all the fields are in the JSON."""


@click.command()
@click.argument("file", type=WORKSPACE)
@click.option("--city", required=True, metavar="CODE", help="UN/LOCODE of the city, such as TNTUN.")
@click.option("--name", required=True, help="The city's name.")
@click.option("--country", required=True, metavar="CC", help="ISO 3166-1 code of the country, such as TN.")
@click.option("--author", required=True, metavar="NAME", help="Who writes in it.")
@click.option("--language", default="en", show_default=True, help="In which language most texts will be written.")
@click.option("--authority", default="", help="Who speaks for the city: its name on letterheads.")
@click.option("--passphrase-file", type=PLAIN, help="Protect it with the passphrase on this file's first line.")
def new(
    file: Path,
    city: str,
    name: str,
    country: str,
    author: str,
    language: str,
    authority: str,
    passphrase_file: Path | None,
) -> None:
    """Start the workspace of a city."""
    from desktop_app.workspace import Workspace

    fields = {"code": city, "name": {language: name}, "country": country, "authority": authority}
    passphrase = passphrase_in(passphrase_file)
    with Workspace.create(file, city=fields, author=author, passphrase=passphrase, language=language) as workspace:
        say(workspace.city)


@click.command()
@click.argument("kind")
@click.argument("file", type=WORKSPACE)
@unlock_option
def add(kind: str, file: Path, unlock: Path | None) -> None:
    """Add records from standard input, a JSON object a line, fields by name; all of them or none. Prints their ids.

    A text in a field of several languages is taken as being in the workspace's language.
    """
    chosen = kind_named(kind)
    with opened(file, unlock, writing=True) as workspace, progress() as bar:
        values = [
            (chosen, plain.from_json(chosen, line, number, workspace.language))
            for number, line in enumerate(sys.stdin.buffer, 1)
            if line.strip()
        ]
        for record in workspace.add_all(values, bar):
            say(record)


@click.command(name="set")
@click.argument("file", type=WORKSPACE)
@click.argument("record", metavar="ID")
@click.argument("assignments", nargs=-1, required=True, metavar="FIELD=VALUE...")
@unlock_option
def set_(file: Path, record: str, assignments: tuple[str, ...], unlock: Path | None) -> None:
    """Change fields of a record; FIELD.fr=VALUE sets the French text of a field in several languages."""
    with opened(file, unlock, writing=True) as workspace:
        kind = type(workspace.get(record))
        workspace.edit(record, plain.assignments(kind, assignments, workspace.language))


@click.command(name="list")
@click.argument("kind")
@click.argument("file", type=WORKSPACE)
@json_option
@unlock_option
def list_(kind: str, file: Path, as_json: bool, unlock: Path | None) -> None:
    """List the records of a kind."""
    chosen = kind_named(kind)
    with opened(file, unlock) as workspace:
        records = workspace.all(chosen)
        if as_json:
            say_json([plain.as_json(record) for record in records])
            return
        columns = _columns(chosen)
        language = window_language()
        table(
            [_("Id"), *(column.label for column in columns)],
            [[r.id, *(plain.shown(r, column.name, workspace, language) for column in columns)] for r in records],
        )


def _columns(kind: type[Record]) -> list[Field]:
    """The fields that say most about a record: the required ones first."""
    useful = [field for field in kind.fields.values() if not isinstance(field.type, Position)]
    first = sorted(useful, key=lambda field: not field.required)[:COLUMNS]
    return [field for field in useful if field in first]


@click.command()
@click.argument("file", type=WORKSPACE)
@click.argument("record", metavar="ID")
@json_option
@click.option("--history", is_flag=True, help="Also every value that it ever had: whose, when, from where.")
@unlock_option
def show(file: Path, record: str, as_json: bool, history: bool, unlock: Path | None) -> None:
    """Show one record."""
    with opened(file, unlock) as workspace:
        found = workspace.get(record)
        changes = workspace.history(record) if history else []
        if as_json:
            say_json({**plain.as_json(found), **({"history": [_change(item) for item in changes]} if history else {})})
            return
        language = window_language()
        rows = [
            [str(declared.label), text]
            for name, declared in found.fields.items()
            if (text := plain.shown(found, name, workspace, language))
        ]
        say(_("{label}: {value}", label=found.one, value=workspace.title(record, language)))
        table([_("Field"), _("Value")], rows)
        if history:
            _say_history(workspace, found, changes)


def _say_history(workspace: Workspace, record: Record, changes: list[HistoryItem]) -> None:
    language = window_language()
    say("")
    table(
        [_("When"), _("Who"), _("City"), _("Field"), _("Value")],
        [
            [
                item.at[:16],
                item.author,
                workspace.title(item.city, language),
                _field(record, item),
                _value(workspace, item),
            ]
            for item in changes
        ],
    )


def _value(workspace: Workspace, item: HistoryItem) -> str:
    """What was written, other records by their titles."""
    text = str(item.value if item.value is not None else "")
    return workspace.title(text, window_language()) or text


def _field(record: Record, item: HistoryItem) -> str:
    name = str(record.fields[item.field].label) if item.field in record.fields else item.field
    return f"{name} ({item.language})" if item.language else name


def _change(item: HistoryItem) -> dict[str, object]:
    return {
        "change": item.change,
        "field": item.field,
        "language": item.language,
        "value": item.value,
        "author": item.author,
        "city": item.city,
        "at": item.at,
        "parents": list(item.parents),
    }


@click.command()
@click.argument("file", type=WORKSPACE)
@click.argument("text")
@json_option
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 10_000))
@unlock_option
def search(file: Path, text: str, as_json: bool, limit: int, unlock: Path | None) -> None:
    """Find a text in everything: names, minutes, recommendations. Accents do not matter, beginnings are enough."""
    with opened(file, unlock) as workspace:
        hits = workspace.search(text, limit=limit)
        language = window_language()
        if as_json:
            say_json(
                [
                    {
                        "id": hit.record,
                        "record": hit.kind,
                        "title": workspace.title(hit.record, language),
                        "snippet": hit.snippet,
                        "spans": [list(span) for span in hit.spans],
                    }
                    for hit in hits
                ]
            )
            return
        table(
            [_("Id"), _("Kind"), _("Title"), _("Found")],
            [
                [
                    hit.record,
                    str(KINDS[hit.kind].one) if hit.kind in KINDS else hit.kind,
                    workspace.title(hit.record, language),
                    hit.snippet,
                ]
                for hit in hits
            ],
        )
