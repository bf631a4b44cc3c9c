"""How the command line speaks: tables for people, JSON for programs, progress, passphrases, refusals."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import click
import msgspec

from desktop_app import settings
from desktop_app.errors import NoSpace, PassphraseNeeded, RoundtableError, refusing
from desktop_app.language import Message, _
from desktop_app.records import Audience

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from desktop_app.progress import Progress
    from desktop_app.workspace import Secret, Workspace

T = TypeVar("T")
C = TypeVar("C", bound="Callable[..., object] | click.Command")

WORKSPACE: Final = click.Path(path_type=Path)
PLAIN: Final = click.Path(path_type=Path, dir_okay=False)
_CELL: Final = 48
_RECOVERY: Final = "desktop_app.recovery_key_file"


def say(text: Message | str) -> None:
    """A line for the person, or the result for a program, on standard output."""
    click.echo(printable(str(text)))


def tell(text: Message | str) -> None:
    """A remark beside the result, on standard error."""
    click.echo(printable(str(text)), err=True)


def say_json(value: object) -> None:
    """One JSON document, indented, in UTF-8 whatever the terminal's own encoding is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(value, enc_hook=_plain)) + b"\n")
    sys.stdout.buffer.flush()


def _plain(value: object) -> object:
    """A record's value in JSON's own types."""
    return dict(value) if isinstance(value, Mapping) else str(value)


def table(headers: Sequence[Message | str], rows: Iterable[Sequence[str]]) -> None:
    """A table for a person: columns as wide as they need, long cells shortened."""
    cells = [[_short(cell) for cell in row] for row in rows]
    head = [str(header) for header in headers]
    widths = [max(_width(row[at]) for row in [head, *cells]) for at in range(len(head))]
    for row in [head, ["─" * width for width in widths], *cells]:
        say("  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip())


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _CELL else line[: _CELL - 1] + "…"


def _width(text: str) -> int:
    """Columns of a terminal that a text takes (UAX #11)."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(unicodedata.combining(character) > 0 for character in text)


def printable(text: str) -> str:
    """The text without what a terminal would obey instead of showing."""
    return "".join(c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs") else "\ufffd" for c in text)


class Bar:
    """Progress as a bar on a terminal; nothing where standard error is no terminal."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._shown = ""

    def step(self, done: int, total: int | None = None, doing: Message | None = None) -> None:
        """Draw how far it is. Ctrl+C cancels: it raises in the work itself."""
        if not self._live:
            return
        share = f"{100 * done // total:3d} %" if total else f"{done}"
        line = f"{doing or ''} {share}".strip()
        if line != self._shown:
            click.echo(f"\r\033[K{printable(line)}", nl=False, err=True)
            self._shown = line

    def end(self) -> None:
        """Take the bar away."""
        if self._shown:
            click.echo("\r\033[K", nl=False, err=True)


@contextmanager
def progress() -> Iterator[Progress]:
    """A bar for as long as the work takes."""
    bar = Bar()
    try:
        yield bar
    finally:
        bar.end()


def passphrase_in(path: Path | None) -> str | None:
    """The passphrase that a file holds: its first line, without the line's end. ``None`` for no file."""
    if path is None:
        return None
    with refusing(path):
        content = path.read_bytes()
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        lines = []
    if not lines or not lines[0]:
        raise RoundtableError(_("“{name}” holds no passphrase: it must be its first line, in UTF-8.", name=str(path)))
    return lines[0]


def asked_when_needed(given: str | None, prompt: Message, call: Callable[[str | None], T]) -> T:
    """Open something; where it wants a passphrase that was not given, ask for it at a terminal."""
    try:
        return call(given)
    except PassphraseNeeded:
        if not sys.stdin.isatty():
            raise
        return call(click.prompt(str(prompt), hide_input=True, err=True))


def with_secret(unlock: Path | None, call: Callable[[Secret], T]) -> T:
    """Open a workspace with the passphrase or the recovery key that the command was given, or ask for the first."""
    sheet = click.get_current_context().meta.get(_RECOVERY)
    if sheet is None:
        return asked_when_needed(passphrase_in(unlock), _("Passphrase of the workspace"), call)
    from desktop_app.workspace.file import recovery

    with refusing(sheet):
        return call(recovery.read(sheet.read_text(encoding="utf-8-sig", errors="replace")))


@contextmanager
def opened(path: Path, unlock: Path | None, *, writing: bool = False) -> Iterator[Workspace]:
    """The workspace of a command, closed at its end; with today's backup made first where the command writes."""
    from desktop_app.workspace import Workspace

    with with_secret(unlock, lambda secret: Workspace.open(path, passphrase=secret)) as workspace:
        _warn_of_place(path)
        if writing:
            _back_up_daily(workspace)
        yield workspace


def _warn_of_place(path: Path) -> None:
    from desktop_app.workspace.file import whereabouts

    name = str(path.resolve())
    warning = None if name in settings.load().well_placed else whereabouts.warning(path)
    if warning is not None and settings.first_time(f"place {name}"):
        tell(warning)


def _back_up_daily(workspace: Workspace) -> None:
    try:
        if workspace.backup_is_due():
            workspace.backup("daily")
    except NoSpace as refused:
        if settings.first_time(f"room {workspace.path.resolve()} {date.today()}"):
            tell(refused.sentence)


def _remember_sheet(context: click.Context, _parameter: click.Parameter, path: Path | None) -> None:
    context.meta[_RECOVERY] = path


def unlock_option(command: C) -> C:
    """How a protected workspace is opened: with its passphrase, or with the key of its recovery sheet."""
    sheet = click.option(
        "--recovery-key-file",
        type=PLAIN,
        metavar="FILE",
        help="A file with the four rows of the recovery sheet, instead of the passphrase.",
        expose_value=False,
        callback=_remember_sheet,
    )
    phrase = click.option(
        "--unlock", type=PLAIN, metavar="FILE", help="A file whose first line is the passphrase of the workspace."
    )
    return phrase(sheet(command))


json_option = click.option("--json", "as_json", is_flag=True, help="JSON for programs instead of a table.")
audience_option = click.option(
    "--audience",
    default="network",
    show_default=True,
    type=click.Choice([audience.code for audience in Audience]),
    help="Who will read it: what they may not see is left out.",
)
