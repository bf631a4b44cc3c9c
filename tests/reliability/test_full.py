"""A full disk, a medium that may only be read, two instances at once, a journal that was left: nothing is lost."""

from __future__ import annotations

import sys

import pytest

from reliability import full
from reliability.power.recording import can_record


@pytest.mark.skipif(not can_record(), reason="needs Linux and a C compiler")
def test_full_disks() -> None:
    assert full.sizes(6).found == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")
def test_media_that_may_only_be_read() -> None:
    assert full.media().found == []


def test_two_instances_racing() -> None:
    assert full.races(5).found == []


def test_a_journal_that_was_left() -> None:
    assert full.stale_journals(10).found == []
