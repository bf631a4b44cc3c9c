"""What any text may hold, of one line or of several."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from desktop_app.errors import InvalidValue
from desktop_app.language import Message, _

CONTROL: Final = "\x00-\x08\x0b-\x1f\x7f-\x9f"
"""The control characters (Unicode's Cc) that no text holds, as a range of a regular expression."""
OVERRIDES: Final = "\u202a\u202b\u202d\u202e"
"""The characters that turn the direction of what follows (UAX #9, embeddings and overrides), which no text holds."""
# Patterns are compiled where they are first used, which a start does without.
_STRANGE: Final = f"[{CONTROL}]"
_STRANGE_IN_LINE: Final = f"[{CONTROL}\\n\\t]"


def plain(value: object, limit: int, *, lines: bool) -> str:
    """A text as it is kept: composed (Unicode's NFC), with one kind of line break, and no blanks at its ends.

    Args:
        value: what was given.
        limit: how many characters it may have.
        lines: whether it may have line breaks and tabs.

    Raises:
        InvalidValue: it is no text, is too long, or holds what no text may hold.
    """
    if not isinstance(value, str):
        raise InvalidValue(_("Text is expected here."))
    try:
        value.encode()
    except UnicodeEncodeError:
        raise InvalidValue(_("The text holds half a character (a lone surrogate); type that part again.")) from None
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(text) > limit:
        raise InvalidValue(
            _("This is too long: {length} characters, at most {limit} fit here.", length=len(text), limit=limit)
        )
    strange = re.search(_STRANGE if lines else _STRANGE_IN_LINE, text)
    if strange is not None:
        raise InvalidValue(_forbidden(strange[0]))
    if any(character in OVERRIDES for character in text):
        raise InvalidValue(
            _("The text holds an invisible character that reverses what follows; type it again without it.")
        )
    return text


def _forbidden(character: str) -> Message:
    if character in "\n\t":
        return _("This is a single line; it cannot hold line breaks or tabs.")
    return _(
        "The text holds a control character (U+{code}), which cannot be printed; type it again without it.",
        code=f"{ord(character):04X}",
    )
