"""Where a line may end: a working part of the Unicode Line Breaking Algorithm (UAX #14).

A line may end after spaces, after a hyphen or dash between letters, at a soft hyphen, and between ideographs. It may
not begin with closing punctuation, nor end with an opening guillemet, even where somebody typed a space there, as is
usual in French. No-break spaces hold.
"""

from __future__ import annotations

import re
from heapq import nsmallest
from typing import TYPE_CHECKING, Final
from unicodedata import category

if TYPE_CHECKING:
    from collections.abc import Iterable

BREAKING_SPACES: Final = " \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
SOFT_HYPHEN: Final = "\u00ad"

_TOKENS: Final = re.compile(f"[^{BREAKING_SPACES}]+[{BREAKING_SPACES}]*|[{BREAKING_SPACES}]+")
_IDEOGRAPH: Final = (
    "\u2e80-\u2fff\u3003-\u3007\u3012-\u3013\u3020-\u303f\u3041-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_INNER: Final = re.compile(
    r"(?<=\w)[-\u2010\u058a](?=[^\W\d_])"
    r"|(?<=\w)[\u2013\u2014](?=[^\W\d_])"
    "|[\u00ad\u200b]"
    f"|[{_IDEOGRAPH}](?=[{_IDEOGRAPH}]|\\w)"
)
_MAY_HAVE_INNER: Final = re.compile("[-\u2010\u058a\u2013\u2014\u00ad\u200b\u2e80-\uffff\U00020000-\U0003ffff]")
_STICKS_TO_LAST: Final = frozenset("!?:;»%…؟؛،")
_STICKS_TO_NEXT: Final = frozenset("«")
HOLDERS: Final = _STICKS_TO_LAST | _STICKS_TO_NEXT
"""The characters that `holds_on` looks for: where neither word begins with one, it need not be asked."""
_HELD: Final = tuple((mark, f" {mark}", f"\N{NO-BREAK SPACE}{mark}") for mark in sorted(_STICKS_TO_LAST))
_PLAINLY_HELD: Final = tuple(one for one in _HELD if one[0].isascii())
_OPENED: Final = re.compile(f"(?<=[{''.join(sorted(_STICKS_TO_NEXT))}]) (?=\\S)")
_PREFERRED: Final = frozenset("/\\-_.,:;?&=@+|")
LONGEST: Final = 120
"""A word longer than this fills no line of any document here; it may be broken after every few characters."""
_CHUNK: Final = 12


def tokens(text: str) -> list[str]:
    """The words of a line of text, each with the spaces after it. Joined, they are the text."""
    usual = text.isascii() or text.isprintable()  # neither has other spaces that a line may end at
    if usual and text[:1] not in ("", " ") and text[-1] != " " and "  " not in text and "\0" not in text:
        return text.replace(" ", " \0").split("\0")
    return _TOKENS.findall(text)


def inner_parts(word: str) -> list[str]:
    """The parts of a word between which a line may end."""
    if len(word) > LONGEST:
        return _chunks(word)
    if not _MAY_HAVE_INNER.search(word):
        return [word]
    ends = [match.end() for match in _INNER.finditer(word) if match.end() < len(word)]
    return [word[a:b] for a, b in zip([0, *ends], [*ends, len(word)], strict=True)]


def longest_words(texts: Iterable[str], count: int) -> list[str]:
    """The longest of the parts of texts between which a line may end, without their spaces: at most so many.

    Long is what has many characters; the widest is among the longest.
    """
    words = {word for text in set(texts) for word in tokens(text)}
    longest = words if len(words) <= 2 * count else nsmallest(2 * count, words, key=_longest_first)
    parts = {part.rstrip(BREAKING_SPACES) for word in longest for part in inner_parts(word)}
    return sorted(parts, key=_longest_first)[:count]


def _longest_first(word: str) -> tuple[int, str]:
    """The order by length, and by letters among equals, so that it is the same ones each time."""
    return -len(word), word


def holds_on(before: str, after: str) -> bool:
    """Whether two words belong to one line although there is a space between them."""
    return after[0] in _STICKS_TO_LAST or before.rstrip(BREAKING_SPACES)[-1:] in _STICKS_TO_NEXT


def held(text: str) -> str:
    """The text for who breaks lines by other rules: a space at which none may end is a no-break space."""
    # Few texts have such a mark: to look for each takes a tenth of the time of one pattern for all.
    for mark, free, kept in _PLAINLY_HELD if text.isascii() else _HELD:
        if mark in text:
            text = text.replace(free, kept)
    for mark in _STICKS_TO_NEXT:
        if mark in text:
            text = _OPENED.sub("\N{NO-BREAK SPACE}", text)
    return text


def emergency(parts: list[str], room: int) -> int:
    """How many of the first ``room`` characters' clusters to keep on a line when a word is too long for it.

    After a slash, a dot or a hyphen if there is one in the second half, else as many as there is room for.
    """
    for kept in range(room, max(room // 2, 1), -1):
        if parts[kept - 1][-1] in _PREFERRED:
            return kept
    return max(room, 1)


def clusters(text: str) -> list[str]:
    """What a reader takes for one character each: a base with its marks, joiners and variation selectors."""
    found: list[str] = []
    for character in text:
        joined = category(character) in ("Mn", "Mc", "Me") or character in "\u200c\u200d"
        if found and (joined or found[-1].endswith("\u200d")):
            found[-1] += character
        else:
            found.append(character)
    return found


def _chunks(word: str) -> list[str]:
    bases = clusters(word)
    return ["".join(bases[at : at + _CHUNK]) for at in range(0, len(bases), _CHUNK)]
