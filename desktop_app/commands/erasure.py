"""The commands by which people are forgotten: erasing, what others asked for, and who left long ago."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from desktop_app.commands.terminal import (
    WORKSPACE,
    json_option,
    opened,
    progress,
    say,
    say_json,
    table,
    tell,
    unlock_option,
)
from desktop_app.errors import Unknown
from desktop_app.language import _, plural, window_language
from desktop_app.records import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop_app.workspace import Erased, Known, Mention, Proposal, Scrubbed, Workspace

yes_option = click.option("--yes", is_flag=True, help="Do not ask.")


@click.command()
@click.argument("file", type=WORKSPACE)
@click.argument("record", metavar="ID")
@click.option("--field", default="", metavar="FIELD", help="One field of it alone; FIELD.fr for one language.")
@click.option("--texts", is_flag=True, help="Also mask the name in every text in which it was found.")
@yes_option
@json_option
@unlock_option
def erase(file: Path, record: str, field: str, texts: bool, yes: bool, as_json: bool, unlock: Path | None) -> None:
    """Forget what is said in a record, for good: here, in its backups, and in every copy that merges with this one.

    Of a person, the whole workspace is searched for the name; each text that holds it is shown.
    """
    name, _dot, language = field.partition(".")
    with opened(file, unlock) as workspace, progress() as bar:
        proposal = workspace.erasures.propose(record, field=name, language=language or "*", progress=bar)
        if not as_json:
            _say_proposal(workspace, proposal)
        masked = list(proposal.mentions) if texts else [] if yes else _asked(workspace, proposal.mentions)
        if not yes:
            click.confirm(str(_("Erase all this for good? This cannot be undone.")), abort=True, err=True)
        erased = workspace.erasures.erase(proposal, masked, progress=bar)
        if as_json:
            say_json({**_described(proposal, masked), **_done(erased)})
        else:
            _say_erased(proposal, erased, len(proposal.mentions) - len(masked))


def _asked(workspace: Workspace, mentions: Sequence[Mention]) -> list[Mention]:
    if not mentions or not sys.stdin.isatty():
        return []
    chosen = []
    for mention in mentions:
        say(f"{_place(workspace, mention)}\n  {mention.context}")
        if click.confirm(str(_("Mask the name in this text?")), default=mention.sure, err=True):
            chosen.append(mention)
    return chosen


def _place(workspace: Workspace, one: Mention) -> str:
    kind = KINDS[one.kind]
    label = str(kind.fields[one.field].label) + (f" ({one.language})" if one.language else "")
    title = workspace.title(one.record, window_language()) if one.field != "title" else ""
    return " · ".join(filter(None, (str(kind.one), title, label)))


def _say_proposal(workspace: Workspace, proposal: Proposal) -> None:
    title = workspace.title(proposal.record, window_language()) or proposal.record
    say(
        plural(
            "{title}: {n} value will be erased.", "{title}: {n} values will be erased.", proposal.values, title=title
        )
    )
    for warning in proposal.warnings:
        tell(warning)
    for mention in proposal.mentions:
        said = _("{label}: {value}", label=_place(workspace, mention), value=mention.context)
        say(f"  {mention.record}  {said}")
    for export in proposal.holders.exports:
        say(
            _("To be informed: {who}, who received “{file}” on {day}.", who=export.recipient or "?", file=export.file,
              day=export.at[:10])
        )  # fmt: skip
    for one in proposal.holders.imports:
        say(_("To be informed: {who}, who sent “{file}”.", who=one.sender, file=one.file or one.label))


def _say_erased(proposal: Proposal, erased: Erased, left: int) -> None:
    say(plural("Erased: {n} value.", "Erased: {n} values.", proposal.values))
    if left:
        tell(plural("{n} text still names the person.", "{n} texts still name the person.", left))
    _tell_failed(erased.scrubbed)


def _tell_failed(scrubbed: Scrubbed) -> None:
    for path in scrubbed.failed:
        tell(_("The backup “{name}” could not be opened, and may still hold it. Delete it.", name=path.name))


def _described(proposal: Proposal, masked: Sequence[Mention]) -> dict[str, object]:
    return {
        "record": proposal.record,
        "values": proposal.values,
        "parts": [
            {"record": part.record, "kind": part.kind, "field": part.field, "language": part.language,
             "values": part.values, "ours": part.ours}
            for part in proposal.parts
        ],
        "texts": [
            {"record": one.record, "kind": one.kind, "field": one.field, "language": one.language,
             "context": one.context, "spans": [list(span) for span in one.spans], "masked": one in masked}
            for one in proposal.mentions
        ],
        "authors": list(proposal.authors),
        "notify": [{"to": one.recipient, "file": one.file, "at": one.at} for one in proposal.holders.exports],
        "came": [{"from": one.sender, "file": one.file, "at": one.at} for one in proposal.holders.imports],
    }  # fmt: skip


def _done(erased: Erased) -> dict[str, object]:
    return {
        "erasures": [one.id.hex() for one in erased.erasures],
        "here_alone": erased.here_alone,
        "backups": erased.scrubbed.backups,
        "failed_backups": [str(path) for path in erased.scrubbed.failed],
    }


@click.command()
@click.argument("file", type=WORKSPACE)
@click.option("--carry-out", metavar="NUMBER", help="Put one that is held into effect, by its number or its beginning.")
@yes_option
@json_option
@unlock_option
def erasures(file: Path, carry_out: str | None, yes: bool, as_json: bool, unlock: Path | None) -> None:
    """List what is to be forgotten, by this city and by others, and whether it took effect here."""
    with opened(file, unlock) as workspace, progress() as bar:
        known = workspace.erasures.all()
        if carry_out is not None:
            chosen = _held(known, carry_out)
            if not yes:
                click.confirm(str(_("Erase all this for good? This cannot be undone.")), abort=True, err=True)
            _tell_failed(workspace.erasures.carry_out([chosen.erasure.id], progress=bar))
        elif as_json:
            say_json([_known(one) for one in known])
        else:
            _say_known(workspace, known)


def _held(known: Sequence[Known], beginning: str) -> Known:
    meant = [one for one in known if one.number.startswith(beginning.lower()) and not one.done]
    if len(meant) != 1:
        raise Unknown(_("“{text}” matches none, or several, of the erasures that are held.", text=beginning))
    return meant[0]


def _known(one: Known) -> dict[str, object]:
    return {
        "number": one.number,
        "record": one.erasure.record,
        "field": one.erasure.field,
        "language": one.erasure.language,
        "city": one.erasure.city,
        "at": one.at,
        "done": one.done,
        "held": one.obstacle.value if one.obstacle else None,
        "here_alone": one.here_alone,
    }


def _say_known(workspace: Workspace, known: Sequence[Known]) -> None:
    language = window_language()
    table(
        [_("Number"), _("Record"), _("Field"), _("City"), _("When"), _("Here")],
        [
            [one.number[:12], one.erasure.record, one.erasure.field, workspace.title(one.erasure.city, language),
             one.at[:16], str(one.said)]
            for one in known
        ],
    )  # fmt: skip


@click.command()
@click.argument("file", type=WORKSPACE)
@click.option("--months", type=int, help="Keep people's data for so many months from now on.")
@click.option("--erase", "erasing", is_flag=True, help="Erase all who are listed.")
@yes_option
@json_option
@unlock_option
def retention(file: Path, months: int | None, erasing: bool, yes: bool, as_json: bool, unlock: Path | None) -> None:
    """List the people who left the group long ago, whose data are to go. Role and organisation stay."""
    from desktop_app.workspace.leavers import leavers

    with opened(file, unlock) as workspace, progress() as bar:
        if months is not None:
            workspace.erasures.keep_for(months)
        found = leavers(workspace, date.today())
        if as_json:
            listed = [{"person": one.person, "name": one.called, "ended": one.ended} for one in found]
            say_json({"months": workspace.erasures.months, "leavers": listed})
        else:
            table([_("Id"), _("Name"), _("Left")], [[one.person, one.called, one.ended] for one in found])
        if not erasing or not found:
            return
        if not yes:
            click.confirm(str(_("Erase all this for good? This cannot be undone.")), abort=True, err=True)
        for leaver in found:
            proposal = workspace.erasures.propose(leaver.person, progress=bar)
            _tell_failed(workspace.erasures.erase(proposal, progress=bar).scrubbed)
            if proposal.mentions:
                count = len(proposal.mentions)
                tell(plural("{n} text still names the person.", "{n} texts still name the person.", count))
