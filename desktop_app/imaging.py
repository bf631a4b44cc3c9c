"""Opening a picture that somebody else made: within bounds, whole or not at all, and in a format that was asked for."""

from __future__ import annotations

import io
import struct
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    import PIL.Image

MAX_PIXELS: Final = 40_000_000
"""More than any page shows; a picture of more is taken for one that was made to fill the memory."""
SHOWN: Final = ("PNG", "JPEG")
"""The formats that documents hold and records take."""


class Unreadable(ValueError):
    """It is no picture that can be opened here."""


class TooManyPixels(Unreadable):
    """It may be a picture, and nobody looks: it says that it is larger than any that is."""


@contextmanager
def opened(data: bytes, formats: tuple[str, ...] = SHOWN) -> Iterator[PIL.Image.Image]:
    """A picture with all of its pixels read.

    What goes wrong while it is looked at is said in the same way: a broken picture may show itself late.

    Raises:
        Unreadable: it is none in these formats, or it is broken.
        TooManyPixels: it is larger than any picture that is read here.
    """
    import PIL.Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            found = PIL.Image.open(io.BytesIO(data), formats=formats)
            if found.width * found.height > MAX_PIXELS:
                raise TooManyPixels
            found.load()
            yield found
    except Unreadable:
        raise
    except PIL.Image.DecompressionBombError as error:
        raise TooManyPixels from error
    except (OSError, ValueError, SyntaxError, EOFError, Warning, struct.error) as error:
        raise Unreadable from error
