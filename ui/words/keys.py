"""What the keys of a shortcut are called: as they are printed on the keyboards of a language's countries.

Qt has names of its own, which nobody finds on a keyboard (*Retour*, *Control+Mayúsculas+Suprimir*); its menus and the
menus of its editors are given ours, so that a key is called one thing wherever it is named.
"""

from __future__ import annotations

import struct
import sys
from typing import TYPE_CHECKING, Final

import msgspec
from PySide6.QtGui import QKeySequence

from desktop_app.language import Message, _, direction, list_mark, window_language
from ui.words.reading import from_the_left

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMES: Final[Mapping[str, Message | str]] = {
    "Ctrl": "Ctrl",
    "Alt": "Alt",
    "Shift": _("Shift"),
    "Return": _("Enter"),
    "Enter": _("Enter"),
    "Tab": _("Tab"),
    "Backspace": _("Backspace"),
    "Del": _("Del"),
    "Up": "↑",
    "Down": "↓",
}
"""By Qt's names: what is the same on every keyboard, and what is not. Letters and digits name themselves."""

_CONTEXT: Final = "QShortcut"
"""Under which Qt looks for the names of keys."""


class Keys(msgspec.Struct, frozen=True):
    """The keys of a shortcut, or of several, as a value of a `Message`: named in the language of the message."""

    written: str
    """By Qt's names, such as ``Ctrl+Return``; several with ``", "`` between."""

    def __str__(self) -> str:
        return self.within(window_language())

    def within(self, language: str) -> str:
        """Their names in a language of the program; on a Mac its signs. They are read from the left in every line."""
        if not self.written:
            return ""
        named = list_mark(language).join(_named(keys, language) for keys in self.written.split(", "))
        return from_the_left(named) if direction(language) == "rtl" else named


def pressed(keys: str) -> QKeySequence:
    """The shortcut that is written so in the program, by Qt's names; `QKeySequence` alone would read it in ours."""
    return QKeySequence(keys, QKeySequence.SequenceFormat.PortableText)


def with_keys(name: Message, keys: str) -> Message:
    """A name and, in brackets, the keys that do the same."""
    return _("{name} ({keys})", name=name, keys=Keys(keys))


def qt_catalogue(language: str) -> bytes:
    """Our names for Qt: a compiled catalogue (a ``.qm`` file, as `QTranslator` reads it).

    It has the two sections that Qt asks for: the messages, and where each of them begins by the hash of its source.
    """
    messages, places = b"", []
    for source, name in _NAMES.items():
        places.append(struct.pack(">II", _hash(source.encode()), len(messages)))
        called = _in(name, language)
        if direction(language) == "rtl" and not called.isalpha():
            called += "\u200e"  # or an arrow behind Ctrl would stand before it
        messages += _tagged(3, called.encode("utf-16-be"))
        messages += _tagged(6, source.encode()) + _tagged(7, _CONTEXT.encode()) + b"\x01"
    magic = bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd")
    return magic + _tagged(0x42, b"".join(sorted(places))) + _tagged(0x69, messages)


def _named(keys: str, language: str) -> str:
    sequence = pressed(keys)
    if sys.platform == "darwin":
        return sequence.toString(QKeySequence.SequenceFormat.NativeText)
    each = sequence.toString(QKeySequence.SequenceFormat.PortableText).split("+")
    return "+".join(_in(_NAMES.get(key, key), language) for key in each)


def _in(name: Message | str, language: str) -> str:
    return name if isinstance(name, str) else name.within(language)


def _tagged(tag: int, content: bytes) -> bytes:
    return struct.pack(">BI", tag, len(content)) + content


def _hash(text: bytes) -> int:
    """The hash of ELF's tables of symbols, which Qt's catalogues are sorted by (System V ABI, chapter 5)."""
    value = 0
    for byte in text:
        value = (value << 4) + byte
        high = value & 0xF0000000
        value = (value ^ high >> 24) & ~high
    return value or 1
