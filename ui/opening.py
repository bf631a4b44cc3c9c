"""How workspaces are opened, made and joined, and what happens to files that are dropped on the window."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop_app import settings as kept
from ui.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.settings import Settings
    from desktop_app.workspace import Workspace
    from ui.window import Window


class Opener:
    """Holds the settings while no workspace is open."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def remember(self, **choices: object) -> None:
        """Keep a choice of the person at this machine."""
        self.settings = replace(self.settings, **choices)  # type: ignore[arg-type]  # names of Settings' own fields
        kept.save(self.settings)

    def use(self, window: Window, workspace: Workspace) -> None:
        """Show a workspace that is open, and remember where it lies."""
        self.settings = self.settings.opened(workspace.path)
        kept.save(self.settings)
        window.use(Session(workspace, self.settings))

    def do(self, window: Window, name: str) -> None:
        """A command that is not the window's own."""

    def take_files(self, window: Window, paths: list[Path]) -> None:
        """Files that were dropped on the window."""
