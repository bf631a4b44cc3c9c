"""The user's guide, in a window of its own that stays beside the work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextDocument, QTextFormat, QTextLength, QTextTable
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QTextBrowser, QVBoxLayout, QWidget

import resources
from desktop_app.language import _, direction, window_language
from ui.look.tokens import u
from ui.widgets import parts
from ui.widgets.delegates import OneLine
from ui.widgets.models import Row
from ui.widgets.row_list import RowList
from ui.words.reading import from_the_left
from ui.words.say import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QTextBlock

_FIRST: Final = "guide.md"
_AT_THE_SIDE: Final = 2
"""The level of the headings that are listed."""
KEYS: Final = re.compile(r"(?:Ctrl|Alt)\+[^\s,;.:)|،؛]+")
"""Keys that are pressed together, in any of the languages: each names Ctrl and Alt so."""
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
        headings = _headings(self.text.document())
        self._places = [block for block in headings if block.blockFormat().headingLevel() == _AT_THE_SIDE]
        self.headings.rows.show([Row(str(number), block.text()) for number, block in enumerate(self._places)])
        self.text.setFocus()

    def _follow(self, link: QUrl) -> None:
        """Show the page that a link leads to, from the heading that it names if it names one."""
        if link.fileName():
            self.open_page(link.fileName())
        anchor = link.fragment(QUrl.ComponentFormattingOption.FullyDecoded)
        for block in _headings(self.text.document()):
            if anchor == anchor_of(block.text()):
                self._bring_up(block)

    def _go(self) -> None:
        """Bring the heading that is chosen to the top."""
        number = self.headings.currentIndex().row()
        if 0 <= number < len(self._places):
            self._bring_up(self._places[number])

    def _bring_up(self, block: QTextBlock) -> None:
        top = self.text.document().documentLayout().blockBoundingRect(block).top()
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
        for table in _tables(self.document()) if mirrored else ():
            wide = table.format().toTableFormat()
            wide.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
            table.setFormat(wide)
        block = self.document().begin()
        while block.isValid():
            turned = QTextBlockFormat()
            turned.setLayoutDirection(Qt.LayoutDirection.LeftToRight if _is_code(block) else way)
            QTextCursor(block).mergeBlockFormat(turned)
            block = block.next()

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied has the columns of its tables in the order in which they are read."""
        if self.layoutDirection() is not Qt.LayoutDirection.RightToLeft:
            return super().createMimeDataFromSelection()
        copied, made = QTextDocument(), QMimeData()
        QTextCursor(copied).insertFragment(self.textCursor().selection())
        for table in _tables(copied):
            _turn(table)
        made.setText(copied.toPlainText())
        made.setHtml(copied.toHtml().replace("<table ", "<table dir='rtl' "))
        return made


def _tables(document: QTextDocument) -> Iterator[QTextTable]:
    return (frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable))


def _turn(table: QTextTable) -> None:
    """Put the last column of a table first, and so on."""
    for row in range(table.rows()):
        cells = [_content(table, row, column) for column in range(table.columns())]
        fragments = [cell.selection() for cell in cells]
        for cell, fragment in zip(cells, reversed(fragments), strict=True):
            cell.insertFragment(fragment)


def _content(table: QTextTable, row: int, column: int) -> QTextCursor:
    cell = table.cellAt(row, column)
    found = cell.firstCursorPosition()
    found.setPosition(cell.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
    return found


def _mirrored(text: str) -> str:
    """A page for a script from right to left: the first column of a table last, as Qt sets them from the left only."""
    text = KEYS.sub(lambda keys: from_the_left(keys.group()), text)
    lines = _EMPHASIS.sub("**", text).split("\n")
    return "\n".join("|".join(reversed(line.split("|"))) if line.startswith("|") else line for line in lines)


def _is_code(block: QTextBlock) -> bool:
    return block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeLanguage.value)


def anchor_of(heading: str) -> str:
    """By which a link names a heading, after ``#``: small letters, hyphens between words, no other signs."""
    return re.sub(r"[^\w -]", "", heading.casefold()).replace(" ", "-")


def _headings(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel():
            yield block
        block = block.next()
