"""The small parts that every page is made of. Labels show plain text always: people's words are never markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.language import Message
from ui.look.icons import CODE_POINTS, paint
from ui.look.icons import icon as icon_named
from ui.look.tokens import colours, u
from ui.words.reading import directed
from ui.words.say import plain_tip, say, say_tip

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QTextEdit

    from ui.look.icons import Role

LabelRole = Literal["", "plain", "title", "heading", "strong", "muted", "small", "refusal"]
ButtonRole = Literal["", "primary", "link", "choice"]


class Label(QLabel):
    """Plain text on the side where the window's language begins; Qt would put it where its own letters begin."""

    def __init__(self, *, role: LabelRole = "", wrap: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if role:
            self.setProperty("role", role)
        self._centred = False
        self._turn()

    def centre(self) -> None:
        """Centre the text, in both directions alike."""
        self._centred = True
        self._turn()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._turn()

    def _turn(self) -> None:
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        side = Qt.AlignmentFlag.AlignHCenter if self._centred else side | Qt.AlignmentFlag.AlignAbsolute
        self.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)

    def paintEvent(self, event: QPaintEvent) -> None:
        """As Qt does, but for lines from right to left: those it moves by the space at which it broke them."""
        is_selected = self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
        if is_selected or not (self.wordWrap() and self.isRightToLeft()):
            super().paintEvent(event)
            return
        painter = QPainter(self)
        self.drawFrame(painter)
        painter.setPen(self.palette().color(self.foregroundRole()))
        room = QRectF(self.contentsRect())
        lines, height = self._broken(room.width())
        at_top = self.alignment() & Qt.AlignmentFlag.AlignTop
        lines.draw(painter, QPointF(room.left(), room.top() if at_top else room.center().y() - height / 2))

    def _broken(self, width: float) -> tuple[QTextLayout, float]:
        """The text in lines of a width, as high as they are together."""
        option = QTextOption(self.alignment())
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        layout = QTextLayout(self.text().replace("\n", "\N{LINE SEPARATOR}"), self.font(), self)
        layout.setTextOption(option)
        height = 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += line.height() + self.fontMetrics().leading()
        layout.endLayout()
        return layout, height


def label(text: Message | str = "", *, role: LabelRole = "", wrap: bool = False) -> Label:
    """A label: a message is said again when the language changes, a person's words stay as they are."""
    made = Label(role=role, wrap=wrap)
    if isinstance(text, Message):
        say(made.setText, text, form=directed)
    else:
        made.setText(text)
    return made


class Elided(Label):
    """A label of one line that never forces the page to be wider than the window."""

    def __init__(self, role: LabelRole = "") -> None:
        super().__init__(role=role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._whole = ""
        self._has_tip = False

    def setToolTip(self, text: str) -> None:
        """Say more than what was cut; without it, the label shows its whole text."""
        self._has_tip = bool(text)
        super().setToolTip(text)

    def setText(self, text: str) -> None:
        self._whole = text.replace("\n", " ")
        self.setAccessibleName(self._whole)
        self._fit()

    def text(self) -> str:
        return self._whole

    def resizeEvent(self, event: object) -> None:
        self._fit()

    def cut(self, width: int) -> tuple[str, bool]:
        """What of the text is shown in a width, and whether that is less than all of it."""
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, width)
        return shown, shown != self._whole

    def _fit(self) -> None:
        shown, is_cut = self.cut(self.contentsRect().width())
        super().setText(shown)
        if not self._has_tip:
            super().setToolTip(plain_tip(self._whole) if is_cut else "")


def button(
    text: Message,
    clicked: Callable[[], object],
    *,
    role: ButtonRole = "",
    icon: str = "",
    parent: QWidget | None = None,
) -> QPushButton:
    """A button with words, and an icon before them if it has one."""
    made = QPushButton(parent)
    say(made.setText, text)
    if role:
        made.setProperty("role", role)
    if icon:
        tone: Role = "on_accent" if role == "primary" else "accent" if role == "link" else "text"
        made.setIcon(icon_named(icon, tone))
        made.setIconSize(QSize(u(5.5), u(4)))  # wider than high, for room between icon and words
    made.setAutoDefault(False)
    made.clicked.connect(lambda: clicked())
    return made


def icon_button(icon: str, name: Message, clicked: Callable[[], object] | None = None) -> QToolButton:
    """A button with an icon alone; its name is its tool tip and what a screen reader says."""
    made = QToolButton()
    made.setIcon(icon_named(icon))
    made.setIconSize(QSize(u(5), u(5)))
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    say_tip(made.setToolTip, name)
    say(made.setAccessibleName, name)
    if clicked is not None:
        made.clicked.connect(lambda: clicked())
    return made


class Picture(QWidget):
    """An icon that is only looked at, in the colours of the moment."""

    def __init__(self, name: str, size: float, role: Role = "muted") -> None:
        """Make a picture of ``size`` units."""
        super().__init__()
        self.set_icon(name, role)
        self.setFixedSize(u(size), u(size))

    def set_icon(self, name: str, role: Role) -> None:
        """Show another one."""
        CODE_POINTS[name]  # an unknown name is told here, and not at each paint
        self._name, self._role = name, role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint(painter, self._name, self.rect(), getattr(colours(), self._role))
        painter.end()


class Check(QCheckBox):
    """A box to tick. The tick is drawn here: a style sheet would want a file for it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.checkState() == Qt.CheckState.Unchecked:
            return
        from PySide6.QtWidgets import QStyleOptionButton

        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        painter = QPainter(self)
        partly = self.checkState() == Qt.CheckState.PartiallyChecked
        paint(painter, "minus" if partly else "check", box, colours().on_accent)
        painter.end()


def indented(widget: QWidget, margin: float) -> QWidget:
    """A widget with so many units of room on both sides."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(u(margin), 0, u(margin), 0)
    row.addWidget(widget)
    return box


class Foot(QFrame):
    """The bar at the foot of a page with its buttons, in view whatever is above it."""

    def __init__(self, beside: float = 6, above: float = 2) -> None:
        """Make it, with so many units of room on its sides, and above and below."""
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(u(beside), u(above), u(beside), u(above))
        self.row.setSpacing(u(2))


def line(*, vertical: bool = False) -> QFrame:
    """A divider across the page, or between two columns."""
    made = QFrame()
    made.setProperty("role", "line")
    if vertical:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


def paragraph(text: Message, width: float = 84) -> QHBoxLayout:
    """A centred, muted paragraph of at most so many units, as high as it needs to be."""
    made = label(text, role="muted", wrap=True)
    made.centre()
    made.setMaximumWidth(u(width))
    made.setMinimumWidth(u(40))
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(made, 1000)
    row.addStretch(1)
    return row


def begin_at(window: QWidget, width: int, height: int) -> None:
    """Give a window its first size, in pixels, no larger than its screen."""
    window.resize(QSize(width, height).boundedTo(window.screen().availableGeometry().size()))


class Scrolled(QScrollArea):
    """A widget that can be scrolled down where there is no room for all of it; what has the focus stays in view."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inner)
        inner.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.horizontalScrollBar().rangeChanged.connect(lambda *_range: self.horizontalScrollBar().setRange(0, 0))

    def wide_enough(self) -> int:
        """The width in which nothing of its content is cut off at the side."""
        inner = self.widget()
        assert inner is not None
        return inner.sizeHint().width() + self.verticalScrollBar().sizeHint().width()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002  # Qt's own name and shape
        moved = super().focusNextPrevChild(next)
        inner, focused = self.widget(), self.focusWidget()
        if inner is not None and inner.isAncestorOf(focused):
            self.ensureWidgetVisible(focused, 0, u(8))
        return moved


class Empty(Scrolled):
    """What a page shows while nothing is there: an icon, what belongs here, and the first step."""

    def __init__(self, icon: str, what: Message, why: Message, *steps: QPushButton) -> None:
        """Make the empty state.

        Args:
            icon: an icon's name.
            what: what belongs here, in a few words.
            why: one or two sentences on what it is good for.
            steps: the first step, and another way if there is one.
        """
        inner = QWidget()
        super().__init__(inner)
        page = QVBoxLayout(inner)
        page.setContentsMargins(u(8), u(8), u(8), u(8))
        page.setSpacing(u(3))
        page.addStretch(2)
        page.addWidget(Picture(icon, 12), 0, Qt.AlignmentFlag.AlignHCenter)
        heading = label(what, role="heading")
        page.addWidget(heading, 0, Qt.AlignmentFlag.AlignHCenter)
        page.addLayout(paragraph(why))
        page.addSpacing(u(2))
        for step in steps:
            page.addWidget(step, 0, Qt.AlignmentFlag.AlignHCenter)
        page.addStretch(3)
        self.first_step = steps[0] if steps else None


def unscrolled(edit: QTextEdit) -> None:
    """Have a text stand whole, as high as it is: without bars or a margin, each paragraph in its own direction."""
    edit.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    edit.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    edit.document().setDocumentMargin(0)
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    edit.document().setDefaultTextOption(option)
