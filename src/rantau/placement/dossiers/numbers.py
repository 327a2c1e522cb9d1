"""Dossier numbers that people can say on the phone: BTN-26-004182. Letters of the province, year, running number."""

from datetime import date

from django.db import connection

LETTERS = {
    "11": "ACH", "12": "SMU", "13": "SMB", "14": "RIA", "15": "JMB", "16": "SMS", "17": "BKL", "18": "LPG",
    "19": "BBL", "21": "KPR", "31": "JKT", "32": "JBR", "33": "JTG", "34": "DIY", "35": "JTM", "36": "BTN",
    "51": "BAL", "52": "NTB", "53": "NTT", "61": "KLB", "62": "KLT", "63": "KLS", "64": "KTM", "65": "KTR",
    "71": "SLU", "72": "SLT", "73": "SLS", "74": "SLG", "75": "GTO", "76": "SLB", "81": "MLK", "82": "MLU",
    "91": "PAP", "92": "PPB", "93": "PPS", "94": "PPT", "95": "PPG", "96": "PBD",
}  # fmt: skip
ELSEWHERE = "NAS"  # an office without a province: a mission, or the ministry


def next_number(province: str | None, opened_on: date) -> str:
    """Return a number nobody has. It carries no meaning that anything relies on, and gaps are no loss."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('dossier_number')")
        running = cursor.fetchone()[0]
    return f"{LETTERS.get(province or '', ELSEWHERE)}-{opened_on:%y}-{running:06d}"


def read_number(text: str) -> str:
    """Return a typed number in its one form: capitals, no spaces, hyphens as ours."""
    plain = "".join(text.upper().replace("–", "-").replace("—", "-").split())
    if "-" not in plain and len(plain) > 5 and plain[:3].isalpha():
        return f"{plain[:3]}-{plain[3:5]}-{plain[5:]}"
    return plain
