"""All commands as one program, and how each of its ends is said: done, refused with a sentence, wrong use."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from desktop_app import __version__
from desktop_app.commands import (
    amending,
    cards,
    demonstration,
    documents,
    erasure,
    files,
    imports,
    kinds,
    linking,
    records,
    safety,
    sheets,
    templates,
)
from desktop_app.commands.terminal import tell
from desktop_app.errors import RoundtableError
from desktop_app.language import _
from desktop_app.progress import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DONE: Final = 0
REFUSED: Final = 1
"""The world said no, in one sentence on standard error. A wrong use is click's 2."""


_COMMANDS: Final = (
    demonstration.demo,
    kinds.kinds,
    records.new,
    records.add,
    records.set_,
    records.list_,
    records.show,
    records.search,
    sheets.import_,
    documents.report,
    templates.template,
    amending.amendments,
    files.export,
    cards.card,
    cards.cards,
    cards.trust,
    cards.renew,
    files.merge,
    imports.imports,
    imports.withdraw,
    files.conflicts,
    files.resolve,
    files.missing,
    linking.same,
    linking.link,
    linking.unlink,
    linking.apart,
    erasure.erase,
    erasure.erasures,
    erasure.retention,
    files.fingerprint,
    files.check,
    safety.passphrase,
    safety.recovery,
    safety.backups,
    safety.restore,
)
"""All of them, in the order of the README."""


class Program(click.Group):
    """The commands; a file's name in their place opens the window on it."""

    def __init__(self, open_window: Callable[[Path | None], int]) -> None:
        super().__init__(
            name="roundtable",
            callback=self._without_command,
            invoke_without_command=True,
            context_settings={"help_option_names": ["-h", "--help"]},
            help="""Stakeholder groups, minutes and political recommendations of cities.

            Without a command, `roundtable [FILE]` opens the window.""",
        )
        self._open_window = open_window
        click.version_option(__version__, prog_name="roundtable")(self)
        for command in _COMMANDS:
            self.add_command(command)
        self._open = click.Command(
            "open", callback=self._with_file, params=[click.Argument(["file"], type=click.Path(path_type=Path))]
        )

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take a file's name as the wish to open it."""
        if args and args[0] not in self.commands and Path(args[0]).exists():
            return "open", self._open, args
        return super().resolve_command(ctx, args)

    def _without_command(self) -> None:
        context = click.get_current_context()
        if context.invoked_subcommand is None:
            context.exit(self._open_window(None))

    def _with_file(self, file: Path) -> None:
        click.get_current_context().exit(self._open_window(file))


def run(words: Sequence[str], open_window: Callable[[Path | None], int]) -> int:
    """Run one command; gives the exit code."""
    try:
        code = Program(open_window).main(args=list(words), prog_name="roundtable", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except RoundtableError as refused:
        tell(refused.sentence)
        return REFUSED
    except (Cancelled, click.Abort, KeyboardInterrupt):
        tell(_("Stopped. Nothing was changed."))
        return REFUSED
    except BrokenPipeError:
        # Whoever read our output has gone; say nothing more to them, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    return code if isinstance(code, int) else DONE
