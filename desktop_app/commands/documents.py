"""The command that makes documents."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import click

from desktop_app.commands.terminal import PLAIN, WORKSPACE, audience_option, opened, progress, say, tell, unlock_option
from desktop_app.language import LANGUAGES, _, plural
from desktop_app.records import Audience

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from desktop_app.language import Message

_TOLD: Final = 20
"""How many things that are missing the terminal names."""


@click.command()
@click.argument("kind")
@click.argument("file", type=WORKSPACE)
@click.option("--about", multiple=True, metavar="ID", help="What it is about; everything where none is given.")
@click.option("--language", required=True, type=click.Choice(LANGUAGES), help="The language of the document.")
@click.option("--to", "targets", multiple=True, required=True, type=WORKSPACE, help="OUT.docx or OUT.pdf; repeatable.")
@audience_option
@click.option("--annex", is_flag=True, help="Print what is still missing as the last section.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day as of which it speaks; today if not given.")
@click.option(
    "--template",
    "template",
    type=PLAIN,
    metavar="FILE.docx",
    help="Make Word files on this template, and not on the one that is kept for the city.",
)
@click.option("--without-template", is_flag=True, help="Make Word files in our own look.")
@unlock_option
def report(
    kind: str,
    file: Path,
    about: tuple[str, ...],
    language: str,
    targets: tuple[Path, ...],
    audience: str,
    *,
    annex: bool,
    on: datetime | None,
    template: Path | None,
    without_template: bool,
    unlock: Path | None,
) -> None:
    """Make a document in Word or PDF, or in both from the same text.

    Kinds: minutes, recommendations, stakeholders, profile, handover, and consolidated, the network's report of all
    cities.
    """
    from desktop_app.documents import check_suffix, render, report_named, templates

    chosen = report_named(kind)
    for target in targets:
        check_suffix(target)
    given = templates.choose(template).template if template else None
    with opened(file, unlock) as workspace, progress() as bar:
        dossier = chosen.gather(workspace, about)
        worn = given
        if given is None and not without_template:
            worn = templates.worn(workspace.templates, chosen.wears(dossier, workspace.city))
        day, readers = on.date() if on else date.today(), Audience.from_code(audience)
        document = chosen.document(dossier, language, audience=readers, on=day, annex=annex)
        for target in targets:
            render(document, target, bar, worn)
            say(str(target))
    _tell_missing([gap.sentence for gap in chosen.gaps(dossier, language, on=day, audience=readers)])


def _tell_missing(sentences: Sequence[Message]) -> None:
    """Say what the document still lacks, beside its name."""
    if sentences:
        tell(_("Still missing:"))
    for sentence in sentences[:_TOLD]:
        tell(f"• {sentence}")
    if len(sentences) > _TOLD:
        tell(plural("… and {n} more", "… and {n} more", len(sentences) - _TOLD))
