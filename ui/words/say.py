"""Texts of the window that can be said again when its language changes.

    say(label.setText, _("Family name"))
    say(tabs.setTabText, 0, _("Minutes"))

sets the text and remembers the message beside the widget, so that one walk says everything in another language. What
is painted, or made of several parts, listens to `ui.session.Session.retranslated` instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol, cast
from weakref import WeakKeyDictionary

from shiboken6 import isValid

from desktop_app.language import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject


class _Bound(Protocol):
    __name__: str
    __self__: QObject


_Said = tuple[tuple[object, ...], Message, "Callable[[str], str]"]
_said: Final[WeakKeyDictionary[QObject, dict[tuple[str, object], _Said]]] = WeakKeyDictionary()


def _as_is(text: str) -> str:
    return text


def say(setter: Callable[..., object], *said: object, form: Callable[[str], str] = _as_is) -> None:
    """Set a text, and remember its message.

    Args:
        setter: a method of a Qt object, such as ``label.setText``.
        said: what the setter takes before the text, if anything, and then the message.
        form: what to do with the text before it is set.
    """
    *before, message = said
    assert isinstance(message, Message)
    bound = cast("_Bound", setter)
    key = (bound.__name__, before[0] if before else None)
    _said.setdefault(bound.__self__, {})[key] = (tuple(before), message, form)
    setter(*before, form(str(message)))


def say_tip(setter: Callable[[str], object], message: Message) -> None:
    """Set a tool tip from a message; nothing in it is taken as markup."""
    say(setter, message, form=plain_tip)


def plain_tip(text: str) -> str:
    """A tool tip that shows ``text`` as it is: Qt would take what looks like HTML for HTML."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<span>{escaped}</span>" if text else ""


def say_again() -> int:
    """Set every remembered text once more, in the window's language of now; how many there were."""
    count = 0
    for owner, texts in list(_said.items()):
        if not isValid(owner):
            continue
        for (name, _first), (before, message, form) in texts.items():
            getattr(owner, name)(*before, form(str(message)))
            count += 1
    return count
