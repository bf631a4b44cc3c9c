"""The user's guide, in a window of its own that stays beside the work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextFormat, QTextLength, QTextTable
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QTextBrowser, QVBoxLayout, QWidget

import resources
from desktop_app.language import _, direction, window_language
from ui.look.tokens import u
from ui.widgets import parts
from ui.widgets.delegates import OneLine
from ui.widgets.models import Row
from ui.widgets.row_list import RowList
from ui.words.say import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QTextBlock, QTextDocument

_FIRST: Final = "guide.md"
_EMPHASIS: Final = re.compile(r"(?<!\*)\*(?!\*)")
"""Begin or end of italics: a script from right to left has none, and sets in bold what others slant."""

_DIRECTIONS: Final = {"ltr": Qt.LayoutDirection.LeftToRight, "rtl": Qt.LayoutDirection.RightToLeft}


class Guide(QDialog):
    """The pages below ``resources/guide``: headings at the side, and a line to find words in the page."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.Window)
        say(self.setWindowTitle, _("User’s guide"))
        self.text = _Text()
        self.text.anchorClicked.connect(self._follow)
        self.headings = RowList(_("Headings"))
        self.headings.setItemDelegate(OneLine(self.headings))
        self.headings.setFixedWidth(u(52))
        self.headings.clicked.connect(lambda _index: self._go())
        self.headings.selectionModel().currentChanged.connect(lambda _now, _before: self._go())
        self.sought = QLineEdit()
        say(self.sought.setPlaceholderText, _("Find in this page"))
        say(self.sought.setAccessibleName, _("Find in this page"))
        self.sought.returnPressed.connect(self._find)
        self.back = parts.button(_("Back to the guide"), lambda: self.open_page(_FIRST), role="link")
        self._lay_out()
        self.open_page(_FIRST)
        self.resize(u(220), u(160))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(u(5), u(3), u(5), u(2))
        head.addWidget(self.sought)
        head.addStretch()
        head.addWidget(self.back)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self.headings)
        beside.addWidget(parts.line(vertical=True))
        beside.addWidget(self.text, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addLayout(head)
        page.addWidget(parts.line())
        page.addLayout(beside, 1)

    def open_page(self, name: str) -> None:
        """Show a page from its beginning, in the window's language."""
        language = window_language()
        self.text.show_page(resources.read_text(f"guide/{language}/{name}"), _DIRECTIONS[direction(language)])
        self.text.verticalScrollBar().setValue(0)
        self.back.setVisible(name != _FIRST)
        self._places = list(_headings(self.text.document()))
        self.headings.rows.show([Row(str(number), block.text()) for number, block in enumerate(self._places)])
        self.text.setFocus()

    def _follow(self, link: QUrl) -> None:
        self.open_page(link.fileName())

    def _go(self) -> None:
        """Bring the heading that is chosen to the top."""
        number = self.headings.currentIndex().row()
        if 0 <= number < len(self._places):
            top = self.text.document().documentLayout().blockBoundingRect(self._places[number]).top()
            self.text.verticalScrollBar().setValue(int(top))

    def _find(self) -> None:
        """The next place of the words, from the beginning again after the last."""
        if not self.text.find(self.sought.text()):
            self.text.moveCursor(self.text.textCursor().MoveOperation.Start)
            self.text.find(self.sought.text())


class _Text(QTextBrowser):
    """A page of the guide, in the direction of its language."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.document().setDocumentMargin(u(6))
        say(self.setAccessibleName, _("User’s guide"))

    def show_page(self, text: str, way: Qt.LayoutDirection) -> None:
        """Paragraphs and tables run the language's way, whatever word they begin with; commands never do."""
        mirrored = way is Qt.LayoutDirection.RightToLeft
        self.setLayoutDirection(way)
        self.setMarkdown(_mirrored(text) if mirrored else text)
        for frame in self.document().rootFrame().childFrames() if mirrored else ():
            if isinstance(frame, QTextTable):
                wide = frame.format().toTableFormat()
                wide.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
                frame.setFormat(wide)
        block = self.document().begin()
        while block.isValid():
            turned = QTextBlockFormat()
            turned.setLayoutDirection(Qt.LayoutDirection.LeftToRight if _is_code(block) else way)
            QTextCursor(block).mergeBlockFormat(turned)
            block = block.next()


def _mirrored(text: str) -> str:
    """A page for a script from right to left: the first column of a table last, as Qt sets them from the left only."""
    lines = _EMPHASIS.sub("**", text).split("\n")
    return "\n".join("|".join(reversed(line.split("|"))) if line.startswith("|") else line for line in lines)


def _is_code(block: QTextBlock) -> bool:
    return block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeLanguage.value)


def _headings(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel() == 2:
            yield block
        block = block.next()
