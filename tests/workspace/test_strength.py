"""The estimate of a passphrase: honest, and never against a long one."""

from __future__ import annotations

import pytest

from desktop_app.workspace.file import strength


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("motdepasse", "within the hour"), ("azerty123", "within the hour"), ("a" * 20, "within the hour"),
        ("Tunis2018", "within the hour"), ("un citron vert dans la lune bleue", "lifetime"), ("é" * 9, "hour"),
        ("x7!kQ2mRw9", "weeks|years"), ("un citron vert dans la lune bleue " * 40, "lifetime"),
    ],
)  # fmt: skip
def test_what_is_said(phrase: str, said: str) -> None:
    assert any(word in str(strength.estimate(phrase)) for word in said.split("|")), strength.seconds_to_guess(phrase)
