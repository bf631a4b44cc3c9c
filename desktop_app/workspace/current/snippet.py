"""The piece of a found text that is shown, and where in it the words stand that were looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.workspace.current.fold import fold, fold_with_places

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

LENGTH: Final = 160
"""Characters of a snippet, about."""
_BEFORE: Final = 40
_LOOKED_THROUGH: Final = 200


def snippet(texts: Sequence[str], finder: re.Pattern[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The first of the texts in which most different words are found, cut around them.

    Args:
        texts: paragraphs, as they were written.
        finder: finds words in a folded text; its first group is what is marked.

    Returns:
        the snippet, with ``…`` where it was cut, and the places of what was found in it.
    """
    if not texts:
        return "", ()
    best = texts[0]
    if len(texts) > 1:
        best = max(texts[:_LOOKED_THROUGH], key=lambda text: len(set(finder.findall(fold(text)))))
    folded, places = fold_with_places(best)
    found = [(places[match.start(1)], places[match.end(1) - 1] + 1) for match in finder.finditer(folded)]
    start = _word_start(best, found[0][0] - _BEFORE) if found and len(best) > LENGTH else 0
    end = _word_end(best, start + LENGTH)
    ahead = "… " if start else ""
    shown = ahead + best[start:end] + (" …" if end < len(best) else "")
    shift = len(ahead) - start
    return shown, tuple((one + shift, other + shift) for one, other in found if start <= one and other <= end)


def _word_start(text: str, place: int) -> int:
    if place <= 0:
        return 0
    return text.find(" ", place) + 1 if 0 <= text.find(" ", place) < place + _BEFORE else place


def _word_end(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    return text.rfind(" ", place - _BEFORE, place) if text.rfind(" ", place - _BEFORE, place) > 0 else place
