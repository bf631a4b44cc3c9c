"""The command for Word files that come back edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from desktop_app.commands.terminal import WORKSPACE, json_option, opened, say, say_json, unlock_option
from desktop_app.errors import Unknown
from desktop_app.language import _, plural, window_language
from desktop_app.records.difference import Fate, pieces

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.exchange.amendments import Proposal


@click.command()
@click.argument("file", type=WORKSPACE)
@click.argument("document", type=WORKSPACE)
@click.option("--take", "wanted", multiple=True, type=click.IntRange(1), metavar="N", help="Take the proposal N.")
@click.option("--take-all", is_flag=True, help="Take every proposal.")
@json_option
@unlock_option
def amendments(
    file: Path, document: Path, wanted: tuple[int, ...], *, take_all: bool, as_json: bool, unlock: Path | None
) -> None:
    """Show what a partner changed in a Word file that was made here, and take what is agreed.

    {+ … +} is what they add, [- … -] what they take out. Tracked changes count as accepted.
    """
    from desktop_app.exchange import amendments as way_back

    returned = way_back.read(document)
    with opened(file, unlock) as workspace:
        found = way_back.proposals(workspace, returned, window_language())
        if as_json:
            say_json({"proposals": found})
        else:
            for number, one in enumerate(found, 1):
                _show(number, one)
        chosen = range(1, len(found) + 1) if take_all else wanted
        if any(number > len(found) for number in chosen):
            raise Unknown(_("There are only {n} proposals. Nothing was accepted.", n=len(found)))
        with workspace.together():
            for number in chosen:
                way_back.accept(workspace, found[number - 1])
        if not as_json:
            taken = plural("{n} proposal accepted.", "{n} proposals accepted.", len(chosen))
            say(taken if chosen else plural("{n} proposal.", "{n} proposals.", len(found)))


def _show(number: int, one: Proposal) -> None:
    say(f"{number}. {one.title} · {one.field} ({one.language})" + "".join(f" · {author}" for author in one.authors))
    if one.overtaken:
        say(_("This text was changed here after the document was made; accepting the proposal would undo that."))
    marks = {Fate.SAME: "{}", Fate.GONE: "[-{}-]", Fate.NEW: "{{+{}+}}"}
    say("".join(marks[piece.fate].format(piece.text) for piece in pieces(one.ours, one.theirs)))
    say("")
