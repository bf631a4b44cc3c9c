"""The one door to the files that ship with the program, from a folder or from a zip alike."""

from __future__ import annotations

import csv
import io
from functools import cache
from importlib.resources import files


def read_bytes(name: str) -> bytes:
    """The content of one resource, by its path below ``resources``, with forward slashes."""
    return files(__name__).joinpath(*name.split("/")).read_bytes()


def read_text(name: str) -> str:
    """The same as text; every resource in text form is UTF-8."""
    return read_bytes(name).decode("utf-8")


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a CSV resource, each by its column names."""
    return tuple(csv.DictReader(io.StringIO(read_text(name))))


def names(folder: str) -> tuple[str, ...]:
    """The file names in one folder of resources, sorted."""
    entries = files(__name__).joinpath(*folder.split("/")).iterdir()
    return tuple(sorted(entry.name for entry in entries if entry.is_file()))
