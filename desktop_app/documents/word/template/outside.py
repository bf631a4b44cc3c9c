"""A header or a footer of a template: its words and shapes, and the pictures in it."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree

from desktop_app.documents.word.image import Image, read
from desktop_app.documents.word.package import picture_relation
from desktop_app.documents.word.template.cleaning import clean, has_page_number, is_blank, remove
from desktop_app.documents.word.template.names import PIC, WP, A, R, V, W
from desktop_app.imaging import Unreadable, opened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop_app.documents.word.template.opening import Parcel, Relation

MAX_ELEMENTS: Final = 20_000
MAX_CONTENT: Final = 2**20
"""Bytes of a header or a footer without its pictures."""
_HEAVY: Final = 600_000
"""Bytes of a picture from which on it is made smaller."""
_WIDEST: Final = 2000
"""Pixels: a page's width at 240 to the inch."""
_CONVERTED: Final = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
_DESCRIBED: Final = (f"{WP}docPr", f"{PIC}cNvPr")
_FILE_NAME: Final = re.compile(r".*([\\/]|\.(png|jpe?g|gif|bmp|tiff?|emf|wmf|svg)\s*$)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Outside:
    """What stands above or below the text on one sort of pages, made harmless. Its pictures are numbered from 1."""

    content: bytes
    images: tuple[Image, ...]
    blank: bool
    """Whether nothing can be seen in it."""
    numbered: bool
    """Whether the number of the page stands in it."""
    lost: bool = False
    """Whether something that could be seen was left out."""

    def root(self) -> etree._Element:
        """Its tree, to be changed by whoever asked."""
        return etree.fromstring(self.content)


def outside(parcel: Parcel, part: str) -> Outside:
    """Read a header or a footer.

    Raises:
        Damaged: it cannot be read.
        TooLarge: it holds more than any letterhead does.
    """
    root = parcel.xml(part)
    if str(root.tag) not in (f"{W}hdr", f"{W}ftr"):
        raise parcel.damaged()
    if sum(1 for _each in root.iter()) > MAX_ELEMENTS:
        raise parcel.too_large()
    lost = clean(root)
    pictures = _Pictures(parcel, parcel.relations_of(part))
    lost = pictures.take_from(root) or lost
    if root.find(f"{W}p") is None and root.find(f"{W}tbl") is None:
        root.append(root.makeelement(f"{W}p", {}, None))
    _describe(root)
    content = etree.tostring(root)
    if len(content) > MAX_CONTENT:
        raise parcel.too_large()
    return Outside(content, tuple(pictures.images), is_blank(root), has_page_number(root), lost)


class _Pictures:
    """The pictures of one part, as they are met."""

    def __init__(self, parcel: Parcel, relations: Mapping[str, Relation]) -> None:
        self.images: list[Image] = []
        self._parcel, self._relations = parcel, relations
        self._numbers: dict[str, int] = {}

    def take_from(self, root: etree._Element) -> bool:
        """Number the pictures of a part, and take out those that cannot be shown; gives whether there were any."""
        lost = False
        for each in list(root.iter(f"{A}blip", f"{V}imagedata", f"{V}fill")):
            name = f"{R}embed" if each.tag == f"{A}blip" else f"{R}id"
            number = self._number(each.get(name, ""))
            if number:
                each.set(name, picture_relation(number))
            elif each.tag != f"{V}fill" or each.get("type") in ("frame", "tile", "pattern"):
                lost = True
                _take_out(each)
            else:
                each.attrib.pop(name, "")
        return lost

    def _number(self, name: str) -> int:
        relation = self._relations.get(name)
        if relation is None or relation.kind != "image" or not relation.target:
            return 0
        if relation.target not in self._numbers:
            image = _shown(self._parcel.part(relation.target))
            if image is not None:
                self.images.append(image)
            self._numbers[relation.target] = len(self.images) if image is not None else 0
        return self._numbers[relation.target]


def _take_out(each: etree._Element) -> None:
    """Take out a picture with the shape that shows it, and no more."""
    for around in each.iterancestors(f"{PIC}pic", f"{W}drawing", f"{W}pict"):
        parent = around.getparent()
        if str(around.tag) == f"{PIC}pic" and parent is not None and str(parent.tag) == f"{A}graphicData":
            continue
        remove(around)
        return
    remove(each)


def _shown(data: bytes) -> Image | None:
    """A picture as documents hold it: in PNG or JPEG, without what programs wrote into it, and of a fair size."""
    found = read(data)
    if found is not None and len(found.data) <= _HEAVY:
        return found
    try:
        with opened(data, _CONVERTED) as picture:
            clear = "A" in picture.getbands() or "transparency" in picture.info
            made = picture.convert("RGBA" if clear or found is None else "RGB")
            made.thumbnail((_WIDEST, _WIDEST))
            target = io.BytesIO()
            made.save(target, "PNG" if made.mode == "RGBA" else "JPEG", optimize=True, quality=88)
    except Unreadable:
        return None
    return read(target.getvalue())


def _describe(root: etree._Element) -> None:
    """Take from pictures the names that programs gave them; a file's name says nothing about what it shows."""
    for each in root.iter(*_DESCRIBED):
        each.set("name", "Letterhead")
        if _FILE_NAME.match(each.get("descr", "")):
            del each.attrib["descr"]
    for shape in root.iter():
        if str(shape.tag).startswith(V) and _FILE_NAME.match(shape.get("alt", "")):
            del shape.attrib["alt"]
