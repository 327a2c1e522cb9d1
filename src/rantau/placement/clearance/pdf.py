"""The card on paper: A6 for a purse, with the name, for people; the code in the QR holds none."""

import io
import json
from pathlib import Path
from typing import Literal

import segno
import typst

from rantau.placement.clearance.models import Card
from rantau.placement.dossiers.models import Dossier
from rantau.rulebook.dates import CALENDAR

TEMPLATE = Path(__file__).with_name("card.typ")
PAPERS = ("a6", "a4")


def card_pdf(card: Card, dossier: Dossier, check_address: str = "", paper: str = "a6") -> bytes:
    """Return the printable card as PDF/UA-1, Indonesian first and English beside it.

    ``dossier`` has its person loaded; ``check_address`` is where anybody may check the reference. Everything reaches
    the template as data, nothing as source. Raises ValueError for another paper than A6 or A4.
    """
    return _compiled(_data(card, dossier, check_address, paper), "pdf")


def card_png(card: Card, dossier: Dossier, check_address: str = "", paper: str = "a6") -> bytes:
    """Return the same page as a picture, 200 dots per inch."""
    return _compiled(_data(card, dossier, check_address, paper), "png")


def _data(card: Card, dossier: Dossier, check_address: str, paper: str) -> dict[str, object]:
    if paper not in PAPERS:
        raise ValueError("paper")
    return {
        "paper": paper,
        "name": dossier.person.name,
        "number": dossier.number,
        "reference": grouped(card.reference),
        "country_id": dossier.country.name_id if dossier.country else "–",
        "country_en": dossier.country.name_en if dossier.country else "–",
        "from": list(CALENDAR[card.valid_from]),
        "until": list(CALENDAR[card.valid_until]),
        "check": check_address,
        "qr": qr_svg(card.code),
    }


def _compiled(data: dict[str, object], kind: Literal["pdf", "png"]) -> bytes:
    standards: Literal["ua-1"] | None = "ua-1" if kind == "pdf" else None
    inputs = {"data": json.dumps(data)}
    made = typst.compile(TEMPLATE.read_bytes(), format=kind, ppi=200, sys_inputs=inputs, pdf_standards=standards)
    if not isinstance(made, bytes):
        raise TypeError("one document of one page was asked for")
    return made


def grouped(reference: str) -> str:
    """Return a reference in groups of four, as it is read out."""
    return " ".join(reference[start : start + 4] for start in range(0, len(reference), 4))


def qr_svg(text: str) -> str:
    """Return the QR symbol of a card's code (version 9 at level M, docs/card-format.md) as SVG."""
    target = io.BytesIO()
    segno.make_qr(text, error="m", boost_error=False).save(target, kind="svg", border=4, xmldecl=False)
    return target.getvalue().decode()


def qr_png(text: str, scale: int = 4) -> bytes:
    """Return the same symbol as PNG, for pages and letters."""
    target = io.BytesIO()
    segno.make_qr(text, error="m", boost_error=False).save(target, kind="png", border=4, scale=scale)
    return target.getvalue()
