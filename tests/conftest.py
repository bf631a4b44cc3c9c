"""What holds for every test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop_app.language import use_window_countries, use_window_language, window_language
from desktop_app.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def sentences_in_english(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test without a window reads English, whatever language a window of another test was left in.

    Dates are those of no country until a workspace is open in a window.
    """
    use_window_countries(())
    if "qapp" in request.fixturenames:
        yield
        return
    before = window_language()
    use_window_language("en")
    yield
    use_window_language(before)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """An open workspace of Tangier, in French."""
    city = {"code": "MATNG", "name": {"fr": "Tanger"}, "country": "MA"}
    with Workspace.create(tmp_path / "t.roundtable", city=city, author="Salma", language="fr") as made:
        yield made
