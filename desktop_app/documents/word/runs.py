"""Rich text as runs: cut by direction, each with its language, its weight and its tone; footnotes after them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from desktop_app.documents.blocks import Run, Tone
from desktop_app.documents.word import tongues
from desktop_app.documents.word.direction import Closing, Opening, pieces
from desktop_app.documents.word.markup import NOTHING, Markup, characters, element, join, plain, val
from desktop_app.language import Direction, direction, text_direction

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Rich
    from desktop_app.documents.word.pictures import Image

TONE_STYLES: Final = {
    Tone.MUTED: "Muted",
    Tone.ACCENT: "Accent",
    Tone.DECISION: "DecisionTone",
    Tone.ACTION: "ActionTone",
    Tone.WARNING: "WarningTone",
}
_MARKED: Final = re.compile("([\n\t\u00ad\u2011])")
_MARKS: Final = {
    "\n": element("w:br"),
    "\t": element("w:tab"),
    # As characters, Word shows the first always and takes the second from another font.
    "\u00ad": element("w:softHyphen"),
    "\u2011": element("w:noBreakHyphen"),
}
_EXPLICIT: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CLOSE: Final = Markup("</w:dir>")
FIRST_NOTE: Final = 1
"""The number of the first footnote; those before it are the lines above footnotes."""


@dataclass(slots=True)
class Story:
    """What text is written into: the language around it, and the footnotes that were met.

    Word has no footnotes in headers, footers and footnotes; where ``notes`` is ``None`` they stand in brackets.
    """

    language: str
    name: str
    """What its pictures are called by, with a number."""
    notes: list[Rich] | None = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    """The pictures that were met, in their order."""

    @property
    def direction(self) -> Direction:
        """The direction of the main language."""
        return direction(self.language)

    def footnote(self, content: Rich) -> int:
        """Keep a footnote and give its number among the part's."""
        assert self.notes is not None
        self.notes.append(content)
        return len(self.notes) - 1 + FIRST_NOTE


def plain_text(content: Rich) -> str:
    """The text alone, as it is said, on one line."""
    return _EXPLICIT.sub("", " ".join("".join(run.text for run in content).split()))


def direction_of(content: Rich, otherwise: Direction) -> Direction:
    """The direction of a paragraph with this content (UAX #9, P2 and P3, across its runs)."""
    first = content[0].text[:64] if content else ""
    found = text_direction(first, otherwise)
    if len(content) > 1 or (content and len(content[0].text) > len(first)):
        return text_direction("".join(run.text[:4096] for run in content), otherwise)
    return found


@lru_cache(maxsize=4096)
def properties(rtl: bool, style: str = "", bold: bool = False, italic: bool = False, language: str = "") -> Markup:
    """The properties of a run. Italics are for left-to-right text alone: Arabic and Hebrew type has none."""
    inner = [val("w:rStyle", style)] if style else []
    if bold:
        inner += [element("w:b"), element("w:bCs")]
    if italic and not rtl:
        inner.append(element("w:i"))
    if rtl:
        inner.append(element("w:rtl"))
    if language:
        inner.append(element("w:lang", w_bidi=language) if rtl else val("w:lang", language))
    return element("w:rPr", *inner) if inner else NOTHING


def run(content: Markup, run_properties: Markup = NOTHING) -> Markup:
    """One run."""
    return Markup(f"<w:r>{run_properties}{content}</w:r>")


def text(value: str) -> Markup:
    """Text within a run. Line breaks, tabs and special hyphens become elements of their own."""
    if not _MARKED.search(value):
        return Markup(f'<w:t xml:space="preserve">{characters(value)}</w:t>')
    parts = (_MARKS.get(part) or text(part) for part in _MARKED.split(value) if part)
    return Markup("".join(parts))


def runs(story: Story, content: Rich, base: Direction) -> Markup:
    """Rich text within a paragraph of that direction, each footnote after its run."""
    texts = [plain(part.text) for part in content]
    result: list[Markup] = []
    ends = list(accumulate(len(part) for part in texts))
    whole = "".join(texts)
    index = 0
    for piece in pieces(whole, base):
        if isinstance(piece, Opening):
            result.append(Markup(f'<w:dir w:val="{piece.direction}">'))
        elif isinstance(piece, Closing):
            result.append(_CLOSE)
        else:
            at = piece.start
            while at < piece.end:
                while ends[index] <= at:
                    result.append(_note(story, content[index], base))
                    index += 1
                end = min(piece.end, ends[index])
                result.append(_run(story, content[index], whole[at:end], rtl=piece.rtl))
                at = end
    result += [_note(story, part, base) for part in content[index:]]
    return join(result)


def _run(story: Story, part: Run, stretch: str, *, rtl: bool) -> Markup:
    towards: Direction = "rtl" if rtl else "ltr"
    language = tongues.tag_of(stretch, towards, part.language or story.language, story.language)
    style = TONE_STYLES.get(part.tone, "")
    return run(text(stretch), properties(rtl, style, part.bold, part.italic, language))


def _note(story: Story, part: Run, base: Direction) -> Markup:
    if not part.note:
        return NOTHING
    if story.notes is None:
        return runs(story, (Run(" ["), *part.note, Run("]")), base)
    return run(
        element("w:footnoteReference", w_id=story.footnote(part.note)),
        properties(base == "rtl", "FootnoteReference"),
    )
