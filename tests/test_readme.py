"""What the README promises is there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from desktop_app.commands.program import Program

if TYPE_CHECKING:
    import click

ROOT: Final = Path(__file__).parent.parent
README: Final = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def commands() -> dict[str, click.Command]:
    return dict(Program(lambda _file: 0).commands)


def test_every_command_is_in_the_readme_and_the_other_way_round(commands: dict[str, click.Command]) -> None:
    written = set(re.findall(r"^    roundtable ([a-z]+) ", README, re.MULTILINE)) | set(
        re.findall(r"`roundtable ([a-z]+)", README)
    )
    assert written == set(commands)


def test_every_option_in_the_readme_exists(commands: dict[str, click.Command]) -> None:
    for line in re.findall(r"^    roundtable [a-z]+ .*$", README, re.MULTILINE):
        command = commands[line.split()[1]]
        known = {option for parameter in command.params for option in parameter.opts}
        assert set(re.findall(r"--[a-z-]+", line)) <= known, line


def test_every_page_that_is_linked_is_there() -> None:
    for page in ROOT.glob("docs/**/*.md"), [ROOT / "README.md"]:
        for path in page:
            for link in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
                assert link.startswith("http") or (path.parent / link).exists(), f"{path}: {link}"
