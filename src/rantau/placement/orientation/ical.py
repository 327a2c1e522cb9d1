"""A calendar file for one appointment (RFC 5545), in the class's own time zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from rantau.kernel import clock
from rantau.placement.orientation.selectors import Slot

WIDTH = 75  # octets of a line before it is folded (RFC 5545 §3.1)


def calendar_file(slot: Slot, title: str, url: str = "") -> str:
    """Return the text of an .ics file with one event; ``title`` in the reader's language, ``url`` absolute or empty."""
    zone = slot.starts_at.tzinfo
    name = zone.key if isinstance(zone, ZoneInfo) else "UTC"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Rantau//OPP//ID",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        *_zone(name, slot),
        "BEGIN:VEVENT",
        f"UID:{slot.id}@rantau",
        f"DTSTAMP:{clock.now():%Y%m%dT%H%M%SZ}",
        f"DTSTART;TZID={name}:{slot.starts_at:%Y%m%dT%H%M%S}",
        f"DTEND;TZID={name}:{slot.ends_at:%Y%m%dT%H%M%S}",
        f"SUMMARY:{escape(title)}",
        f"LOCATION:{escape(', '.join(part for part in (slot.room, slot.office, slot.address) if part))}",
        *([f"URL:{url}"] if url else []),
        f"STATUS:{'CANCELLED' if slot.cancelled else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{fold(line)}\r\n" for line in lines)


def _zone(name: str, slot: Slot) -> list[str]:
    """Return the zone's definition; Indonesia has no summer time, so one offset says it all."""
    offset = f"{slot.starts_at:%z}"
    return [
        "BEGIN:VTIMEZONE",
        f"TZID:{name}",
        "BEGIN:STANDARD",
        f"DTSTART:{datetime(1988, 1, 1):%Y%m%dT%H%M%S}",  # noqa: DTZ001 - a zone begins at a local time (RFC 5545 §3.6.5)
        f"TZOFFSETFROM:{offset}",
        f"TZOFFSETTO:{offset}",
        f"TZNAME:{slot.zone}",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]


def escape(text: str) -> str:
    """Return text in which nothing can end the line or the value (RFC 5545 §3.3.11)."""
    flat = text.replace("\r\n", "\n").replace("\r", "\n")
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        flat = flat.replace(sign, written)
    return "".join(sign for sign in flat if sign >= " ")


def fold(line: str) -> str:
    """Return a long line folded at 75 octets, never inside a character."""
    parts, current = [], ""
    for sign in line:
        if len((current + sign).encode()) > WIDTH:
            parts.append(current)
            current = " "
        current += sign
    return "\r\n".join([*parts, current])
