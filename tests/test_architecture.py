"""Imports run one way, and imports inside functions count."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parent.parent
FLOORS: Final = (
    ("resources",),
    ("desktop_app.language",),
    ("desktop_app.errors", "desktop_app.imaging", "desktop_app.progress", "desktop_app.settings"),
    ("desktop_app.records",),
    ("desktop_app.workspace",),
    ("desktop_app.exchange", "desktop_app.documents"),
    ("desktop_app.demo",),
    ("ui", "desktop_app.commands"),
    ("desktop_app.__main__",),
)
SCREEN: Final = ("PySide6", "shiboken6", "qtawesome")


def modules() -> list[Path]:
    return [path for room in ("desktop_app", "ui", "resources") for path in sorted((ROOT / room).rglob("*.py"))]


def test_every_folder_says_what_is_in_it() -> None:
    folders = {path.parent for path in modules()}
    silent = [
        folder for folder in folders if not ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8")))
    ]
    assert not silent


def imported(path: Path) -> set[str]:
    """Every module that a file imports, at its top or inside its functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            found.add(node.module or "")
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def floor_of(module: str) -> tuple[int, str] | None:
    for height, rooms in enumerate(FLOORS):
        for room in rooms:
            if module == room or module.startswith(room + "."):
                return height, room
    return None


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_no_room_knows_one_above_or_beside_it(path: Path) -> None:
    here = floor_of(name_of(path))
    if here is None:
        assert name_of(path) == "desktop_app", "a module without a room"
        return
    for module in imported(path):
        there = floor_of(module)
        if there is not None and there[1] != here[1]:
            assert there[0] < here[0] or (here[0] == there[0] == 2), f"{name_of(path)} imports {module}"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_only_the_window_knows_qt(path: Path) -> None:
    if not name_of(path).startswith("ui"):
        assert not [module for module in imported(path) if module.split(".")[0] in SCREEN]
