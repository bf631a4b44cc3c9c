"""The one door to the files that ship with the program, from a folder or from a zip alike."""

from __future__ import annotations

import csv
import io
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from importlib.abc import ResourceLoader


def read_bytes(name: str) -> bytes:
    """The content of one resource, by its path below ``resources``, with forward slashes.

    Through the package's loader: reading ``importlib.resources`` would take longer than anything that a start reads.
    """
    assert __spec__ is not None
    loader = cast("ResourceLoader", __spec__.loader)
    return loader.get_data(str(Path(__file__).parent.joinpath(*name.split("/"))))


def read_text(name: str) -> str:
    """The same as text; every resource in text form is UTF-8."""
    return read_bytes(name).decode("utf-8")


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a CSV resource, each by its column names."""
    header, *lines = csv.reader(io.StringIO(read_text(name)))
    return tuple(dict(zip(header, line, strict=True)) for line in lines)


def names(folder: str) -> tuple[str, ...]:
    """The file names in one folder of resources, sorted."""
    from importlib.resources import files

    entries = files(__name__).joinpath(*folder.split("/")).iterdir()
    return tuple(sorted(entry.name for entry in entries if entry.is_file()))
