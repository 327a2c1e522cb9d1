"""Files people send: typed by content, limited, images re-encoded without metadata, PDF stored and never rendered.

Stored sealed under the owner's data key; served as an attachment with ``nosniff`` only (promise I1).
"""

import io
import struct
import warnings
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps, UnidentifiedImageError

from rantau.kernel import sealed
from rantau.kernel.actions import Tx
from rantau.kernel.models import Upload
from rantau.kernel.refusals import Refusal, catalogue, refuse

LIMIT = 10 * 1024 * 1024
PIXELS = 40_000_000
LONGEST_SIDE = 2400
# What the decoders and the reader of EXIF raise on broken or hostile bytes.
BROKEN = UnidentifiedImageError, OSError, ValueError, SyntaxError, TypeError, LookupError, ArithmeticError, struct.error
IMAGE_KINDS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}

catalogue(
    Refusal(
        "upload_too_large",
        "Berkas lebih besar dari 10 MB. Foto ulang dengan ukuran lebih kecil.",
        "The file is larger than 10 MB. Take the photo again at a smaller size.",
        "RANTAU-UPLOAD",
        "yourself",
        status=413,
    ),
    Refusal(
        "upload_unknown_kind",
        "Berkas ini bukan foto (JPEG, PNG, WebP) dan bukan PDF.",
        "This file is neither a photo (JPEG, PNG, WebP) nor a PDF.",
        "RANTAU-UPLOAD",
        "yourself",
        status=415,
    ),
)


def inspect(content: bytes) -> tuple[str, bytes]:
    """Return (media type, content to store): the type is read from the content, never from a name.

    Raises:
        Refused: ``upload_too_large`` or ``upload_unknown_kind``.
    """
    if not content or len(content) > LIMIT:
        refuse("upload_too_large" if content else "upload_unknown_kind")
    if content.startswith(b"%PDF-"):
        return "application/pdf", content
    return "image/jpeg", _reencoded(content)


def _reencoded(content: bytes) -> bytes:
    """Return the picture drawn anew as JPEG: no place, no device, no other bytes of the sender's survive."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about broken EXIF, which is thrown away, and sizes, which are looked at
            picture = Image.open(io.BytesIO(content), formats=list(IMAGE_KINDS))
            if picture.width * picture.height > PIXELS:
                refuse("upload_too_large")
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except Image.DecompressionBombError:
        refuse("upload_too_large")
    except BROKEN:
        refuse("upload_unknown_kind")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    fresh = Image.new("RGB", upright.size)
    fresh.paste(upright)
    target = io.BytesIO()
    fresh.save(target, "JPEG", quality=85)
    return target.getvalue()


def store(tx: Tx, subject: UUID, owner: UUID, content: bytes) -> Upload:
    """Check, seal and keep a file about ``subject``; sealed under ``owner``'s data key.

    Raises:
        Refused: as ``inspect``.
    """
    media_type, clean = inspect(content)
    row = Upload(
        subject=subject,
        owner=owner,
        media_type=media_type,
        size=len(clean),
        digest=sha256(tx.actor.kind.encode() + settings.RANTAU_INDEX_KEY.encode() + clean).digest(),
        made_by=tx.actor.account_id,
        made_at=tx.now,
    )
    row.save(force_insert=True)
    closed = sealed.seal(owner, {f"file:{row.id}": clean.hex()})
    default_storage.save(_path(row.id), ContentFile(closed[f"file:{row.id}"]))
    return row


def load(row: Upload) -> bytes:
    """Return the plain content of a stored file; empty when its owner was erased."""
    with default_storage.open(_path(row.id)) as handle:
        closed = handle.read()
    field = f"file:{row.id}"
    return bytes.fromhex(sealed.unseal(row.owner, {field: closed})[field])


def _path(upload_id: UUID) -> str:
    name = upload_id.hex
    return f"{name[-2:]}/{name}"
