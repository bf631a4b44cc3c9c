"""Paired brackets take the direction of what they embrace (UAX #9, BD14 to BD16 and rule N0)."""

from __future__ import annotations

import re
from typing import Final

_PAIRS: Final = (
    "()[]{}༺༻༼༽᚛᚜⁅⁆⁽⁾₍₎⌈⌉⌊⌋〈〉❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟅⟆⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌⦍⦐⦏⦎⦑⦒⦓⦔⦕⦖⦗⦘⧘⧙⧚⧛⧼⧽"
    "⸢⸣⸤⸥⸦⸧⸨⸩\u2e55\u2e56\u2e57\u2e58\u2e59\u2e5a\u2e5b\u2e5c〈〉《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞（）［］｛｝｟｠｢｣"
)
_SAME: Final = {"〈": "〈", "〉": "〉"}
"""Canonically equivalent brackets count as one."""
_CLOSING: Final = {
    _SAME.get(opening, opening): _SAME.get(closing, closing)
    for opening, closing in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)
}
_OPENINGS: Final = frozenset(_PAIRS[::2])
BRACKETS: Final = re.compile("[" + re.escape(_PAIRS) + "]")
_DEEPEST: Final = 63


def paired(text: str, kinds: str, types: str, level: int, starts_as: str) -> str:
    """The types of a sequence with its brackets resolved; ``kinds`` are the classes before any rule."""
    pairs = _pairs(text, types)
    if not pairs:
        return types
    resolved = list(types)
    embedding = "LR"[level & 1]
    for opening, closing in pairs:
        side = _side(resolved, opening, closing, embedding, starts_as)
        if side:
            for at in (opening, closing):
                _set(resolved, kinds, at, side)
    return "".join(resolved)


def _pairs(text: str, types: str) -> list[tuple[int, int]]:
    """The positions of matching brackets, in the order of the opening ones (BD16)."""
    stack: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for match in BRACKETS.finditer(text):
        at = match.start()
        if types[at] != "O":
            continue
        bracket = _SAME.get(match[0], match[0])
        if bracket in _OPENINGS:
            if len(stack) == _DEEPEST:
                return []
            stack.append((_CLOSING[bracket], at))
            continue
        for depth in range(len(stack) - 1, -1, -1):
            if stack[depth][0] == bracket:
                pairs.append((stack[depth][1], at))
                del stack[depth:]
                break
    return sorted(pairs)


def _side(types: list[str], opening: int, closing: int, embedding: str, starts_as: str) -> str:
    opposite = False
    for at in range(opening + 1, closing):
        found = _strong(types[at])
        if found == embedding:
            return embedding
        opposite = opposite or bool(found)
    if not opposite:
        return ""
    before = next((s for at in range(opening - 1, -1, -1) if (s := _strong(types[at]))), starts_as)
    return before if before != embedding else embedding


def _strong(kind: str) -> str:
    return "L" if kind == "L" else "R" if kind in "REN" else ""


def _set(types: list[str], kinds: str, at: int, side: str) -> None:
    """Set a bracket and the marks that were written on it."""
    types[at] = side
    following = at + 1
    while following < len(kinds) and kinds[following] == "M":
        types[following] = side
        following += 1
