"""How long a passphrase would hold against somebody who has the file: an honest estimate, said quietly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.language import _

if TYPE_CHECKING:
    from desktop_app.language import Message

_A_SECOND: Final = 10_000
"""Guesses that a well equipped thief may make: each takes 64 MiB and a fifth of a second on an ordinary computer."""
_HOUR: Final = 3_600.0
_MONTH: Final = 30 * 24 * _HOUR
_DECADE: Final = 10 * 365 * 24 * _HOUR
_LONG: Final = 72
"""Characters that the estimate looks at; a longer passphrase only gets better."""


def seconds_to_guess(passphrase: str) -> float:
    """How long guessing would take, with words, names, dates, rows of keys and repetitions tried first."""
    from zxcvbn import zxcvbn

    return float(zxcvbn(passphrase[:_LONG], max_length=_LONG)["guesses"]) / _A_SECOND


def estimate(passphrase: str) -> Message:
    """The sentence for whoever chooses it."""
    seconds = seconds_to_guess(passphrase)
    if seconds < _HOUR:
        return _(
            "Someone with the file and the right tools would guess it within the hour. Several words hold out longer."
        )
    if seconds < _MONTH:
        return _(
            "Someone with the file and the right tools would guess it within weeks. Another word or two would help."
        )
    if seconds < _DECADE:
        return _("It would take years to guess.")
    return _("It would take longer than a lifetime to guess.")
