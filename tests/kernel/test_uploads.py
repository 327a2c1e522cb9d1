"""Files people send: typed by what they are, made harmless, kept sealed (promise I1)."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from PIL import Image
from pytest_django import Settings

from rantau.kernel import clock, sealed, uploads
from rantau.kernel.actions import Tx
from rantau.kernel.actors import Actor, Role, scope
from rantau.kernel.models import Upload
from rantau.kernel.refusals import Refused
from tests import world

GPS = 0x8825
PLACE = b"6 deg 7' 12\" S canary"


def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48), **options: object) -> bytes:
    """A picture of this kind."""
    target = io.BytesIO()
    Image.new("RGB", size, (200, 120, 40)).save(target, kind, **options)
    return target.getvalue()


def with_place() -> bytes:
    """A photo that says where it was taken, on which phone, and which way up it was held."""
    exif = Image.Exif()
    exif[0x0110] = "Phone of canary"
    exif[0x0112] = 6
    exif.get_ifd(GPS)[1] = "S"
    exif.get_ifd(GPS)[0x1D] = PLACE.decode()
    return picture(exif=exif, comment=b"comment canary")


def chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk of a PNG file."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *chunks: bytes) -> bytes:
    """A PNG file that claims this size, whatever it holds."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IEND", b"")


def bomb() -> bytes:
    """A few kilobytes of PNG that unfold to gigabytes."""
    return png(30_000, 30_000, chunk(b"IDAT", zlib.compress(bytes(8_000_000), 9)))


def broken_exif() -> bytes:
    """A photo whose EXIF leads out of the file."""
    whole = with_place()
    start = whole.index(b"Exif\0\0") + 6
    return whole[: start + 4] + b"\xff\xff\xff\x7f" + whole[start + 8 :]


SCRIPT = b"<script>alert('canary')</script>"
REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "empty": ("upload_unknown_kind", lambda: b""),
    "gif": ("upload_unknown_kind", lambda: picture("GIF")),
    "bmp": ("upload_unknown_kind", lambda: picture("BMP")),
    "tiff": ("upload_unknown_kind", lambda: picture("TIFF")),
    "ico": ("upload_unknown_kind", lambda: picture("ICO")),
    "svg": ("upload_unknown_kind", lambda: b'<svg xmlns="http://www.w3.org/2000/svg">' + SCRIPT + b"</svg>"),
    "html with a picture's name": ("upload_unknown_kind", lambda: b"<html>" + SCRIPT),
    "xml with an entity": ("upload_unknown_kind", lambda: b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:/etc/passwd">]>'),
    "eps": ("upload_unknown_kind", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(id) run"),
    "zip": ("upload_unknown_kind", lambda: b"PK\x03\x04" + bytes(60)),
    "program": ("upload_unknown_kind", lambda: b"\x7fELF" + bytes(60)),
    "pdf behind a script": ("upload_unknown_kind", lambda: SCRIPT + b"%PDF-1.7"),
    "pdf behind a space": ("upload_unknown_kind", lambda: b" %PDF-1.7"),
    "truncated jpeg": ("upload_unknown_kind", lambda: picture()[:-200]),
    "jpeg's first bytes": ("upload_unknown_kind", lambda: b"\xff\xd8\xff\xe0" + SCRIPT),
    "truncated png": ("upload_unknown_kind", lambda: picture("PNG")[:60]),
    "truncated webp": ("upload_unknown_kind", lambda: picture("WEBP")[:30]),
    "png without content": ("upload_unknown_kind", lambda: png(8, 8)),
    "png of no size": ("upload_unknown_kind", lambda: png(0, 0)),
    "png bomb": ("upload_too_large", bomb),
    "huge dimensions": ("upload_too_large", lambda: png(2**31 - 1, 2**31 - 1)),
    "long and thin": ("upload_too_large", lambda: png(2**30, 1)),
    "just over in pixels": ("upload_too_large", lambda: png(8000, 5001)),
    "11 MB": ("upload_too_large", lambda: b"%PDF-" + bytes(11 * 1024 * 1024)),
    "11 MB behind a photo": ("upload_too_large", lambda: picture() + bytes(11 * 1024 * 1024)),
}


@pytest.mark.parametrize("name", list(REFUSED))
def test_inspect_what_is_no_photo_and_no_pdf_is_refused(name: str) -> None:
    code, make = REFUSED[name]
    with pytest.raises(Refused) as refused:
        uploads.inspect(make())
    assert refused.value.refusal.code == code


MADE_ANEW: dict[str, Callable[[], bytes]] = {
    "jpeg": picture,
    "png": lambda: picture("PNG"),
    "webp": lambda: picture("WEBP"),
    "place and device": with_place,
    "broken exif": broken_exif,
    "script behind a photo": lambda: picture() + SCRIPT,
    "script in a comment": lambda: picture(comment=SCRIPT),
    "archive behind a photo": lambda: picture("PNG") + b"PK\x03\x04canary",
    "text in a png": lambda: png(1, 1, chunk(b"tEXt", b"canary\0canary"), chunk(b"IDAT", zlib.compress(bytes(4)))),
    "pdf behind a photo": lambda: picture() + b"%PDF-1.7 canary",
}


@pytest.mark.parametrize("name", list(MADE_ANEW))
def test_inspect_a_photo_draws_it_anew_and_keeps_none_of_its_bytes(name: str) -> None:
    media_type, clean = uploads.inspect(MADE_ANEW[name]())
    with Image.open(io.BytesIO(clean)) as drawn:
        assert (media_type, drawn.format, len(drawn.getexif())) == ("image/jpeg", "JPEG", 0)
        assert set(drawn.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    for trace in (b"canary", b"<script", b"PK\x03\x04", b"%PDF", b"Exif", b"GPS"):
        assert trace not in clean


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_inspect_a_photo_in_any_mode_gives_colours(mode: str) -> None:
    target = io.BytesIO()
    Image.new(mode, (20, 10)).save(target, "JPEG" if mode == "CMYK" else "PNG")
    with Image.open(io.BytesIO(uploads.inspect(target.getvalue())[1])) as drawn:
        assert (drawn.mode, drawn.size) == ("RGB", (20, 10))


def test_inspect_a_photo_held_sideways_turns_it_upright() -> None:
    with Image.open(io.BytesIO(uploads.inspect(with_place())[1])) as drawn:
        assert drawn.size == (48, 64)


def test_inspect_a_large_photo_makes_it_smaller() -> None:
    with Image.open(io.BytesIO(uploads.inspect(picture(size=(3000, 30)))[1])) as drawn:
        assert drawn.size == (uploads.LONGEST_SIDE, 24)


def test_inspect_a_pdf_with_a_script_stores_it_as_it_is_and_runs_nothing() -> None:
    document = b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>endobj"
    assert uploads.inspect(document) == ("application/pdf", document)


@pytest.mark.control
def test_control_without_drawing_anew_the_place_is_in_the_file() -> None:
    assert PLACE in with_place()


@pytest.mark.control
def test_control_without_the_limit_the_bomb_reaches_the_decoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", None)
    monkeypatch.setattr(uploads, "PIXELS", 10**12)
    with Image.open(io.BytesIO(bomb())) as opened:
        assert opened.width * opened.height > uploads.LIMIT


@pytest.fixture
def kept(db: None, tmp_path: Path, settings: Settings) -> tuple[Actor, Upload, Path]:
    """A stored photo: who stored it, its row, and the folder of the files."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}},
    }
    office = world.unit()
    person = world.person(seen_by=office)
    actor = world.actor(office, Role.VERIFIER)
    with scope(actor):
        return actor, uploads.store(Tx(actor, clock.now()), person.id, person.id, with_place()), tmp_path


def test_store_keeps_no_byte_of_the_photo_in_the_open(kept: tuple[Actor, Upload, Path]) -> None:
    _, row, folder = kept
    (file,) = [path for path in folder.rglob("*") if path.is_file()]
    assert file.name == row.id.hex
    for trace in (b"JFIF", b"\xff\xd8\xff", b"canary"):
        assert trace not in file.read_bytes()


def test_load_gives_the_photo_back_without_its_place(kept: tuple[Actor, Upload, Path]) -> None:
    actor, row, _ = kept
    with scope(actor):
        plain = uploads.load(row)
    assert plain.startswith(b"\xff\xd8\xff")
    assert (len(plain), row.media_type) == (row.size, "image/jpeg")
    assert PLACE not in plain


def test_load_of_another_persons_file_put_in_its_place_fails(kept: tuple[Actor, Upload, Path]) -> None:
    actor, row, folder = kept
    with scope(actor):
        other = uploads.store(Tx(actor, clock.now()), row.subject, row.owner, picture())
        (folder / uploads._path(row.id)).write_bytes((folder / uploads._path(other.id)).read_bytes())
        with pytest.raises(sealed.InvalidTag):
            uploads.load(row)


def test_load_after_erasure_is_empty(kept: tuple[Actor, Upload, Path]) -> None:
    actor, row, _ = kept
    with scope(actor):
        sealed.erase(row.owner)
        assert uploads.load(row) == b""
    assert default_storage.exists(uploads._path(row.id))
