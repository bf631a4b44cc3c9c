"""Rich text as runs: cut by direction, each with its language, its weight and its tone; footnotes after them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from desktop_app.documents.blocks import Run, Tone
from desktop_app.documents.text.clean import cleaned, one_line
from desktop_app.documents.word import inline, tongues
from desktop_app.documents.word.direction import EXPLICIT, Closing, Divider, Opening, pieces
from desktop_app.documents.word.look import OURS, Layout
from desktop_app.documents.word.markup import NOTHING, Markup, element, join
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
    Tone.GONE: "GoneTone",
    Tone.NEW: "NewTone",
}
FIRST_NOTE: Final = 1
"""The number of the first footnote; those before it are the lines above footnotes."""
# Word goes by the element, LibreOffice by the marks (RLE, LRE, PDF), which the typeface has without a shape.
_OPEN: Final[dict[Direction, Markup]] = {
    "ltr": Markup(f'<w:dir w:val="ltr">{inline.run(inline.text(chr(0x202A)))}'),
    "rtl": Markup(f'<w:dir w:val="rtl">{inline.run(inline.text(chr(0x202B)), inline.properties(rtl=True))}'),
}
_CLOSE: Final = Markup(f"{inline.run(inline.text(chr(0x202C)))}</w:dir>")
_DIVIDERS: Final = {
    False: inline.run(inline.text("\u200e")),
    True: inline.run(inline.text("\u200f"), inline.properties(rtl=True)),
}
_DECISIVE: Final = 4096


@dataclass(slots=True)
class Story:
    """What text is written into: the language around it, and the footnotes and pictures that were met.

    Word has no footnotes in headers, footers and footnotes; where ``notes`` is ``None`` they stand in brackets.
    """

    language: str
    name: str
    """What its pictures are called by, with a number."""
    notes: list[Rich] | None = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    numbered_from: int = 1
    """The number of its first picture; numbers are the whole file's."""
    layout: Layout = OURS

    @property
    def direction(self) -> Direction:
        """The direction of the main language."""
        return direction(self.language)

    def footnote(self, content: Rich) -> int:
        """Keep a footnote and give its number among the part's."""
        assert self.notes is not None
        self.notes.append(content)
        return len(self.notes) - 1 + FIRST_NOTE


@dataclass(frozen=True, slots=True)
class Computed(Run):
    """A run whose text Word computes, such as the number of a page; ``text`` stands there until it does."""

    instruction: str = ""


def plain_text(content: Rich) -> str:
    """The text alone, as it is said, on one line."""
    return one_line(EXPLICIT.sub("", "".join(run.text for run in content))).strip()


def direction_of(content: Rich, otherwise: Direction) -> Direction:
    """The direction of a paragraph with this content (UAX #9, P2 and P3, across its runs)."""
    if len(content) == 1:
        return text_direction(content[0].text, otherwise)
    return text_direction("".join(run.text[:_DECISIVE] for run in content), otherwise)


def runs(story: Story, content: Rich, base: Direction) -> Markup:
    """Rich text within a paragraph of that direction, each footnote after its run."""
    texts = [cleaned(part.text) for part in content]
    result: list[Markup] = []
    ends = list(accumulate(len(part) for part in texts))
    whole = "".join(texts)
    index = 0
    for piece in pieces(whole, base):
        if isinstance(piece, Opening):
            result.append(_OPEN[piece.direction])
        elif isinstance(piece, Closing):
            result.append(_CLOSE)
        elif isinstance(piece, Divider):
            result.append(_DIVIDERS[piece.rtl])
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
    head = inline.properties(rtl, TONE_STYLES.get(part.tone, ""), part.bold, part.italic, language)
    shown = inline.run(inline.text(stretch), head)
    return inline.field(part.instruction, shown, head) if isinstance(part, Computed) else shown


def _note(story: Story, part: Run, base: Direction) -> Markup:
    if not part.note:
        return NOTHING
    if story.notes is None:
        return runs(story, (Run(" ["), *part.note, Run("]")), base)
    reference = element("w:footnoteReference", w_id=story.footnote(part.note))
    return inline.run(reference, inline.properties(base == "rtl", "FootnoteReference"))
