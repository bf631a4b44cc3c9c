"""Which of a template's styles is which of ours: by Word's own name for it, whatever language it was made in.

Word writes the names of its built-in styles in English in every language, and makes their ids from the translated
names. Other programs write translated names too. A style with the name of one of ours is that one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from desktop_app.documents.word.looks import LOOKS
from desktop_app.documents.word.template.names import W, value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree

_LEVELS: Final = (1, 2, 3)
_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "Normal": ("normal", "standard", "عادي"),
    "Title": ("title", "titre", "título", "العنوان"),
    "Subtitle": ("subtitle", "sous-titre", "subtítulo", "عنوان فرعي"),
    **{
        f"Heading{level}": tuple(f"{name} {level}" for name in ("heading", "titre", "título", "عنوان", "العنوان"))
        for level in _LEVELS
    },
    "Quote": ("quote", "citation", "cita", "اقتباس"),
    "ListBullet": ("list bullet", "liste à puces", "lista con viñetas", "تعداد نقطي"),
    "Caption": ("caption", "légende", "descripción", "epígrafe", "leyenda", "تسمية توضيحية"),
    "Header": ("header", "en-tête", "encabezado", "رأس الصفحة", "رأس صفحة"),
    "Footer": ("footer", "pied de page", "pie de página", "تذييل الصفحة", "تذييل صفحة"),
    "FootnoteText": ("footnote text", "note de bas de page", "texto nota pie", "نص حاشية سفلية"),
    "TOCHeading": (
        "toc heading", "en-tête de table des matières", "título tdc", "título de tdc",
        "encabezado de tabla de contenido",
        "عنوان جدول المحتويات",
    ),
    **{f"TOC{level}": (f"toc {level}", f"tm {level}", f"tdc {level}", f"جدول محتويات {level}") for level in _LEVELS},
}  # fmt: skip
"""The built-in styles that documents use: Word's name, then what it is called in French, Spanish and Arabic."""
BUILT_IN: Final = tuple(_NAMES)
_OWN: Final = {look.name.casefold(): look.id for look in LOOKS if look.listed}
_REFERENCE: Final = ("footnote reference", "appel note de bas de p.", "ref. de nota al pie", "مرجع الحاشية السفلية")
_TELLING: Final = 4
"""Letters that an id must have to say anything: those of Arabic styles are a letter and a number."""


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold())


_BY_NAME: Final = {name: role for role, names in _NAMES.items() for name in names}
_WORDS_OWN: Final = {names[0]: role for role, names in _NAMES.items()}
_BY_ID: Final = {
    plain: role for role, names in _NAMES.items() for name in names if len(plain := _plain(name)) >= _TELLING
}


def found_roles(styles: Iterable[etree._Element]) -> dict[str, etree._Element]:
    """The style of a template for each of ours that it has. The surest sign wins, and of equal ones the first."""
    paragraphs = [each for each in styles if each.get(f"{W}type") == "paragraph"]
    found: dict[str, etree._Element] = {}
    taken: set[etree._Element] = set()
    default = next((each for each in paragraphs if each.get(f"{W}default") in ("1", "true")), None)
    if default is not None:
        found["Normal"] = default
        taken.add(default)
    for signs in (_word_name, _any_name, _own_id):
        for style in paragraphs:
            for role in signs(style) if style not in taken else ():
                if role not in found:
                    found[role] = style
                    taken.add(style)
                    break
    return found


def reference_style(styles: Iterable[etree._Element]) -> etree._Element | None:
    """The style of a template for the raised numbers of footnotes."""
    return next(
        (
            each
            for each in styles
            if each.get(f"{W}type") == "character" and value(each, "name").casefold() in _REFERENCE
        ),
        None,
    )


def _word_name(style: etree._Element) -> Iterator[str]:
    role = _WORDS_OWN.get(value(style, "name").casefold())
    if role:
        yield role


def _any_name(style: etree._Element) -> Iterator[str]:
    for name in (value(style, "name"), *value(style, "aliases").split(",")):
        said = " ".join(name.split()).casefold()
        role = _BY_NAME.get(said) or _OWN.get(said)
        if role:
            yield role


def _own_id(style: etree._Element) -> Iterator[str]:
    role = _BY_ID.get(_plain(style.get(f"{W}styleId", "")))
    if role:
        yield role
