"""A phone number typed into a sign-in form. The checked reading with its notices is ``people.identifiers``."""

import phonenumbers


def dialled(text: str) -> str:
    """Return the text as E.164 when it can be a number dialled in Indonesia or abroad, else ""."""
    if not any(sign.isdigit() for sign in text) or len(text) > 40:
        return ""
    try:
        number = phonenumbers.parse(text, "ID")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
