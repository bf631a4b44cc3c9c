"""Panels around blocks, with a bar at their start and a label: told apart in black and white by what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.documents.pdf.flow import INSIDE, NEVER, Frame, Space
from desktop_app.documents.pdf.strips import Laid
from desktop_app.documents.pdf.style import (
    BOX_AFTER,
    BOX_BAR,
    BOX_BEFORE,
    BOX_LABEL,
    BOX_SIDE,
    BOX_TOP,
    COLOUR_OF,
    SHADE_OF,
    TEXT_HEIGHT,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop_app.documents.blocks import Block, Box
    from desktop_app.documents.pdf.composer import Composer
    from desktop_app.documents.pdf.flow import Strip
    from desktop_app.documents.pdf.sheet import Sheet
    from desktop_app.documents.pdf.strips import Measure
    from desktop_app.documents.pdf.tags import Element

_OVER: float = 4.0
"""How far a panel that goes on over pages reaches beyond its text there."""


def box(
    composer: Composer,
    block: Box,
    parent: Element,
    measure: Measure,
    lay: Callable[[Sequence[Block], Element, Measure], list[Strip]],
) -> Laid:
    """A panel, kept on one page if it fits on one."""
    element = parent.add("Box")
    inside = measure.indented(BOX_SIDE + BOX_BAR, composer.direction)
    inside = inside.start(inside.width - BOX_SIDE, composer.direction)
    strips: list[Strip] = [Space(BOX_TOP, cost=NEVER)]
    if block.label:
        text = BOX_LABEL.toned(block.tone)
        label = composer.lines(element.add("P"), block.label, text, inside, towards=composer.direction, held=True)
        strips += label
    content = lay(block.blocks, element, inside)
    if content:
        content[0].before = 2.0 if block.label else 0.0
    strips += content
    strips[-1].cost = NEVER
    strips.append(Space(BOX_TOP))
    if sum(strip.before + strip.height for strip in strips) <= TEXT_HEIGHT:
        for strip in strips[:-1]:
            strip.cost = max(strip.cost, INSIDE)
    frame = Frame(_painter(block, measure, rtl=composer.direction == "rtl", ends=(strips[0], strips[-1])))
    for strip in strips:
        strip.frames = (frame, *strip.frames)
    strips[0].before = BOX_BEFORE
    return Laid(strips, BOX_AFTER)


def _painter(
    block: Box, measure: Measure, *, rtl: bool, ends: tuple[Strip, Strip]
) -> Callable[[Sheet, float, float], None]:
    shade, bar = SHADE_OF[block.tone], COLOUR_OF[block.tone]
    edge = measure.left + measure.width - BOX_BAR if rtl else measure.left

    def paint(sheet: Sheet, top: float, bottom: float) -> None:
        top -= 0 if ends[0].page == sheet.number else _OVER
        bottom += 0 if ends[1].page == sheet.number else _OVER
        sheet.fill(measure.left, top, measure.width, bottom - top, shade)
        sheet.fill(edge, top, BOX_BAR, bottom - top, bar)

    return paint
