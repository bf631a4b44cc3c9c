"""The command that brings in a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from desktop_app.commands.terminal import WORKSPACE, opened, progress, unlock_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command(name="import")
@click.argument("file", type=WORKSPACE)
@click.argument("sheet", type=WORKSPACE)
@click.option("--kind", required=True, help="What a row is about: person for a stakeholder list.")
@click.option("--map", "columns", multiple=True, metavar="COLUMN=FIELD", help="What a column holds, if not as found.")
@click.option("--rehearse", is_flag=True, help="Only say what it would do.")
@unlock_option
def import_(file: Path, sheet: Path, kind: str, columns: tuple[str, ...], rehearse: bool, unlock: Path | None) -> None:
    """Bring in a list from XLSX, ODS or CSV: all of it or nothing."""
    with opened(file, unlock) as workspace, progress() as bar:
        raise NotImplementedError((workspace, bar, sheet, kind, columns, rehearse))
