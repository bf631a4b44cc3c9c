"""What a PDF says of itself: title, language, colours, conformity. Nothing of who made it, where, or when."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from desktop_app.documents.pdf.colour import srgb_profile
from desktop_app.documents.pdf.objects import dictionary, text_string
from desktop_app.documents.text.clean import one_line

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Document
    from desktop_app.documents.pdf.file import File
    from desktop_app.documents.pdf.strips import HeadingMark

_PRODUCER: Final = "Roundtable"
_LONGEST: Final = 1000
"""Characters of a title that are kept in the properties; a longer one is none."""
_NAMESPACES: Final = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
_EXTENSION: Final = (
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
    f"<pdfaSchema:namespaceURI>{_NAMESPACES['pdfuaid']}</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>"
)
"""What the archives' standard asks to be said of a property that it does not know."""


def information(document: Document) -> str:
    """The information dictionary."""
    said = {"Title": _title(document), "Subject": document.subject, "Keywords": ", ".join(document.tags)}
    entries = {name: text_string(kept) for name, text in said.items() if (kept := _kept(text))}
    return dictionary(entries | {"Producer": text_string(_PRODUCER)})


def metadata(file: File, document: Document) -> str:
    """Write the same in XMP, with the identifiers of PDF/UA-1 and PDF/A-2a; returns its reference.

    It is not compressed, so that any program finds it.
    """
    languages = f"<rdf:Bag><rdf:li>{escape(document.language)}</rdf:li></rdf:Bag>"
    tags = "".join(f"<rdf:li>{escape(_kept(tag))}</rdf:li>" for tag in document.tags)
    said = {
        "dc:title": _alternative(_title(document)),
        "dc:language": languages,
        "dc:description": _alternative(document.subject) if _kept(document.subject) else "",
        "dc:subject": f"<rdf:Bag>{tags}</rdf:Bag>" if tags else "",
        "dc:format": "application/pdf",
        "pdf:Keywords": escape(_kept(", ".join(document.tags))),
        "pdf:Producer": _PRODUCER,
        "pdfuaid:part": "1",
        "pdfaid:part": "2",
        "pdfaid:conformance": "A",
    }
    properties = "".join(f"<{name}>{value}</{name}>" for name, value in said.items() if value)
    spaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF{spaces}><rdf:Description rdf:about="">{properties}{_EXTENSION}</rdf:Description></rdf:RDF>'
        '</x:xmpmeta><?xpacket end="r"?>'
    )
    return file.add_stream(packet.encode("utf-8"), "/Type/Metadata/Subtype/XML", compressed_already=True)


def output_intent(file: File) -> str:
    """Write what colours mean; returns it as the catalogue names it."""
    return dictionary(
        {
            "Type": "/OutputIntent",
            "S": "/GTS_PDFA1",
            "OutputConditionIdentifier": text_string("sRGB"),
            "Info": text_string("sRGB IEC61966-2.1"),
            "DestOutputProfile": file.add_stream(srgb_profile(), "/N 3"),
        }
    )


def _title(document: Document) -> str:
    """The title; a file must have one, whatever somebody wrote."""
    return _kept(document.title) or _PRODUCER


def _alternative(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(_kept(text))}</rdf:li></rdf:Alt>'


def _kept(text: str) -> str:
    return one_line(text[:_LONGEST]).strip()


def outline(file: File, headings: list[HeadingMark], destination: list[str]) -> str:
    """Write the bookmarks, one for each heading under the one above it; returns the reference of their root."""
    root = file.reserve()
    first = file.reserve(len(headings))
    parents, kids = _family([heading.level for heading in headings])
    items = []
    for at, heading in enumerate(headings):
        siblings = kids[parents[at]]
        place = bisect_left(siblings, at)
        entries = {
            "Title": text_string(_kept(heading.text)),
            "Parent": f"{first + parents[at] if parents[at] >= 0 else root} 0 R",
            "Prev": f"{first + siblings[place - 1]} 0 R" if place else "",
            "Next": f"{first + siblings[place + 1]} 0 R" if place + 1 < len(siblings) else "",
            "Dest": destination[at],
        }
        items.append(dictionary(entries | _ends(kids[at], first, closed=True)))
    file.put(enumerate(items, first))
    file.put([(root, dictionary({"Type": "/Outlines"} | _ends(kids[-1], first, closed=False)))])
    return f"{root} 0 R"


def _family(levels: list[int]) -> tuple[list[int], dict[int, list[int]]]:
    """The parent of each heading, -1 for the root, and the kids of each."""
    parents: list[int] = []
    kids: dict[int, list[int]] = {-1: []}
    above: list[int] = []
    for at, level in enumerate(levels):
        while above and levels[above[-1]] >= level:
            above.pop()
        parents.append(above[-1] if above else -1)
        kids[parents[-1]].append(at)
        kids[at] = []
        above.append(at)
    return parents, kids


def _ends(kids: list[int], first: int, *, closed: bool) -> dict[str, str]:
    if not kids:
        return {}
    count = -len(kids) if closed else len(kids)
    return {"First": f"{first + kids[0]} 0 R", "Last": f"{first + kids[-1]} 0 R", "Count": str(count)}
