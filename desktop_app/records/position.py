"""Places in a list that two people can insert into at once without asking each other.

A position is a fraction between 0 and 1 written in base 36 without its leading ``0.``, so it sorts as text.
"""

from __future__ import annotations

from typing import Final

_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_BASE: Final = len(_DIGITS)
_BLOCK: Final = 4
"""Digits that count up or down at the ends of a list, where nearly all insertions happen."""
_STEP: Final = _BASE
_FIRST: Final = _BASE**_BLOCK // 4


def between(before: str = "", after: str = "") -> str:
    """A position after ``before`` and before ``after``; an empty one means that end of the list.

    Two random digits end it, so that two people who insert at one place rarely get the same position.

    Raises:
        ValueError: ``before`` does not sort before ``after``.
    """
    if after and before >= after:
        raise ValueError((before, after))
    if not after:
        place = _later(before)
    elif not before:
        place = _earlier(after)
    else:
        place = _middle(before, after)
    import secrets  # when something is put into a list, not at each start

    # The last digit is never zero: a position that ended in one would leave no room before it.
    return place + secrets.choice(_DIGITS) + secrets.choice(_DIGITS[1:])


def _later(before: str) -> str:
    if not before:
        return _digits(_FIRST, _BLOCK)
    head = before[:_BLOCK].ljust(_BLOCK, "0")
    number = int(head, _BASE) + _STEP
    return _digits(number, _BLOCK) if number < _BASE**_BLOCK else head + _later(before[_BLOCK:])


def _earlier(after: str) -> str:
    head = after[:_BLOCK].ljust(_BLOCK, "0")
    number = int(head, _BASE) - _STEP
    if number > 0:
        return _digits(number, _BLOCK)
    if head.strip("0"):
        return "0" * _BLOCK + _digits(_BASE**_BLOCK - _STEP, _BLOCK)
    return head + _earlier(after[_BLOCK:])


def _middle(before: str, after: str) -> str:
    """The shortest digits strictly between the two, to which any tail may be added."""
    taken = ""
    bounded = True
    for place in range(len(before) + len(after) + 1):
        low = _DIGITS.index(before[place]) if place < len(before) else 0
        high = _DIGITS.index(after[place]) if bounded and place < len(after) else (0 if bounded else _BASE)
        if high - low > 1:
            return taken + _DIGITS[(low + high) // 2]
        taken += _DIGITS[low]
        bounded = bounded and high == low
    return taken


def spread(count: int) -> list[str]:
    """Positions for a list that is made at once, in order."""
    width = _BLOCK
    while _BASE**width < 2 * (count + 1):
        width += 1
    step = _BASE**width // (2 * (count + 1))
    return [_digits(_BASE**width // 4 + step * index, width) + "i" for index in range(count)]


def _digits(number: int, width: int) -> str:
    digits = []
    for _ in range(width):
        number, digit = divmod(number, _BASE)
        digits.append(_DIGITS[digit])
    return "".join(reversed(digits))
