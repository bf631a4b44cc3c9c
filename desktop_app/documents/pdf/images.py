"""Pictures in PNG or JPEG, without what cameras and programs write into them."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop_app.documents.jpeg import bare
from desktop_app.imaging import Unreadable, opened

if TYPE_CHECKING:
    import PIL.Image

    from desktop_app.documents.pdf.file import File

_JPEG_QUALITY: Final = 90
_ORIENTATION: Final = 0x0112


@dataclass(frozen=True, slots=True, eq=False)
class Image:
    """A picture ready to be written: size in pixels, colours and, where it has them, its transparency."""

    width: int
    height: int
    content: bytes
    grey: bool = False
    jpeg: bool = False
    mask: bytes = b""

    def write(self, file: File) -> str:
        """Write the picture; returns its reference."""
        space = "/DeviceGray" if self.grey else "/DeviceRGB"
        entries = f"/Type/XObject/Subtype/Image/Width {self.width}/Height {self.height}/BitsPerComponent 8"
        if self.mask:
            mask = file.add_stream(self.mask, f"{entries}/ColorSpace/DeviceGray")
            return file.add_stream(self.content, f"{entries}/ColorSpace{space}/SMask {mask}")
        if self.jpeg:
            return file.add_stream(
                self.content, f"{entries}/ColorSpace{space}/Filter/DCTDecode", compressed_already=True
            )
        return file.add_stream(self.content, f"{entries}/ColorSpace{space}")


def read(data: bytes) -> Image | None:
    """The picture, turned as its camera said, without its metadata; None if it is not one that can be read."""
    import PIL.ImageOps

    try:
        with opened(data) as found:
            upright = PIL.ImageOps.exif_transpose(found)
    except Unreadable:
        return None
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        full = upright.convert("RGBA")
        return Image(*full.size, full.convert("RGB").tobytes(), mask=full.getchannel("A").tobytes())
    plain = upright.convert("L" if upright.mode in ("1", "L", "I", "F", "I;16") else "RGB")
    if found.format == "JPEG":
        return Image(*plain.size, _jpeg(data, found, plain), grey=plain.mode == "L", jpeg=True)
    return Image(*plain.size, plain.tobytes(), grey=plain.mode == "L")


def _jpeg(data: bytes, found: PIL.Image.Image, plain: PIL.Image.Image) -> bytes:
    """The picture's own data where nothing had to be turned or converted, else compressed anew."""
    same = found.mode == plain.mode and found.getexif().get(_ORIENTATION, 1) == 1
    kept = bare(data) if same else None
    if kept is not None:
        return kept
    target = io.BytesIO()
    plain.save(target, "JPEG", quality=_JPEG_QUALITY)
    return target.getvalue()


class Pictures:
    """The pictures of a document, each written once however often it is shown."""

    def __init__(self) -> None:
        self._images: dict[bytes, tuple[str, Image | None]] = {}

    def __len__(self) -> int:
        """How many there are."""
        return len(self._images)

    def of(self, data: bytes) -> tuple[str, Image | None]:
        """The name of a picture's resource, and the picture if it can be read."""
        found = self._images.get(data)
        if found is None:
            found = self._images[data] = (f"P{len(self._images) + 1}", read(data))
        return found

    def write(self, file: File) -> dict[str, str]:
        """Write the pictures; returns the reference of each by its name."""
        return {name: image.write(file) for name, image in self._images.values() if image is not None}
