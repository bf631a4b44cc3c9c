"""Bundles of the demo's cities in orders by chance, some of them again: one fingerprint, one state, one search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from reliability.merging.mutations import MUTATIONS, Mutation
from reliability.orders.taking import posted, taken

if TYPE_CHECKING:
    from pathlib import Path

    from reliability.orders.rounds import Post

CAUGHT: Final = (
    "first wins", "parents dropped", "erasures do not count in the fingerprint", "the state keeps what was erased",
)  # fmt: skip
"""Of the bugs that can be planted, some of those that show in the order in which files come."""


@pytest.fixture(scope="module")
def post(tmp_path_factory: pytest.TempPathFactory) -> Post:
    return posted(tmp_path_factory.mktemp("post"), bundles=12, cities=3)


def test_bundles_in_any_order_and_some_twice_end_alike(post: Post, tmp_path: Path) -> None:
    assert taken(post, tmp_path, 3).found == []


@pytest.mark.parametrize("mutation", [one for one in MUTATIONS if one.name in CAUGHT], ids=lambda one: one.name)
def test_a_planted_bug_is_caught(mutation: Mutation, post: Post, tmp_path: Path) -> None:
    with mutation.planted():
        assert taken(post, tmp_path, 2).found
