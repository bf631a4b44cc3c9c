"""The command that makes the demo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from desktop_app.commands.terminal import WORKSPACE, progress, say
from desktop_app.language import _

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("folder", type=WORKSPACE)
def demo(folder: Path) -> None:
    """Make nine cities' workspaces, their bundles, a coordinator's merged workspace, and its documents."""
    from desktop_app import demo as demonstration

    with progress() as bar:
        made = demonstration.make(folder, bar)
    say(_("Documents:"))
    for path in made.documents:
        say(f"  {path}")
    say(_("Merged workspace:"))
    say(f"  {made.merged}")
