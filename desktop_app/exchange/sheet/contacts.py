"""Telephone numbers and e-mail addresses as they stand in lists: tidied where that loses nothing, and kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop_app.exchange.sheet.folding import fold, tidy
from desktop_app.exchange.sheet.readings import Reading, read_as, refused
from desktop_app.exchange.sheet.words import meaning
from desktop_app.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

_ADDRESS: Final = re.compile(r"[^@\s<>(),;:/|\"']+@[^@\s<>(),;:/|\"']+")
_BETWEEN: Final = re.compile(r"[;,/|<>()\"'.\-\s]+")
_SHORTENED: Final = re.compile(r"\d[.,]?\d*E\+?\d+", re.IGNORECASE)
_FROM_ABROAD: Final = re.compile(r"(?<![\d+])00(?=\s?[1-9])\s?")
_LABEL: Final = re.compile(
    r"^(?:t[ée]l(?:[ée]phone)?|phone|gsm|mob(?:ile)?|port(?:able)?|fax|هاتف)\s*[.:]+\s*", re.IGNORECASE
)


def read_phone(text: str) -> Reading:
    """A telephone number, or several as the list separates them, with ``00`` before a country written ``+``."""
    plain = tidy(text).replace("\n", " / ")
    if _SHORTENED.fullmatch(plain):
        return refused(
            _("“{text}” is a number that the spreadsheet program shortened: its last digits are lost.", text=plain)
        )
    plain = _FROM_ABROAD.sub("+", _LABEL.sub("", plain))
    if sum(c.isdigit() for c in plain) < 3:
        return refused(_("“{text}” is not a telephone number.", text=plain[:80]))
    letters = sum(c.isalpha() for c in plain)
    doubt = _("There are words beside the telephone number.") if letters > 6 else None
    return read_as(plain, doubt)


@dataclass(frozen=True, slots=True)
class Addresses:
    """The e-mail addresses of a cell, and what else stands in it."""

    found: tuple[str, ...]
    rest: str


def addresses(text: str) -> Addresses:
    """The e-mail addresses in a text, in their order, each once."""
    found = dict.fromkeys(_tidy_address(match) for match in _ADDRESS.findall(text))
    rest = _BETWEEN.sub(" ", _ADDRESS.sub(" ", text))
    return Addresses(tuple(found), tidy(rest))


def _tidy_address(address: str) -> str:
    """An address as it is kept: without a final dot, and not shouted. Its domain is the same in either case."""
    address = address.strip(".")
    return address.lower() if address.isupper() else address


def is_shared(address: str) -> bool:
    """Whether an address is an office's rather than a person's: ``contact@``, ``secretariat@``."""
    return fold(address.partition("@")[0]).split(" ")[0] in meaning("mailbox")


def owner_of(address: str, names: Sequence[tuple[str, str]]) -> int | None:
    """Which of several people, given as (given name, family name), an address speaks of; ``None`` if of none or two.

    ``k.jebali@…`` and ``kjebali@…`` are Karim Jebali's when his sister Sonia is the only other.
    """
    local = fold(address.partition("@")[0]).replace(" ", "")
    scores = [_likeness(local, fold(given), fold(family)) for given, family in names]
    best = max(scores, default=0)
    return scores.index(best) if best and scores.count(best) == 1 else None


def _likeness(local: str, given: str, family: str) -> int:
    given_words = given.split()
    whole_family = family.replace(" ", "")
    initials = "".join(word[0] for word in given_words)
    score = 0
    if whole_family and whole_family in local:
        rest = local.replace(whole_family, "", 1)
        score = 2 + 2 * (bool(rest) and (rest in (initials, initials[:1]) or rest in given.replace(" ", "")))
    if any(len(word) > 2 and word in local for word in given_words):
        score += 2
    return score
