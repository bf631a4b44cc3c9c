"""The commands for files that travel, and for the health of the workspace's own."""

from __future__ import annotations

import sys
from collections import deque
from typing import TYPE_CHECKING

import click
import msgspec

from desktop_app.commands import plain
from desktop_app.commands.cards import recipients
from desktop_app.commands.terminal import (
    PLAIN,
    WORKSPACE,
    asked_when_needed,
    audience_option,
    json_option,
    opened,
    passphrase_in,
    progress,
    say,
    say_json,
    table,
    tell,
    unlock_option,
)
from desktop_app.errors import RoundtableError
from desktop_app.language import _, plural, window_language
from desktop_app.records import KINDS, Audience

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop_app.exchange.bundle import Incoming
    from desktop_app.exchange.merge import Plan
    from desktop_app.progress import Progress
    from desktop_app.records import Alternative, Disagreement
    from desktop_app.workspace import Workspace

passphrase_option = click.option(
    "--passphrase-file", type=PLAIN, help="A file whose first line is the passphrase of the bundle."
)


@click.command()
@click.argument("file", type=WORKSPACE)
@click.argument("bundle", type=WORKSPACE)
@audience_option
@click.option("--to", "named", multiple=True, metavar="CARD_OR_CITY", help=(
    "Encrypt it to this city: its card's file, or the code, name or fingerprint of one that is known. May be repeated."
))  # fmt: skip
@click.option("--with-keys", is_flag=True, help="Hand the city's keys over to a colleague who writes for it too.")
@passphrase_option
@unlock_option
def export(
    file: Path,
    bundle: Path,
    audience: str,
    named: tuple[str, ...],
    with_keys: bool,
    passphrase_file: Path | None,
    unlock: Path | None,
) -> None:
    """Make a bundle: a signed file to send to another city or to the coordinator."""
    from desktop_app.exchange import bundle as bundles

    chosen = Audience.from_code(audience)
    phrase = passphrase_in(passphrase_file)
    if phrase is None and not named and chosen is not Audience.PUBLIC and sys.stdin.isatty():
        prompt = str(_("Passphrase of the bundle (empty for none)"))
        phrase = click.prompt(prompt, hide_input=True, default="", show_default=False, err=True) or None
    with opened(file, unlock) as workspace, progress() as bar:
        cards = recipients(workspace, named)
        sent = bundles.write(
            workspace, bundle, audience=chosen, passphrase=phrase, recipients=cards, keys_too=with_keys,
            to=", ".join(card.name for card in cards), progress=bar,
        )  # fmt: skip
    say(
        plural(
            "{n} change in {records} records, {names} names of people",
            "{n} changes in {records} records, {names} names of people",
            sent.leaving.changes,
            records=sum(sent.leaving.records.values()),
            names=len(sent.leaving.names),
        )
    )
    if not sent.protected and chosen is not Audience.PUBLIC:
        tell(_("The bundle is not protected: whoever gets hold of it can read it."))


@click.command()
@click.argument("file", type=WORKSPACE)
@click.argument("bundles", nargs=-1, required=True, type=WORKSPACE, metavar="BUNDLE...")
@click.option("--rehearse", is_flag=True, help="Only say what it would do.")
@passphrase_option
@json_option
@unlock_option
def merge(
    file: Path,
    bundles: tuple[Path, ...],
    rehearse: bool,
    passphrase_file: Path | None,
    as_json: bool,
    unlock: Path | None,
) -> None:
    """Take in what other files hold. Nothing is lost: what disagrees is kept side by side until somebody decides."""
    from desktop_app.exchange import merge as merging

    phrase = passphrase_in(passphrase_file)
    said: list[dict[str, object]] = []
    earlier: list[Incoming] = []
    with opened(file, unlock) as workspace, progress() as bar:

        def rehearsed() -> Iterator[Plan]:
            for path in bundles:
                incoming = _read(workspace, path, phrase, bar)
                plan = merging.rehearse(workspace, incoming, bar, earlier=earlier)
                said.append(_say_plan(path, plan, quiet=as_json))
                if rehearse:  # else it is merged before the next one is looked at
                    earlier.append(incoming)
                yield plan

        if rehearse:
            deque(rehearsed(), maxlen=0)
        else:
            merging.apply_all(workspace, rehearsed(), bar)
        if as_json:
            say_json({"bundles": said, "fingerprint": workspace.fingerprint(), "rehearsed": rehearse})
        elif not rehearse:
            say(_("Contents code: {fingerprint}", fingerprint=workspace.fingerprint()))


def _read(workspace: Workspace, path: Path, phrase: str | None, bar: Progress) -> Incoming:
    from desktop_app.exchange import bundle

    def read(given: str | None) -> Incoming:
        return bundle.read(path, passphrase=given, keyring=workspace.keyring, progress=bar)

    return asked_when_needed(phrase, _("Passphrase of {name}", name=path.name), read)


def _say_plan(path: Path, plan: Plan, *, quiet: bool) -> dict[str, object]:
    from desktop_app.exchange import merge as merging
    from desktop_app.exchange import trust
    from desktop_app.exchange.merge import What

    card = plan.incoming.header.card
    counts = {
        "new": plan.count(What.NEW),
        "changed": plan.count(What.CHANGED),
        "contradicts": plan.count(What.CONTRADICTS),
        "further": plan.count(What.FURTHER),
        "settled": plan.count(What.SETTLED),
        "deleted": plan.count(What.DELETED),
        "erased": plan.count(What.ERASED),
        "held": plan.count(What.HELD),
        "arriving": plan.arriving,
        "known": plan.known,
    }
    if not quiet:
        say(_("{label}: {value}", label=path.name, value=merging.brought(plan.totals) or _("nothing new")))
        say(trust.said(plan.standing, plan.incoming))
    sender = {"sender": plan.incoming.sender, "signed": plan.standing.value,
              "fingerprint": card.fingerprint if card is not None else ""}  # fmt: skip
    return {"file": str(path), **sender, **counts}


@click.command()
@click.argument("file", type=WORKSPACE)
@json_option
@unlock_option
def conflicts(file: Path, as_json: bool, unlock: Path | None) -> None:
    """List what is contradicted: every value that was written without knowing of the other."""
    with opened(file, unlock) as workspace:
        found = workspace.disagreements()
        if as_json:
            say_json([_conflict(disagreement) for disagreement in found])
            return
        language = window_language()
        table(
            [_("Record"), _("Field"), _("Change"), _("Value"), _("Who"), _("City"), _("When"), _("File")],
            [
                [
                    disagreement.record,
                    _name(disagreement),
                    ("* " if alternative.shown else "") + alternative.change[:12],
                    _said(disagreement, alternative),
                    alternative.author,
                    workspace.title(alternative.city, language),
                    alternative.at[:16],
                    alternative.batch,
                ]
                for disagreement in found
                for alternative in disagreement.alternatives
            ],
        )


def _said(disagreement: Disagreement, alternative: Alternative) -> str:
    """A value; where one deleted and another wrote on, what each did."""
    if disagreement.field != "deleted":
        return "" if alternative.value is None else str(alternative.value)
    if alternative.field:
        return str(_("{label}: {value}", label=alternative.field, value=alternative.value))
    return str(_("Deleted it") if alternative.value == 1 else _("Restored it"))


def _name(disagreement: Disagreement) -> str:
    field = disagreement.field + (f".{disagreement.language}" if disagreement.language else "")
    return str(_("{field} (left side by side)", field=field)) if disagreement.left else field


def _conflict(disagreement: Disagreement) -> dict[str, object]:
    return {
        "record": disagreement.record,
        "kind": disagreement.kind,
        "field": disagreement.field,
        "language": disagreement.language,
        "alternatives": [
            {
                "change": a.change,
                "value": a.value,
                "field": a.field,
                "author": a.author,
                "city": a.city,
                "at": a.at,
                "shown": a.shown,
                "file": a.batch,
            }
            for a in disagreement.alternatives
        ],
        "left": disagreement.left,
    }


@click.command()
@click.argument("file", type=WORKSPACE)
@click.argument("record")
@click.argument("field")
@click.option("--keep", metavar="CHANGE", help="The change whose value is right, or the beginning of its id.")
@click.option("--value", help="Another value that settles it.")
@click.option("--leave", is_flag=True, help="Leave all values side by side; nobody is asked again until another comes.")
@unlock_option
def resolve(
    file: Path, record: str, field: str, keep: str | None, value: str | None, leave: bool, unlock: Path | None
) -> None:
    """Settle one contradiction; FIELD.fr means the French text of a field in several languages."""
    if (keep is not None) + (value is not None) + leave != 1:
        raise click.UsageError(str(_("Give one of --keep, --value or --leave.")))
    name, _dot, language = field.partition(".")
    with opened(file, unlock, writing=True) as workspace:
        if leave:
            for one in _contradictions(workspace, record, name, language):
                workspace.leave(one)
        elif keep is not None:
            workspace.resolve(record, name, language=language, keep=_whole(workspace, record, name, language, keep))
        else:
            workspace.resolve(record, name, language=language, value=_value(workspace, record, field, value or ""))


def _contradictions(workspace: Workspace, record: str, field: str, language: str) -> list[Disagreement]:
    cell = record, field, language
    return [one for one in workspace.disagreements() if (one.record, one.field, one.language) == cell]


def _whole(workspace: Workspace, record: str, field: str, language: str, beginning: str) -> str:
    """The change that a beginning of an id means among the alternatives."""
    known = [head.change for one in _contradictions(workspace, record, field, language) for head in one.alternatives]
    meant = [change for change in known if change.startswith(beginning.lower())]
    if len(meant) != 1:
        raise RoundtableError(
            _(
                "“{text}” matches none, or several, of the contradicting values there: {ids}.",
                text=beginning,
                ids=", ".join(change[:12] for change in known),
            )
        )
    return meant[0]


def _value(workspace: Workspace, record: str, field: str, text: str) -> object:
    name, _dot, language = field.partition(".")
    value = plain.assignments(type(workspace.get(record)), [f"{field}={text}"], workspace.language)[name]
    return value[language or workspace.language] if isinstance(value, dict) else value


@click.command()
@click.argument("file", type=WORKSPACE)
@json_option
@unlock_option
def missing(file: Path, as_json: bool, unlock: Path | None) -> None:
    """Say what is not here although it was written: what is awaited, and what was left out or is still to come."""
    with opened(file, unlock) as workspace:
        found = workspace.missing()
        if as_json:
            say_json([{**msgspec.structs.asdict(one), "ranges": list(map(msgspec.structs.asdict, one.ranges)),
                       "count": one.count} for one in found])  # fmt: skip
            return
        language = window_language()
        table(
            [_("City"), _("Who"), _("Awaited"), _("Not here"), _("Of"), _("Numbers"), _("Between")],
            [
                [
                    workspace.title(one.city, language) or str(_("Coordinator")),
                    ", ".join(one.authors),
                    str(one.awaited or ""),
                    str(one.count),
                    str(one.count + one.known),
                    ", ".join(f"{a.first}–{a.last}" if a.last > a.first else f"{a.first}" for a in one.ranges),
                    f"{one.ranges[0].after[:10]} – {one.ranges[-1].before[:10]}" if one.ranges else "",
                ]
                for one in found
            ],
        )
        if not any(one.awaited for one in found):
            tell(_("Nothing is awaited: nothing here builds on a change that is not here."))


@click.command()
@click.argument("file", type=WORKSPACE)
@unlock_option
def fingerprint(file: Path, unlock: Path | None) -> None:
    """Print the contents code: the same on two machines exactly when they hold the same changes."""
    with opened(file, unlock) as workspace:
        say(workspace.fingerprint())


@click.command()
@click.argument("file", type=WORKSPACE)
@unlock_option
def check(file: Path, unlock: Path | None) -> None:
    """Check the file: integrity, state equal to a rebuild, every id verified."""
    with opened(file, unlock) as workspace, progress() as bar:
        problems = workspace.check(bar).problems
        if problems:
            for problem in problems:
                tell(problem)
            raise RoundtableError(plural("{n} problem was found.", "{n} problems were found.", len(problems)))
        say(
            plural(
                "Sound: {n} record, contents code {fingerprint}",
                "Sound: {n} records, contents code {fingerprint}",
                sum(workspace.count(kind) for kind in KINDS.values()),
                fingerprint=workspace.fingerprint(),
            )
        )
