"""Rich text as runs: cut by direction, each with its language, its weight and its tone; footnotes after them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from desktop_app.documents.blocks import Run, Tone
from desktop_app.documents.text.breaking import held
from desktop_app.documents.text.clean import cleaned, one_line
from desktop_app.documents.word import inline, tongues
from desktop_app.documents.word.direction import EXPLICIT, Closing, Opening, Span, is_one_way, pieces
from desktop_app.documents.word.look import OURS, Layout
from desktop_app.documents.word.markup import NOTHING, Markup, element, join
from desktop_app.language import Direction, direction, text_direction

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Rich
    from desktop_app.documents.word.image import Image

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
CLOSING: Final = Markup("</w:t></w:r>")
_PLAIN: Final = Run("")
_NO_TONE: Final = Tone.PLAIN


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

    direction: Direction = field(init=False)
    """The direction of the main language."""
    opening: Markup = field(init=False)
    """What stands before a text without looks of its own; after it, `CLOSING`."""

    def __post_init__(self) -> None:
        self.direction = direction(self.language)
        head = _head(_PLAIN, self.language, self.language, rtl=self.direction == "rtl")
        self.opening = Markup(f'<w:r>{head}<w:t xml:space="preserve">')

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
    text = content[0].text if len(content) == 1 else "".join([run.text[:_DECISIVE] for run in content])
    return otherwise if is_one_way(text, otherwise) else text_direction(text, otherwise)


def plain_run(story: Story, text: str, base: Direction) -> Markup:
    """A text without looks of its own, such as a number, within a paragraph of that direction."""
    return _runs(story, (_PLAIN,), [held(cleaned(text))], base)


def usual(story: Story, content: Rich) -> Markup | None:
    """The text where it is as nearly all texts are: all in the story's direction and in one look, as it was written.

    Then it stands in a paragraph of that direction between the story's `opening` and `CLOSING`.
    """
    if len(content) != 1:
        return None
    (part,) = content
    text = part.text
    if part.bold or part.italic or part.note or part.language or part.tone is not _NO_TONE or not text.isprintable():
        return None
    if "&" in text or "<" in text or ">" in text or "\u2011" in text or not text or isinstance(part, Computed):
        return None
    text = held(text)
    return Markup(text) if is_one_way(text, story.direction) else None


def runs(story: Story, content: Rich, base: Direction) -> Markup:
    """Rich text within a paragraph of that direction, each footnote after its run."""
    return _runs(story, content, [held(cleaned(part.text)) for part in content], base)


def _runs(story: Story, content: Rich, texts: list[str], base: Direction) -> Markup:
    """The same with the text of each run apart."""
    whole = texts[0] if len(texts) == 1 else "".join(texts)
    if not is_one_way(whole, base):
        return _ordered(story, content, texts, base)
    rtl = base == "rtl"
    result: list[Markup] = []
    for part, text in zip(content, texts, strict=True):
        if text:
            result.append(_run(story, part, text, rtl=rtl))
        if part.note:
            result.append(_note(story, part, base))
    return result[0] if len(result) == 1 else join(result)


def _ordered(story: Story, content: Rich, texts: list[str], base: Direction) -> Markup:
    """The same for texts in which both directions occur."""
    result: list[Markup] = []
    ends = list(accumulate(map(len, texts)))
    whole = "".join(texts)
    index = 0
    for piece in pieces(whole, base):
        if isinstance(piece, Span):
            at, stop, rtl = piece
            while at < stop:
                while ends[index] <= at:
                    result.append(_note(story, content[index], base))
                    index += 1
                end = min(stop, ends[index])
                result.append(_run(story, content[index], whole[at:end], rtl=rtl))
                at = end
        elif isinstance(piece, Opening):
            result.append(_OPEN[piece.direction])
        else:
            result.append(_CLOSE if isinstance(piece, Closing) else _DIVIDERS[piece.rtl])
    result += [_note(story, part, base) for part in content[index:]]
    return join(result)


def _run(story: Story, part: Run, stretch: str, *, rtl: bool) -> Markup:
    language = part.language or story.language
    if rtl:
        language = tongues.spoken(stretch, language)
    head = _head(part, language, story.language, rtl=rtl)
    shown = inline.text_run(stretch, head)
    return inline.field(part.instruction, shown, head) if isinstance(part, Computed) else shown


def _head(part: Run, language: str, document_language: str, *, rtl: bool) -> Markup:
    """The properties of a run that is said in that language."""
    style = "" if part.tone is _NO_TONE else TONE_STYLES[part.tone]
    return _properties(rtl, style, part.bold, part.italic, language, document_language)


@lru_cache(maxsize=4096)
def _properties(rtl: bool, style: str, bold: bool, italic: bool, language: str, document_language: str) -> Markup:
    tag = tongues.tag_of(language, "rtl" if rtl else "ltr", document_language)
    return inline.properties(rtl, style, bold, italic, tag)


def _note(story: Story, part: Run, base: Direction) -> Markup:
    if not part.note:
        return NOTHING
    if story.notes is None:
        return runs(story, (Run(" ["), *part.note, Run("]")), base)
    reference = element("w:footnoteReference", w_id=story.footnote(part.note))
    return inline.run(reference, inline.properties(base == "rtl", "FootnoteReference"))
