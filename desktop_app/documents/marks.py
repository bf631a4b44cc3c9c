"""Direction marks: how a line of a document keeps its own direction whatever names and numbers stand in it.

A line's direction comes from its first strong character (UAX #9, P2), so a line of Arabic minutes that begins with a
Latin name would turn around; and a number after a word of the other script joins that word (W2, W7), so a date after
it would fall apart. The marks U+200E and U+200F are strong, take no room, and are understood by every reader.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from desktop_app.documents.blocks import Run, Tone
from desktop_app.language import direction, text_direction

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Rich
    from desktop_app.language import Direction

_MARKS: Final[dict[Direction, str]] = {"ltr": "\N{LEFT-TO-RIGHT MARK}", "rtl": "\N{RIGHT-TO-LEFT MARK}"}
_RIGHT_TO_LEFT: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""The blocks that Unicode keeps for scripts written from right to left."""
_LATIN: Final = re.compile("[A-Za-z]")
_BLANK: Final = "[ \u00a0\u202f]"
_DIGITS: Final = re.compile(
    r"(?<![\w\n])"
    rf"(\+\d+(?:(?:{_BLANK}|[.-])?\(?\d+\)?)*|\d{{1,3}}(?:{_BLANK}\d{{3}})+\b|\d+(?:{_BLANK}\d{{2,4}}){{2,}}\b)"
)
"""A number in groups: a telephone number, thousands."""


def opened(line: Rich, base: Direction) -> Rich:
    """The line with a mark before it, where it would otherwise run against ``base``."""
    text = "".join(run.text for run in line)
    return line if text_direction(text, base) == base else (Run(_MARKS[base]), *kept(line, base))


def closed(part: Rich, base: Direction) -> Rich:
    """Part of a line with a mark after it, where it holds letters that run against ``base``.

    One that runs against it as a whole keeps its own first number and its own last stop: they have marks of its
    direction, without which they would join what is around them. One with marks of ``base`` in it is put together
    from such parts already.
    """
    against = _runs_left if base == "ltr" else _runs_right
    return (*kept(part, base), Run(_MARKS[base])) if any(against(run.text) for run in part) else part


def kept(part: Rich, base: Direction) -> Rich:
    """A part that runs against ``base`` as a whole, with marks where its ends would run otherwise."""
    text = "".join(run.text for run in part).strip()
    own = text_direction(text, base)
    along = _runs_right if base == "ltr" else _runs_left
    if own == base or _MARKS[base] in text or along(text):
        return part
    before = () if _is_strong(text[:1]) else (_marked(own),)
    after = () if _is_strong(text[-1:]) or text[-1:].isdecimal() else (_marked(own),)  # a number joins its word
    return (*before, *part, *after)


def is_against(part: Rich, base: Direction) -> bool:
    """Whether all letters of a part run against ``base``."""
    text = "".join(run.text for run in part)
    against, along = (_runs_left, _runs_right) if base == "ltr" else (_runs_right, _runs_left)
    return against(text) and not along(text)


def own_direction(text: str, language: str, otherwise: Direction) -> Direction:
    """The direction of a text in a language: the language's, though a name in other letters may stand first."""
    own = direction(language)
    has_own = _runs_left if own == "rtl" else _runs_right
    return own if has_own(text) else text_direction(text, otherwise)


def lead(text: str, language: str) -> Rich:
    """A mark that lets each paragraph of a text run as its language does; nothing where it would anyhow."""
    own = own_direction(text, language, "ltr")
    if all(text_direction(piece, own) == own for piece in text.split("\n\n")):
        return ()
    return (_marked(own),)


def is_lead(run: Run) -> bool:
    """Whether a run is nothing but a mark."""
    return run.text in _MARKS.values()


def is_muted(line: Rich) -> bool:
    """Whether all that is seen of a line is in the quiet tone of what is secondary."""
    return all(run.tone is Tone.MUTED or is_lead(run) for run in line)


def grouped(run: Run) -> Rich:
    """Text that is read from the right, with marks around numbers in groups, which are read from the left."""
    if not _runs_left(run.text):
        return (run,)
    found: list[Run] = []
    for place, piece in enumerate(_DIGITS.split(run.text)):
        said = replace(run, text=piece, note=())
        found += [said] if place % 2 == 0 else [_marked("ltr"), said, _marked("rtl")]
    found[-1] = replace(found[-1], note=run.note)
    return tuple(run for run in found if run.text or run.note)


def _marked(towards: Direction) -> Run:
    return Run(_MARKS[towards], tone=Tone.MUTED)


def _is_strong(character: str) -> bool:
    return unicodedata.bidirectional(character) in ("L", "R", "AL") if character else True


def _runs_left(text: str) -> bool:
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def _runs_right(text: str) -> bool:
    return _LATIN.search(text) is not None or any(unicodedata.bidirectional(character) == "L" for character in text)


def bracketed(part: Rich, base: Direction, before: str = "(", after: str = ")") -> Rich:
    """A part that runs against ``base``, in brackets or quotation marks that run with it.

    Else each would stand where ``base`` begins and ends, away from the words where these fill more than a line, and
    LibreOffice may end a line between a bracket and what it embraces.
    """
    mark = _MARKS["rtl" if base == "ltr" else "ltr"]
    return Run(f"{mark}{before}"), *part, Run(f"{after}{mark}")


def enclosed(text: str, base: Direction) -> str:
    """Text that runs in a direction up to the brackets at its ends."""
    return f"{_MARKS[base]}{text}{_MARKS[base]}"


def opened_text(text: str, base: Direction) -> str:
    """Plain text with a mark before it, where it would otherwise run against ``base``."""
    return text if text_direction(text, base) == base else _MARKS[base] + text
