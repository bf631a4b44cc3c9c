"""The commands about what came in: the list of imports, and taking one of them out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from desktop_app.commands.terminal import WORKSPACE, json_option, opened, progress, say, say_json, table, unlock_option
from desktop_app.language import _

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("file", type=WORKSPACE)
@json_option
@unlock_option
def imports(file: Path, as_json: bool, unlock: Path | None) -> None:
    """List the files that were merged, the latest first."""
    from desktop_app.exchange import merge

    with opened(file, unlock) as workspace:
        found = workspace.imports()
    if as_json:
        say_json(
            [
                {"number": one.number, "at": one.at, "label": one.label, "file": one.file, "sender": one.sender,
                 "digest": one.digest, "signer": one.signer, "new": one.new, "known": one.known, "brought": one.brought,
                 "withdrawn": one.withdrawn}
                for one in found
            ]
        )  # fmt: skip
        return
    table(
        [_("Number"), _("When"), _("Received"), _("File"), _("Who"), _("Signed by"), _("Brought"), ""],
        [
            [str(one.number), one.at[:16], one.label, one.file, one.sender, one.signer or "", merge.brought_by(one),
             str(_("withdrawn")) if one.withdrawn else ""]
            for one in found
        ],
    )  # fmt: skip


@click.command()
@click.argument("file", type=WORKSPACE)
@click.argument("number", type=int)
@click.option("--yes", is_flag=True, help="Do not ask.")
@unlock_option
def withdraw(file: Path, number: int, yes: bool, unlock: Path | None) -> None:
    """Take an import out again: what it alone brought goes, what others wrote stays, also where it builds on that.

    Merging the same file once more brings everything back.
    """
    with opened(file, unlock) as workspace, progress() as bar:
        if not yes:
            foreseen = workspace.withdrawing.foresee(number)
            for sentence in (foreseen.said, *foreseen.remarks):
                say(sentence)
            click.confirm(str(_("Withdraw this import?")), abort=True, err=True)
        workspace.withdraw(number, bar)
        say(_("Withdrawn. Merging the file again brings everything back."))
        say(_("Contents code: {fingerprint}", fingerprint=workspace.fingerprint()))
