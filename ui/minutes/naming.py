"""What a name after `@` is for: the one who speaks or does it, or a name in the sentence.

Who does something is written where one writes it: at the start of an action, or at its end. There the name becomes the
owner. It leaves the text where it is set apart from it (“Send the map, @…”, “by @…”), as a date becomes the due date;
where it may be a part of the sentence (“Call @…”) the sentence stays as it is written. After a word that needs a name
(“with @…”) and in the middle of a sentence it is a name and nothing else.
"""

from __future__ import annotations

import re
from typing import Final

from ui.minutes.folding import fold
from ui.minutes.rows import Part, Row

GOES_WITH: Final = " \t,;،؛:–—-"
"""What stands between a text and the name or date that is taken out of its end."""

_NEEDS_A_NAME: Final = frozenset(map(fold, (
    "with", "to", "from", "for", "of", "and", "or", "at", "avec", "à", "de", "du", "des", "pour", "et", "ou",
    "chez", "auprès", "entre", "contre", "con", "a", "del", "para", "y", "o", "e", "مع", "إلى", "الى", "من",
    "عن", "و", "أو", "بين", "لدى",
)))  # fmt: skip
_DOES_IT: Final = re.compile(r"(?:^|\s)(?:by|par|por|من طرف|من قبل)\s*$", re.IGNORECASE)
_LAST_WORD: Final = re.compile(r"([^\W_]+)['’]?\s*$")


def role_of(row: Row, before: str, after: str) -> str:
    """The field that a name is for, ``speaker`` or ``owner``; ``""`` where it is a name in the sentence.

    Args:
        row: where it is typed.
        before: the text before the `@`.
        after: the text after the caret.
    """
    if row.part is not Part.ENTRY:
        return ""
    if row.kind == "note":
        return "" if before.strip() else "speaker"
    if not row.is_action or row.who or (before.strip() and after.strip()):
        return ""
    last = _LAST_WORD.search(before)
    return "" if last and fold(last[1]) in _NEEDS_A_NAME else "owner"


def is_apart(before: str) -> bool:
    """Whether a name after a text is set apart from it: it begins the text, or a mark or “by” stands before it."""
    bare = before.rstrip()
    return not bare or bare[-1] in GOES_WITH or _DOES_IT.search(bare) is not None


def without_end(before: str) -> str:
    """The text before a name that is taken out: without what led in to it."""
    return _DOES_IT.sub("", before).rstrip(GOES_WITH)
