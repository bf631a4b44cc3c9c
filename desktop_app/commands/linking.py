"""The commands for records that stand for the same person or organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from desktop_app.commands.terminal import WORKSPACE, json_option, opened, progress, say, say_json, table, unlock_option
from desktop_app.language import _, list_mark, window_language
from desktop_app.records import KINDS

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.exchange.matching import Candidate
    from desktop_app.workspace import Workspace


@click.command()
@click.argument("file", type=WORKSPACE)
@json_option
@unlock_option
def same(file: Path, as_json: bool, unlock: Path | None) -> None:
    """List who is linked as the same, and who likely is: people and organisations that two cities wrote down."""
    from desktop_app.exchange import matching

    with opened(file, unlock) as workspace, progress() as bar:
        found = matching.candidates(workspace, bar)
        if as_json:
            groups = [{"kind": _kind(workspace, group[0]), "records": list(group)} for group in workspace.groups()]
            say_json({"linked": groups, "likely": [_described(one) for one in found]})
            return
        _say_links(workspace)
        _say_candidates(workspace, found)


def _say_links(workspace: Workspace) -> None:
    language = window_language()
    say(_("Linked as the same:"))
    table(
        [_("Kind"), _("Name"), _("City"), _("Id")],
        [
            [
                str(KINDS[_kind(workspace, record)].one) if record == group[0] else "",
                workspace.title(record, language),
                workspace.title(workspace.get(record).city, language),
                record,
            ]
            for group in workspace.groups()
            for record in group
        ],
    )


def _say_candidates(workspace: Workspace, found: list[Candidate]) -> None:
    language = window_language()
    say("")
    say(_("Likely duplicates:"))
    for one in found:
        say(_("{label}: {value}", label=KINDS[one.kind].one, value=list_mark(language).join(map(str, one.reasons))))
        for record in (one.one, one.other):
            city = workspace.title(workspace.get(record).city, language)
            say(f"  {record}  {workspace.title(record, language)}{f' ({city})' if city else ''}")


def _kind(workspace: Workspace, record: str) -> str:
    return workspace.get(record).kind_name


def _described(one: Candidate) -> dict[str, object]:
    return {
        "kind": one.kind,
        "records": [one.one, one.other],
        "score": one.score,
        "reasons": [str(reason) for reason in one.reasons],
    }


@click.command()
@click.argument("file", type=WORKSPACE)
@click.argument("record", metavar="A")
@click.argument("other", metavar="B")
@unlock_option
def link(file: Path, record: str, other: str, unlock: Path | None) -> None:
    """Say that two records stand for the same person or organisation. Nothing is rewritten; `unlink` takes it back."""
    from desktop_app.workspace import linking

    with opened(file, unlock, writing=True) as workspace:
        linking.link(workspace, record, other)


@click.command()
@click.argument("file", type=WORKSPACE)
@click.argument("record", metavar="A")
@unlock_option
def unlink(file: Path, record: str, unlock: Path | None) -> None:
    """Take a record out of its group; the others stay linked."""
    from desktop_app.workspace import linking

    with opened(file, unlock, writing=True) as workspace:
        linking.unlink(workspace, record)


@click.command()
@click.argument("file", type=WORKSPACE)
@click.argument("record", metavar="A")
@click.argument("other", metavar="B")
@unlock_option
def apart(file: Path, record: str, other: str, unlock: Path | None) -> None:
    """Say that two records do not stand for the same, so that nobody is asked again."""
    from desktop_app.workspace import linking

    with opened(file, unlock, writing=True) as workspace:
        linking.tell_apart(workspace, record, other)
