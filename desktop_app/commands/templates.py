"""The commands for Word templates: look at one, keep one for a city, show or remove what is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from desktop_app.commands.terminal import PLAIN, WORKSPACE, json_option, opened, say, say_json, unlock_option
from desktop_app.errors import Unknown
from desktop_app.language import _
from desktop_app.records import City

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop_app.documents.templates import Chosen
    from desktop_app.language import Message
    from desktop_app.records import RecordId
    from desktop_app.workspace import Workspace

_TEMPLATE: Final = click.argument("template", type=PLAIN)
_city_option = click.option(
    "--city",
    "code",
    metavar="CODE",
    help="The city whose documents wear it, by its UN/LOCODE; else the workspace’s own.",
)


@click.group()
def template() -> None:
    """A city's own Word file as the template of its Word documents: letterhead, page, typefaces, styles."""


@template.command()
@_TEMPLATE
@json_option
def look(template: Path, as_json: bool) -> None:
    """Say what a Word file gives as a template, what it lacks, and what of it is left out."""
    from desktop_app.documents import templates

    _say(templates.choose(template), as_json=as_json)


@template.command()
@click.argument("file", type=WORKSPACE)
@_TEMPLATE
@_city_option
@json_option
@unlock_option
def keep(file: Path, template: Path, code: str | None, as_json: bool, unlock: Path | None) -> None:
    """Keep a Word file as the template of a city's documents. It stays in this workspace and is sent to nobody."""
    from desktop_app.documents import templates

    chosen = templates.choose(template)
    with opened(file, unlock, writing=True) as workspace:
        workspace.templates.keep(_city(workspace, code), chosen.name, chosen.content)
    _say(chosen, as_json=as_json)


@template.command()
@click.argument("file", type=WORKSPACE)
@_city_option
@json_option
@unlock_option
def show(file: Path, code: str | None, as_json: bool, unlock: Path | None) -> None:
    """Say what the template gives and lacks that is kept for a city."""
    from desktop_app.documents import templates

    with opened(file, unlock) as workspace:
        found = templates.kept(workspace.templates, _city(workspace, code))
    if found is not None:
        _say(found, as_json=as_json)
    elif as_json:
        say_json(None)
    else:
        say(_("No template is kept: Word files have the standard look."))


@template.command()
@click.argument("file", type=WORKSPACE)
@_city_option
@unlock_option
def remove(file: Path, code: str | None, unlock: Path | None) -> None:
    """Keep no template for a city any more."""
    with opened(file, unlock, writing=True) as workspace:
        workspace.templates.remove(_city(workspace, code))
    say(_("No template is kept: Word files have the standard look."))


def _city(workspace: Workspace, code: str | None) -> RecordId:
    if code is None:
        return workspace.city
    for city in workspace.all(City, code=code.upper()):
        return city.id
    raise Unknown(_("There is no city “{code}” here.", code=code[:20]))


def _say(chosen: Chosen, *, as_json: bool) -> None:
    found = chosen.survey
    if as_json:
        listed = {"gives": found.gives, "lacks": found.lacks, "left_out": found.left_out}
        say_json(
            {"name": chosen.name, "bytes": len(chosen.content), **{k: [str(s) for s in v] for k, v in listed.items()}}
        )
        return
    say(chosen.name)
    _say_all(_("It provides:"), found.gives)
    _say_all(_("It lacks:"), found.lacks)
    _say_all(_("Left out:"), found.left_out)


def _say_all(heading: Message, sentences: Sequence[Message]) -> None:
    say("")
    say(heading)
    for sentence in sentences:
        say(f"  {sentence}")
