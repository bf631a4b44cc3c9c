"""The command that brings in a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from desktop_app.commands.terminal import WORKSPACE, json_option, opened, progress, say, say_json, table, unlock_option
from desktop_app.language import _, plural
from desktop_app.records import KINDS

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.exchange.sheet import Column, Remark, SheetPlan


@click.command(name="import")
@click.argument("file", type=WORKSPACE)
@click.argument("sheet", type=WORKSPACE)
@click.option("--kind", required=True, help="What a row is about: person for a stakeholder list.")
@click.option(
    "--map",
    "choices",
    multiple=True,
    metavar="COLUMN=FIELD",
    help="What a column holds, if not as found; COLUMN= takes nothing of it.",
)
@click.option(
    "--as-above",
    "repeats",
    multiple=True,
    metavar="COLUMN",
    help="A column whose empty cells mean the same as the cell above. May be repeated.",
)
@click.option("--replace", is_flag=True, help="Where the list says something else than the workspace, take the list's.")
@click.option("--rehearse", is_flag=True, help="Only say what it would do.")
@json_option
@unlock_option
def import_(
    file: Path,
    sheet: Path,
    kind: str,
    choices: tuple[str, ...],
    repeats: tuple[str, ...],
    replace: bool,
    rehearse: bool,
    as_json: bool,
    unlock: Path | None,
) -> None:
    """Bring in a list from XLSX, XLS, ODS or CSV: all of it or nothing.

    Says which column was taken for what, and every doubtful cell with the reason. A cell that cannot be taken
    refuses the whole list. What is in the workspace already stays as it is, unless --replace is given.
    """
    from desktop_app.exchange import sheet as sheets

    target = sheets.target(kind)
    with opened(file, unlock, writing=not rehearse) as workspace, progress() as bar:
        listed = sheets.read(sheet)
        mapping = sheets.with_choices(sheets.match(listed, target, language=workspace.language), list(choices))
        mapping = sheets.with_repeats(mapping, list(repeats))
        plan = sheets.rehearse(workspace, listed, mapping, progress=bar)
        if replace:
            corrections = plan.corrections.replacing(*plan.differences)
            plan = sheets.rehearse(workspace, listed, mapping, corrections, bar, previous=plan)
        if not as_json:
            _say_plan(plan)
        made = [] if rehearse else sheets.apply(workspace, plan, bar)
        if as_json:
            say_json({**_plan(plan), "made": made, "rehearsed": rehearse})
        elif not rehearse:
            _say_done(plan, len(made))


def _say_done(plan: SheetPlan, made: int) -> None:
    say(plural("{n} record was made.", "{n} records were made.", made))
    changed = sum(map(len, plan.edits.values()))
    if changed:
        say(plural("{n} value was replaced.", "{n} values were replaced.", changed))
    if plan.differences:
        left = plural(
            "{n} value that differs in the list stayed as it was.",
            "{n} values that differ in the list stayed as they were.",
            len(plan.differences),
        )
        say(left)


def _say_plan(plan: SheetPlan) -> None:
    from desktop_app.exchange.sheet import row_name

    for note in plan.notes:
        say(note)
    say("")
    table(
        [_("Column"), _("Read as"), _("For example")],
        [[column.name, _taken_for(plan, column), ", ".join(column.samples)] for column in plan.mapping.columns],
    )
    say("")
    remarks = list(plan.remarks())
    for remark in remarks:
        say(_remark(plan, remark))
    if remarks:
        say("")
    for line in plan.lines:
        for _slot, cell, held in line.held:
            if held.replaced:
                say(_("Row {row}: {sentence}", row=row_name(line.row), sentence=held.sentence(cell.value)))
    if plan.known:
        say(plural("{n} row is about what is already there, and adds nothing.",
                   "{n} rows are about what is already there, and add nothing.", plan.known))  # fmt: skip
    for kind, count in plan.counts.items():
        say(_("{label}: {value}", label=KINDS[kind].many if count != 1 else KINDS[kind].one, value=count))


def _taken_for(plan: SheetPlan, column: Column) -> str:
    return f"{plan.mapping.target.slots[column.slot].label} ({column.slot})" if column.slot else "—"


def _remark(plan: SheetPlan, remark: Remark) -> str:
    sentence = str(remark.sentence)
    slot = plan.mapping.target.slots.get(remark.place.slot)
    place = f"{remark.row_name}, {slot.label}" if slot else remark.row_name
    return str(
        _("Refused in row {place}: {sentence}", place=place, sentence=sentence)
        if remark.refused
        else _("Check row {place}: {sentence}", place=place, sentence=sentence)
    )


def _plan(plan: SheetPlan) -> dict[str, object]:
    return {
        "columns": [
            {"column": column.name, "slot": column.slot, "as_above": column.number in plan.mapping.repeats}
            for column in plan.mapping.columns
        ],
        "remarks": [
            {
                "row": remark.row_name,
                "slot": remark.place.slot,
                "sentence": str(remark.sentence),
                "refused": remark.refused,
                "differs": remark.differs,
            }
            for remark in plan.remarks()
        ],
        "counts": plan.counts,
        "replaced": plan.edits,
    }
