"""The editor of a field, chosen by what the field declares itself to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.language import (
    LANGUAGES,
    OWN_NAMES,
    country_codes,
    country_name,
    language_name,
    window_language,
)
from desktop_app.records.picture import Picture
from desktop_app.records.types import (
    Code,
    CountryCode,
    FieldType,
    InLanguages,
    Integer,
    LanguageCode,
    Moment,
    Reference,
    Several,
    Text,
)
from ui.editors.codes import CodeChips, CodeCombo
from ui.editors.line import Line, Number
from ui.editors.moment import MomentEdit
from ui.editors.prose import Prose
from ui.editors.reference import PickSeveral, RecordPicker
from ui.editors.translated import TranslatedEdit
from ui.widgets.models import Row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.records import Field
    from ui.editors.reference import Creates
    from ui.session import Session

__all__ = ["CodeChips", "CodeCombo", "Line", "MomentEdit", "Number", "PickSeveral", "Prose", "RecordPicker",
           "TranslatedEdit", "countries", "editor_for"]  # fmt: skip


def editor_for(field: Field, session: Session, *, creates: Creates | None = None) -> QWidget:
    """A new editor for a field; it has the members of `ui.editors.base.Editor`.

    Args:
        field: the declaration.
        session: where references look for records.
        creates: for a reference: makes a record of a name that is not there yet, and hands it on.
    """
    match field.type:
        case Text(lines=True):
            return Prose()
        case Text(form=form) if form != "any":
            return Line(from_left=True)
        case Code(vocabulary=name):
            return CodeCombo(name, required=field.required)
        case Picture():
            from ui.editors.picture import PictureEdit

            return PictureEdit()
        case Moment(finest=finest):
            return MomentEdit(finest)
        case Integer() as whole:
            return Number(whole)
        case Reference(kinds=kinds):
            return RecordPicker(lambda: session.titles(kinds), session.title, creates)
        case InLanguages(text=text):
            return TranslatedEdit(session.language, lines=text.lines)
        case Several(each=each):
            return _several(each, session)
        case LanguageCode():
            return RecordPicker(_languages, _language)
        case CountryCode():
            return RecordPicker(countries, _country)
        case _:
            return Line()


def _several(each: FieldType[str], session: Session) -> QWidget:
    match each:
        case Code(vocabulary=name):
            return CodeChips(name)
        case Reference(kinds=kinds):
            return PickSeveral(lambda: session.titles(kinds), session.title)
        case LanguageCode():
            return PickSeveral(_languages, _language)
        case _:
            return Line()


def _language(code: str) -> str:
    if not code:
        return ""
    return OWN_NAMES[code] if code in LANGUAGES else language_name(code, window_language())


def _languages() -> list[Row]:
    from desktop_app.records.types import COMMON_LANGUAGES

    return [Row(code, _language(code), end=code) for code in COMMON_LANGUAGES]


def _country(code: str) -> str:
    return country_name(code, window_language()) if code else ""


def countries() -> list[Row]:
    """Every country by its name in the window's language, in that language's order."""
    return sorted((Row(code, _country(code), end=code) for code in country_codes()), key=lambda row: row.folded)
