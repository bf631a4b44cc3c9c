"""A logo comes in from a file, small and bare, and stands at the head of the city's documents."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

import pikepdf
import PIL.Image
import pytest

from desktop_app import imaging
from desktop_app.documents import REPORTS, pdf, word
from desktop_app.documents.blocks import Picture
from desktop_app.errors import FileRefused, InvalidValue
from desktop_app.exchange import pictures
from desktop_app.records import Audience, City
from desktop_app.records.picture import PICTURE_LIMIT
from tests.documents.changing import with_changes
from tests.documents.opening import Opened
from tests.documents.sample import ON, TANGIER, named, sample_dossier
from tests.documents.test_reports import Shelf

PICTURES = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"

if TYPE_CHECKING:
    from pathlib import Path


def drawn(path: Path, size: tuple[int, int] = (300, 120), kind: str = "PNG", mode: str = "RGB") -> Path:
    image = PIL.Image.effect_noise(size, 90).convert(mode)
    image.save(path, kind, comment=b"Karim's camera") if kind == "JPEG" else image.save(path, kind)
    return path


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "L"), ("JPEG", "RGB")])
def test_a_picture_is_taken_in_small_and_without_what_cameras_write(tmp_path: Path, kind: str, mode: str) -> None:
    kept = pictures.picture(drawn(tmp_path / "logo", (2400, 1600), kind, mode))
    content = base64.b64decode(kept)
    assert len(content) <= PICTURE_LIMIT
    assert b"camera" not in content
    assert PIL.Image.open(io.BytesIO(content)).width <= 1200
    assert City.fields["logo"].check(kept) == kept


def test_what_is_no_picture_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "logo.png"
    whole = drawn(path).read_bytes()
    for content in (b"", b"<svg/>", b"%PDF-1.7", whole[: len(whole) // 2], b"GIF89a" + bytes(50)):
        path.write_bytes(content)
        with pytest.raises(FileRefused):
            pictures.picture(path)
    drawn(path, (300, 300))
    monkeypatch.setattr(imaging, "MAX_PIXELS", 1000)
    with pytest.raises(FileRefused):
        pictures.picture(path)
    with pytest.raises(FileRefused):
        pictures.picture(tmp_path / "nowhere.png")


@pytest.mark.parametrize("value", ["logo.png", "/etc/passwd", "PHN2Zy8+", 7, base64.b64encode(bytes(9)).decode()])
def test_a_path_is_no_picture(value: object) -> None:
    with pytest.raises(InvalidValue):
        City.fields["logo"].check(value)
    huge = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(PICTURE_LIMIT)).decode()
    with pytest.raises(InvalidValue):
        City.fields["logo"].check(huge)


def test_the_logo_stands_at_the_head_and_the_donors_at_the_end(tmp_path: Path) -> None:
    logo = pictures.picture(drawn(tmp_path / "logo.png"))
    donor = pictures.picture(drawn(tmp_path / "donor.png", (500, 100)))
    dossier = with_changes(sample_dossier()[0], TANGIER, logo=logo, donor_logo=donor)
    report = REPORTS["recommendations"]
    gathered = report.gather(Shelf(dossier), [named("rec-school")])
    made = report.build(gathered, "ar", audience=Audience.NETWORK, on=ON)
    assert made.letterhead is not None
    assert made.letterhead.logo == base64.b64decode(logo)
    assert isinstance(made.blocks[-1], Picture)
    with pikepdf.open(io.BytesIO(pdf.render(made))) as opened:
        images = {name for page in opened.pages for name in page.get_images()}
    assert len(images) == 2
    word.render(made)
    assert len(list(Opened(made).part().iter(f"{PICTURES}pic"))) == 1
