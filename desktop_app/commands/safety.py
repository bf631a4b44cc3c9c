"""The commands that keep a workspace safe: its passphrase, its recovery sheet, its backups."""

from __future__ import annotations

import sys
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

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
    tell,
    unlock_option,
    with_secret,
)
from desktop_app.errors import FileRefused, NotFound, RoundtableError
from desktop_app.language import LANGUAGES, _, plural, window_language

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.workspace import Backup, Holding


@click.command()
@click.argument("file", type=WORKSPACE)
@click.option("--set-from", "source", type=PLAIN, metavar="F", help="A file whose first line is the new passphrase.")
@click.option("--remove", is_flag=True, help="Take the protection away.")
@click.option(
    "--backups",
    "choice",
    type=click.Choice(["keep", "renew", "delete"]),
    help="What becomes of older backups, which are under the passphrase of their time.",
)
@unlock_option
def passphrase(file: Path, source: Path | None, remove: bool, choice: str | None, unlock: Path | None) -> None:
    """Protect a workspace with another passphrase, or with none. Asks for it where none is given."""
    from desktop_app.workspace import OldBackups
    from desktop_app.workspace.file import strength

    if source is not None and remove:
        raise click.UsageError(str(_("Give either --set-from or --remove.")))
    with opened(file, unlock) as workspace, progress() as bar:
        phrase = None if remove else passphrase_in(source) or _asked_twice()
        if choice is None:
            choice = _asked_about_backups(len(workspace.backups()))
        left = workspace.set_passphrase(phrase, backups=OldBackups(choice), progress=bar)
    if phrase is None:
        say(_("“{name}” has no passphrase any more: whoever has the file can read it.", name=file.name))
    else:
        say(_("“{name}” now has its new passphrase. Earlier recovery sheets no longer work.", name=file.name))
        tell(strength.estimate(phrase))
    if left:
        tell(
            plural(
                "{n} backup still has an earlier passphrase, or none.",
                "{n} backups still have earlier passphrases, or none.",
                len(left),
            )
        )


def _asked_twice() -> str:
    if not sys.stdin.isatty():
        raise click.UsageError(str(_("Give either --set-from or --remove.")))
    said: str = click.prompt(
        str(_("New passphrase")),
        hide_input=True,
        err=True,
        confirmation_prompt=str(_("Passphrase again")),
    )
    return said


def _asked_about_backups(count: int) -> str:
    if not count or not sys.stdin.isatty():
        return "keep"
    question = plural(
        "There is {n} backup with an earlier passphrase. Keep it as it is, renew it with the new one, or delete it?",
        "There are {n} backups with earlier passphrases. Keep them as they are, renew them with the new "
        "one, or delete them?",
        count,
    )
    said: str = click.prompt(str(question), type=click.Choice(["keep", "renew", "delete"]), default="keep", err=True)
    return said


@click.command()
@click.argument("file", type=WORKSPACE)
@click.argument("out", type=WORKSPACE, metavar="OUT.pdf")
@click.option("--language", type=click.Choice(LANGUAGES), help="The language of the sheet.")
@unlock_option
def recovery(file: Path, out: Path, language: str | None, unlock: Path | None) -> None:
    """Make a recovery sheet: one page to print, whose key opens the workspace without its passphrase."""
    from desktop_app.documents import pdf
    from desktop_app.documents import recovery as sheet
    from desktop_app.workspace.file import recovery as key

    with opened(file, unlock) as workspace:
        rows, number = key.rows_of(workspace.recovery_key()), key.sheet_number(workspace.salt)
    document = sheet.build(file.name, rows, number, language or window_language(), on=date.today())
    sheet.write(pdf.render(document), out)
    say(str(out))
    tell(_("Whoever has this sheet and the file can read everything. Print it, lock it away, and delete the PDF."))


@click.command()
@click.argument("file", type=WORKSPACE)
@json_option
@unlock_option
def backups(file: Path, as_json: bool, unlock: Path | None) -> None:
    """List the backups of a workspace, the latest first, and how many changes each lacks."""
    from desktop_app.workspace.file import backup

    found, present = _surveyed(file, unlock)
    if as_json:
        say_json([_holding(holding, present) for holding in found])
        return
    table(
        [_("When"), _("Why"), _("Size"), _("Changes behind"), _("File")],
        [
            [
                _local(holding.backup),
                backup.said(holding.backup.reason),
                f"{holding.size / 1_000_000:.1f} MB",
                str(_behind(holding, present) if holding.changes is not None else "?"),
                holding.backup.path.name,
            ]
            for holding in found
        ],
    )


def _surveyed(file: Path, unlock: Path | None) -> tuple[list[Holding], int | None]:
    """What the backups hold; of a workspace that cannot be opened, their names."""
    from desktop_app.workspace.file import backup

    try:
        with opened(file, unlock) as workspace, progress() as bar:
            return workspace.survey_backups(bar), workspace.count_changes()
    except FileRefused as refused:
        found = backup.survey(file, None)
        if not found:
            raise
        tell(refused.sentence)
        return found, None


def _behind(holding: Holding, present: int | None) -> int | None:
    return None if present is None or holding.changes is None else present - holding.changes


def _local(made: Backup) -> str:
    return f"{datetime.fromisoformat(made.made_at).astimezone():%Y-%m-%d %H:%M}"


def _holding(holding: Holding, present: int | None) -> dict[str, object]:
    return {
        "file": str(holding.backup.path),
        "made_at": holding.backup.made_at,
        "reason": holding.backup.reason,
        "size": holding.size,
        "changes": holding.changes,
        "behind": _behind(holding, present),
    }


@click.command()
@click.argument("file", type=WORKSPACE)
@click.argument("backup", required=False, metavar="[BACKUP]")
@click.option("--latest", is_flag=True, help="The latest backup.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@unlock_option
def restore(file: Path, backup: str | None, latest: bool, yes: bool, unlock: Path | None) -> None:
    """Put a backup in the place of the workspace, which becomes a backup itself.

    BACKUP is the name of its file, or the beginning of it, such as 2018-01-15.
    """
    from desktop_app.workspace import Workspace
    from desktop_app.workspace.file.restoring import what_went_back

    if (backup is None) != latest:
        raise click.UsageError(str(_("Name a backup, or give --latest.")))
    chosen = _chosen(file, backup)
    question = _(
        "Replace “{file}” by the backup “{name}”? What was written goes back to that day; the list of "
        "sent files, the cards of other cities, your keys and what was erased stay as they are if they "
        "can be read. What is there now is kept as a backup.",
        name=chosen.path.name,
        file=file.name,
    )
    if not yes:
        click.confirm(str(question), abort=True, err=True)
    kept = with_secret(unlock, lambda secret: Workspace.restore_backup(chosen, file, passphrase=secret))
    say(_("“{file}” is as it was on {when}.", file=file.name, when=_local(chosen)))
    if not kept:
        tell(what_went_back())


def _chosen(file: Path, said: str | None) -> Backup:
    from desktop_app.workspace.file import backup

    made = backup.backups_of(file)
    if not made:
        raise NotFound(_("There is no backup of “{name}”.", name=file.name))
    if said is None:
        return made[0]
    name = said.replace("\\", "/").rsplit("/", 1)[-1]
    fitting = [found for found in made if found.path.name == name] or [
        found for found in made if found.path.name.startswith(name)
    ]
    if len(fitting) != 1:
        raise RoundtableError(
            _(
                "“{text}” matches none, or several, of the backups: {names}.",
                text=said,
                names=", ".join(found.path.name for found in (fitting or made)[:5]),
            )
        )
    return fitting[0]
