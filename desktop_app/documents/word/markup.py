"""WordprocessingML as text that is known to be markup: the one place where what people wrote becomes XML.

A tree of lxml elements costs three times as long as the text it is written to, so parts are composed as text. What
keeps that safe is the type: a `Markup` comes from `element` and `characters` alone, which escape, and a strict
checker refuses a plain string where markup is asked for.

The order of children within properties is fixed by the schema (ECMA-376 part 1, `CT_PPr`, `CT_RPr`, `CT_TblPr`).
"""

from __future__ import annotations

from typing import Final, NewType

from desktop_app.documents.text.clean import cleaned

Markup = NewType("Markup", str)
"""Well-formed content of an XML part."""

NOTHING: Final = Markup("")

_NAMESPACES: Final = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}


def characters(text: str) -> Markup:
    """Text as the content of an element."""
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Markup(text)


def _attribute(value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    if value.isalnum() and value.isascii():
        return value
    escaped = characters(cleaned(value)).replace('"', "&quot;")
    return escaped.replace("\n", "&#10;")


def element(name: str, /, *content: Markup, **attributes: str | int) -> Markup:
    """An element; ``w_val="x"`` writes the attribute ``w:val``."""
    if attributes:
        pairs = [f' {key.replace("_", ":", 1)}="{_attribute(value)}"' for key, value in attributes.items()]
        opening = name + "".join(pairs)
    else:
        opening = name
    inner = content[0] if len(content) == 1 else "".join(content)
    return Markup(f"<{opening}>{inner}</{name}>" if inner else f"<{opening}/>")


def val(name: str, value: str | int) -> Markup:
    """The commonest element of WordprocessingML: one that has nothing but a ``w:val``."""
    return element(name, w_val=value)


def join(parts: list[Markup]) -> Markup:
    """Markup after markup."""
    return Markup("".join(parts))


def part(root: str, *content: Markup, prefixes: str = "w r", name: str = "") -> bytes:
    """A whole XML part: declaration, root with the namespaces of these prefixes and maybe a name, content."""
    attributes = "".join(f' xmlns:{prefix}="{_NAMESPACES[prefix]}"' for prefix in prefixes.split())
    if name:
        attributes += f' name="{_attribute(name)}"'
    head = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<{root}{attributes}>'
    return "".join((head, *content, f"</{root}>")).encode()
