"""What a PDF says of itself: title, language, conformity. Nothing of who made it, where, or when."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from desktop_app.documents.pdf.objects import Raw, Stream, text_string
from desktop_app.documents.text.clean import one_line

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Document
    from desktop_app.documents.pdf.composer import HeadingMark
    from desktop_app.documents.pdf.file import File

_PRODUCER = "Roundtable"


def information(document: Document) -> str:
    """The information dictionary."""
    said = {"Title": document.title, "Subject": document.subject, "Keywords": ", ".join(document.tags)}
    entries = "".join(f"/{name}{text_string(one_line(text))}" for name, text in said.items() if text)
    return f"<<{entries}/Producer({_PRODUCER})>>"


def metadata(document: Document) -> Stream:
    """The same in XMP, with the identifier of PDF/UA-1; not compressed, so that any program finds it."""
    title, subject = (escape(one_line(text)) for text in (document.title, document.subject))
    tags = "".join(f"<rdf:li>{escape(one_line(tag))}</rdf:li>" for tag in document.tags)
    description = (
        f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>'
        if subject
        else ""
    )
    keywords = f"<dc:subject><rdf:Bag>{tags}</rdf:Bag></dc:subject>" if tags else ""
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
        f"<dc:language><rdf:Bag><rdf:li>{escape(document.language)}</rdf:li></rdf:Bag></dc:language>"
        f"{description}{keywords}<dc:format>application/pdf</dc:format>"
        f"<pdf:Producer>{_PRODUCER}</pdf:Producer><pdfuaid:part>1</pdfuaid:part>"
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    )
    return Stream(packet.encode("utf-8"), "/Type/Metadata/Subtype/XML", compressed_already=True)


def outline(file: File, headings: list[HeadingMark], destination: dict[int, str]) -> str:
    """Write the bookmarks, one for each heading under the one above it; returns the reference of their root."""
    root = Raw()
    reference = file.add(root)
    items = [Raw() for _ in headings]
    numbers = [file.add(item) for item in items]
    parents, kids = _family([heading.level for heading in headings])
    for at, heading in enumerate(headings):
        siblings = kids[parents[at]]
        place = siblings.index(at) if len(siblings) < 3 else _place(siblings, at)
        previous = f"/Prev {numbers[siblings[place - 1]]}" if place else ""
        following = f"/Next {numbers[siblings[place + 1]]}" if place + 1 < len(siblings) else ""
        parent = numbers[parents[at]] if parents[at] >= 0 else reference
        items[at].written = (
            f"<</Title{text_string(heading.text)}/Parent {parent}{previous}{following}"
            f"{_ends(kids[at], numbers, closed=True)}/Dest{destination[at]}>>"
        )
    root.written = f"<</Type/Outlines{_ends(kids[-1], numbers, closed=False)}>>"
    return reference


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


def _place(siblings: list[int], at: int) -> int:
    from bisect import bisect_left

    return bisect_left(siblings, at)


def _ends(kids: list[int], numbers: list[str], *, closed: bool) -> str:
    if not kids:
        return ""
    count = -len(kids) if closed else len(kids)
    return f"/First {numbers[kids[0]]}/Last {numbers[kids[-1]]}/Count {count}"
