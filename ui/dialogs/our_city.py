"""Our city: what stands at the head and the foot of its documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.language import _
from desktop_app.records import City
from ui.documents.template import TemplateLine
from ui.forms.binding import Binding
from ui.forms.form import Column, Form
from ui.look.tokens import u
from ui.widgets import parts
from ui.words.say import say

if TYPE_CHECKING:
    from ui.session import Session

FIELDS = ("name", "authority", "country", "territory_level", "logo", "disclaimer", "donors", "donor_logo")


class OurCity(QDialog):
    """The record of the workspace's city, saved as it is typed."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        say(self.setWindowTitle, _("Our city"))
        self._session = session
        self.city = Binding(session, City, self)
        form = Form(session.settings.scale_percent)
        for name in FIELDS:
            form.add(self.city.row(name))
        form.heading(_("Word template"))
        self.template = TemplateLine(session)
        self.template.show_city(session.workspace.city)
        form.widget(self.template)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, u(5), 0, u(4))
        page.setSpacing(u(2))
        head = QVBoxLayout()
        head.setContentsMargins(u(6), 0, u(6), 0)
        head.addWidget(parts.label(_("Our city"), role="title"))
        why = _("This appears at the top and bottom of the city’s documents.")
        head.addWidget(parts.label(why, role="muted", wrap=True))
        page.addLayout(head)
        page.addWidget(Column(form), 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(u(6), 0, u(6), 0)
        foot.addStretch()
        self.close_button = parts.button(_("Close"), self.accept, role="primary")
        foot.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTrailing)
        page.addLayout(foot)
        self.resize(u(140), u(140))
        self.city.show(session.workspace.city)
        self.finished.connect(lambda _result: session.settle())
