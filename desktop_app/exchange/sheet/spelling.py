"""How names are spelt: capitals undone, particles small or great as their language has them."""

from __future__ import annotations

import re
from typing import Final

from desktop_app.exchange.sheet.folding import fold

_SMALL: Final = frozenset(
    ("de", "del", "della", "di", "du", "des", "da", "das", "do", "dos", "la", "las", "los", "le", "les", "y", "e",
     "van", "von", "der", "den", "ter", "ten", "zu", "vom", "zum", "zur")
)  # fmt: skip
_PREFIX: Final = re.compile(r"(?:Ma?c|[dl]['’])(?=[^\W\d_a-z]{2})")
"""What stays small or mixed before capitals: ``McDONALD``, ``d'ALMEIDA``."""
_PIECE: Final = re.compile(r"[^\W\d_]+", re.UNICODE)


def is_capitals(word: str) -> bool:
    """Whether a word is written in capitals: two letters at least, so that an initial is not."""
    letters = [c for c in _PREFIX.sub("", word, count=1) if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters)


def capitalised(name: str) -> str:
    """A name that is written in capitals as it would be in a sentence: ``BEN AMOR`` is ``Ben Amor``.

    Names in which a small letter stands somewhere are left as they are, particles within capitals are small
    (``DE LA TOUR`` is ``de la Tour``) unless they are Arabic ones (``EL AMRANI`` is ``El Amrani``).
    """
    words = name.split(" ")
    return " ".join(_word(word, alone=len(words) == 1) if is_capitals(word) else word for word in words)


def _word(word: str, *, alone: bool) -> str:
    if fold(word) in _SMALL and not alone:
        return word.lower()
    prefix = found[0] if (found := _PREFIX.match(word)) else ""
    text = prefix + _PIECE.sub(lambda piece: piece[0][0] + piece[0][1:].lower(), word.removeprefix(prefix))
    if text.startswith("Mc") and len(text) > 3 and not prefix:
        return "Mc" + text[2].upper() + text[3:]
    return text
