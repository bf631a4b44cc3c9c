"""Where everything is put together: the window, or one command; the only file that imports ``ui``.

A person who opens a workspace waits for the window, so that way is taken before anything of the command line is read.
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

SUFFIX: Final = ".roundtable"


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window or run one command; the exit code is 0 for done, 1 for refused, 2 for a wrong use."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    if not words or (len(words) == 1 and words[0].endswith(SUFFIX)):
        return open_window(Path(words[0]) if words else None)
    from desktop_app.commands import program

    _speak_the_readers_language()
    return program.run(words, open_window)


def open_window(file: Path | None) -> int:
    """The window, on a file or on the last one; returns when it is closed."""
    gc.disable()  # what is made while starting stays; looking through it takes a tenth of the start
    from ui import app

    return app.main(file)


def _speak_the_readers_language() -> None:
    from desktop_app import settings
    from desktop_app.language import use_window_language

    chosen = settings.load().language or os.environ.get("LC_ALL") or os.environ.get("LANG") or "en"
    use_window_language(chosen[:2])


if __name__ == "__main__":
    sys.exit(main())
