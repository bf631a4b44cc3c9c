"""Killed in the middle of editing and merging: everything acknowledged is there, and no half merge."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_thirty_kills() -> None:
    """In a process of its own, which has one thread alone, since each child is a fork of it."""
    ended = subprocess.run([sys.executable, "-m", "reliability.kills", "30"], cwd=ROOT, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout + ended.stderr
