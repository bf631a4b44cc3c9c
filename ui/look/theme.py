"""How the window looks: Fusion on every platform, a complete palette, and one style sheet made of the tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QStyleFactory

from ui.look import tokens
from ui.look.tokens import DARK, LIGHT, colours, u

if TYPE_CHECKING:
    from PySide6.QtGui import QFont
    from PySide6.QtWidgets import QApplication

_LEAST_POINTS: Final = 10.5
"""Body text of 14 px at 96 dots per inch, as current desktops have it; older defaults are 9 points."""

_ROLES: Final = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "window",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "danger",
    QPalette.ColorRole.Highlight: "selected",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.ToolTipBase: "text",
    QPalette.ColorRole.ToolTipText: "surface",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "divider",
    QPalette.ColorRole.Dark: "border",
    QPalette.ColorRole.Shadow: "border",
}


def system_font(app: QApplication) -> QFont:
    """The font as the system gives it, remembered before this module ever changes it."""
    kept = app.property("roundtable_system_font")
    if kept is None:
        kept = app.font()
        app.setProperty("roundtable_system_font", kept)
    font: QFont = kept
    return font


def apply(app: QApplication, *, appearance: str = "system", scale_percent: int = 100) -> None:
    """Dress the application.

    Args:
        app: the application.
        appearance: ``light``, ``dark``, or ``system`` for whatever the system has now.
        scale_percent: size of all text, and with it of everything else.
    """
    font = tokens.sized(system_font(app), 1)
    base = font.pointSizeF() if _is_dense(app) else max(font.pointSizeF(), _LEAST_POINTS)
    font.setPointSizeF(base * scale_percent / 100)
    tokens.use(DARK if _is_dark(appearance) else LIGHT, font)
    sheet = _style_sheet(font.pointSizeF())
    if app.styleSheet() == sheet:
        return  # every colour and every size stands in it; to set it again would style each widget again
    if app.style().name() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(_palette())
    app.setFont(font)
    app.setStyleSheet(sheet)


def _is_dense(app: QApplication) -> bool:
    """Whether a point is a pixel, as on macOS, where the system's size is already the size of body text."""
    return app.primaryScreen().logicalDotsPerInch() < 80


def _is_dark(appearance: str) -> bool:
    if appearance in ("light", "dark"):
        return appearance == "dark"
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def _palette() -> QPalette:
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, getattr(colours(), name))
    faded = QColor(colours().text)
    faded.setAlphaF(0.5)
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, faded)
    return palette


def _style_sheet(points: float) -> str:
    palette = colours()
    values = {name: getattr(palette, name).name() for name in palette.__struct_fields__ if name != "dark"}
    values["on_notice"] = (LIGHT if palette.dark else DARK).accent.name()  # a notice has the other palette's ground
    lengths = {
        "r": u(1.25), "u1": u(1), "u2": u(2), "u3": u(3), "u6": u(6), "half": u(0.5),
        "py": u(1.5), "px": u(2), "fpy": u(1.5) - 1, "fpx": u(2) - 1, "bar": u(1.6), "barr": max(1, u(1.6) // 2),
        "f1": u(1) - 1, "f2": u(2) - 1, "f3": u(3) - 1, "fhalf": u(0.5) - 1,
        "radio": u(3.6) - 2, "dot": u(3.6) - 2 * u(1), "round": u(3.6) // 2,
        "button": u(5.6), "handle": u(8),
    }  # fmt: skip
    sizes = {
        "title": f"{points * tokens.TITLE:.2f}pt",
        "heading": f"{points * tokens.HEADING:.2f}pt",
        "small": f"{points * tokens.SECONDARY:.2f}pt",
    }
    return _TEMPLATE.format(**values, **lengths, **sizes)


_TEMPLATE: Final = """
QMainWindow, QDialog {{ background: {surface}; }}
[ground="window"] {{ background: {window}; }}
[ground="surface"] {{ background: {surface}; }}
QMenuBar {{ background: {window}; padding: {half}px {u1}px; }}
QMenuBar::item {{ background: transparent; padding: {half}px {u2}px; border-radius: {u1}px; }}
QMenuBar::item:selected {{ background: {hover}; }}
QMenu {{ background: {surface}; border: 1px solid {border}; padding: {u1}px; }}
QMenu::item {{ padding: {u1}px {u6}px {u1}px {u3}px; border-radius: {u1}px; }}
QMenu::item:selected {{ background: {selected}; color: {text}; }}
QMenu::item:disabled {{ color: {muted}; }}
QMenu::icon {{ padding-left: {u2}px; }}
QMenu::separator {{ height: 1px; background: {divider}; margin: {u1}px {u2}px; }}
QToolTip {{ background: {text}; color: {surface}; border: none; padding: {u1}px {u2}px; }}
QLabel[role="title"] {{ font-size: {title}; font-weight: 600; }}
QLabel[role="heading"] {{ font-size: {heading}; font-weight: 600; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="muted"] {{ color: {muted}; }}
QLabel[role="small"] {{ color: {muted}; font-size: {small}; }}
QLabel[role="refusal"] {{ color: {danger}; font-size: {small}; }}
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox {{ background: {surface}; color: {text};
  border: 1px solid {border}; border-radius: {r}px; padding: {py}px {px}px;
  selection-background-color: {accent}; selection-color: {on_accent}; placeholder-text-color: {muted}; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus {{
  border: 2px solid {accent}; padding: {fpy}px {fpx}px; }}
QTextEdit[role="read"], QTextEdit[role="read"]:focus {{ background: transparent; border: none; padding: 0; }}
QLineEdit[refused="true"], QPlainTextEdit[refused="true"] {{ border: 2px solid {danger}; padding: {fpy}px {fpx}px; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {{ background: {window}; color: {muted}; }}
QComboBox {{ combobox-popup: 0; }}
QComboBox::drop-down {{ border: none; width: {u6}px; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QAbstractItemView, QListView[role="popup"] {{ background: {surface}; color: {text};
  border: 1px solid {border}; padding: {half}px; outline: none;
  selection-background-color: {selected}; selection-color: {text}; }}
QComboBox QAbstractItemView::item, QListView[role="popup"]::item {{ padding: {u1}px {u2}px; border-radius: {u1}px; }}
QPushButton {{ background: {surface}; color: {text}; border: 1px solid {border}; border-radius: {r}px;
  padding: {u1}px {u3}px; min-height: {button}px; outline: none; }}
QPushButton:hover {{ background: {hover}; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: {f1}px {f3}px; }}
QPushButton:disabled {{ color: {muted}; border-color: {divider}; }}
QPushButton[role="primary"] {{ background: {accent}; color: {on_accent}; border-color: {accent}; font-weight: 600; }}
QPushButton[role="primary"]:focus {{ border: 2px solid {text}; }}
QPushButton[role="primary"]:disabled {{ background: {divider}; color: {muted}; border-color: {divider}; }}
QPushButton[role="choice"] {{ text-align: left; padding: {u3}px; }}
QPushButton[role="offer"] {{ background: transparent; border: 2px solid transparent; padding: {fhalf}px {half}px;
  font-weight: 600; min-height: 0; }}
QToolButton[role="offer"] {{ padding: {half}px; }}
QToolButton[role="offer"]:focus {{ padding: {fhalf}px; }}
QFrame[role="notice"] QPushButton[role="offer"] {{ color: {on_notice}; }}
QFrame[role="notice"] QPushButton[role="offer"]:focus {{ border: 2px solid {on_notice}; }}
QPushButton[role="link"] {{ background: transparent; color: {accent}; border: 1px solid transparent;
  padding: {half}px {u1}px; min-height: 0; text-align: left; }}
QPushButton[role="link"]:hover {{ text-decoration: underline; }}
QPushButton[role="link"]:focus {{ border: 2px solid {accent}; padding: {fhalf}px {f1}px; }}
QPushButton[role="search"] {{ color: {muted}; text-align: left; padding: {half}px {u2}px; }}
QPushButton[role="search"]:focus {{ padding: {fhalf}px {f2}px; }}
QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: {r}px; padding: {u1}px;
  outline: none; }}
QToolButton:hover, QToolButton:checked, QToolButton:pressed {{ background: {hover}; }}
QToolButton:focus {{ border: 2px solid {accent}; padding: {f1}px; }}
QToolButton::menu-indicator {{ image: none; }}
QToolButton[role="chip"] {{ border: 1px solid {border}; padding: {half}px {u2}px; }}
QToolButton[role="chip"]:checked {{ background: {selected}; border-color: {accent}; }}
QToolButton[role="chip"]:focus {{ border: 2px solid {accent}; padding: {fhalf}px {f2}px; }}
QToolButton[role="segment"] {{ color: {muted}; font-size: {small}; padding: 1px {u1}px; border-radius: {u1}px; }}
QToolButton[role="segment"]:focus {{ padding: 0px {f1}px; }}
QToolButton[role="segment"]:checked {{ color: {accent}; background: {selected}; font-weight: 600; }}
QListView, QTreeView, QTableView {{ background: transparent; border: none; outline: none; }}
QTableView {{ gridline-color: {divider}; selection-background-color: {selected}; selection-color: {text}; }}
QTableView::item {{ padding: 0 {u2}px; }}
QCalendarWidget QTableView {{ background: {surface}; color: {text}; }}
QCalendarWidget QTableView::item {{ padding: 0; }}
QHeaderView {{ background: {window}; }}
QHeaderView::section {{ background: {window}; color: {muted}; border: none; border-bottom: 1px solid {divider};
  padding: {u1}px {u2}px; font-weight: 600; }}
QScrollArea {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: {bar}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {bar}px; margin: 0; }}
QScrollBar::handle {{ background: {border}; border-radius: {barr}px; min-height: {handle}px; min-width: {handle}px; }}
QScrollBar::handle:hover {{ background: {muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: {divider}; }}
QTabBar {{ background: transparent; }}
QTabBar::tab {{ background: transparent; color: {muted}; padding: {u2}px {u3}px; border: none;
  border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {accent}; border-bottom: 2px solid {accent}; }}
QTabBar::tab:hover {{ color: {text}; }}
QTabBar::tab:focus {{ background: {hover}; border-radius: {u1}px; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {divider}; }}
QRadioButton {{ spacing: {u2}px; padding: {half}px; border: 2px solid transparent; border-radius: {u1}px; }}
QRadioButton::indicator {{ width: {radio}px; height: {radio}px; border: 1px solid {border}; border-radius: {round}px;
  background: {surface}; }}
QRadioButton::indicator:checked {{ width: {dot}px; height: {dot}px; border: {u1}px solid {accent}; }}
QRadioButton:focus, QCheckBox:focus {{ border: 2px solid {accent}; }}
QCheckBox::indicator {{ width: {radio}px; height: {radio}px; border: 1px solid {border}; border-radius: {half}px;
  background: {surface}; }}
QCheckBox::indicator:checked, QCheckBox::indicator:indeterminate {{ border-color: {accent}; background: {accent}; }}
QCheckBox {{ spacing: {u2}px; padding: {half}px; border: 2px solid transparent; border-radius: {u1}px; }}
QProgressBar {{ background: {divider}; border: none; border-radius: {half}px; height: {u1}px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: {half}px; }}
QFrame[role="line"] {{ background: {divider}; border: none; }}
QFrame[role="card"] {{ background: {surface}; border: 1px solid {divider}; border-radius: {r}px; }}
QFrame[role="card"][chosen="true"] {{ border: 2px solid {accent}; background: {selected}; }}
QFrame[role="tag"] {{ background: {note_pill}; border-radius: {u1}px; }}
QFrame[role="notice"] {{ background: {text}; border-radius: {r}px; }}
QFrame[role="notice"] QLabel {{ color: {surface}; }}
QFrame[role="warning"] {{ background: {action_pill}; border-radius: {r}px; }}
QFrame[role="warning"] QLabel {{ color: {action}; }}
QFrame[role="palette"] {{ background: {surface}; border: 1px solid {border}; border-radius: {r}px; }}
"""
