"""The command line, and the one place where everything is put together; the only file that imports ``ui``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from desktop_app import __version__
from desktop_app.commands.terminal import tell
from desktop_app.errors import RoundtableError
from desktop_app.language import _, use_window_language
from desktop_app.progress import Cancelled

if TYPE_CHECKING:
    from collections.abc import Sequence

SUFFIX: Final = ".roundtable"
DONE, REFUSED, USAGE = 0, 1, 2


class Program(click.Group):
    """The commands; a workspace's name in their place opens the window on it."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take a file's name as the command that opens it."""
        if args and args[0] not in self.commands and _means_file(args[0]):
            return super().resolve_command(ctx, ["open", *args])
        return super().resolve_command(ctx, args)


def _means_file(word: str) -> bool:
    return word.endswith(SUFFIX) or os.sep in word or Path(word).exists()


@click.group(cls=Program, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="roundtable")
@click.pass_context
def program(context: click.Context) -> None:
    """Stakeholder groups, minutes and political recommendations of cities.

    Without a command, `roundtable [FILE]` opens the window.
    """
    if context.invoked_subcommand is None:
        context.exit(_window(None))


@program.command(name="open", hidden=True)
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_context
def open_(context: click.Context, file: Path) -> None:
    """Open the window on a workspace."""
    context.exit(_window(file))


def _window(file: Path | None) -> int:
    from ui import app

    return app.main(file)


def add_commands() -> None:
    """Give the program its commands. Not at import, so that the window opens without them."""
    from desktop_app.commands import demonstration, documents, files, kinds, records, sheets

    for command in (
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
        files.export,
        files.merge,
        files.conflicts,
        files.resolve,
        files.fingerprint,
        files.check,
    ):
        program.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 for done, 1 for refused with a sentence, 2 for a wrong use."""
    _speak_the_readers_language()
    add_commands()
    try:
        code = program.main(args=arguments, prog_name="roundtable", standalone_mode=False)
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


def _speak_the_readers_language() -> None:
    from desktop_app import settings

    chosen = settings.load().language or os.environ.get("LC_ALL") or os.environ.get("LANG") or "en"
    use_window_language(chosen[:2])


if __name__ == "__main__":
    sys.exit(main())
