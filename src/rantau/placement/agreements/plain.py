"""A contract in everyday words: the questions people ask, answered from its terms, in both languages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import JsonValue

from rantau.placement.agreements.models import EmploymentContract
from rantau.registry.places.currency import sign
from rantau.rulebook.dates import CALENDAR

Values = Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Plain:
    """One question and its answer."""

    code: str
    question: str
    answer: str


def contract_in_plain_words(contract: EmploymentContract, language: str) -> tuple[Plain, ...]:
    """Return the contract's terms as questions and answers; Indonesian unless ``language`` is ``en``."""
    column = 1 if language.startswith("en") else 0
    terms: Values = contract.fields
    return tuple(Plain(code, question[column], answer[column](terms)) for code, (question, answer) in QUESTIONS.items())


def _number(value: JsonValue) -> str:
    return f"{int(str(value)):,}".replace(",", ".")


def _day(value: JsonValue, column: int) -> str:
    return str(CALENDAR[date.fromisoformat(str(value))][column])


def _sentence(text: JsonValue) -> str:
    said = str(text).strip()
    return said if said.endswith((".", "!", "?")) else f"{said}."


def _wage_id(terms: Values) -> str:
    into = "masuk rekening atas nama Anda" if terms["pay_method"] == "bank" else "diterima tunai dengan tanda terima"
    wage = f"{sign(str(terms['currency']))}{_number(terms['wage'])}"
    return f"{wage} sebulan, {into} paling lambat tanggal {terms['pay_day']}."


def _wage_en(terms: Values) -> str:
    into = "paid into an account in your name" if terms["pay_method"] == "bank" else "paid in cash against a receipt"
    wage = f"{sign(str(terms['currency']))}{int(str(terms['wage'])):,}"
    return f"{wage} a month, {into} by day {terms['pay_day']} of the month."


def _hours_id(terms: Values) -> str:
    overtime = "Lembur dibayar." if terms["overtime_paid"] else "Kontrak ini tidak menyebut upah lembur."
    leave = f" Cuti {terms['leave_days_per_year']} hari setahun." if terms["leave_days_per_year"] else ""
    rest = f"{terms['rest_days_per_month']} hari libur sebulan"
    return f"{terms['hours_per_day']} jam sehari, {rest}.{leave} {overtime}"


def _hours_en(terms: Values) -> str:
    overtime = "Overtime is paid." if terms["overtime_paid"] else "This contract does not mention pay for overtime."
    leave = f" {terms['leave_days_per_year']} days of leave a year." if terms["leave_days_per_year"] else ""
    rest = f"{terms['rest_days_per_month']} days off a month"
    return f"{terms['hours_per_day']} hours a day, {rest}.{leave} {overtime}"


MEDICAL = {
    "employer": ("Biaya berobat ditanggung pemberi kerja.", "Treatment is paid by the employer."),
    "insurance": ("Biaya berobat ditanggung asuransi.", "Treatment is covered by the insurance."),
    "worker": ("Biaya berobat Anda bayar sendiri.", "You pay for treatment yourself."),
}
TICKET = {
    "employer": (
        "Tiket pulang di akhir kontrak dibayar pemberi kerja.",
        "The ticket home at the end of the contract is paid by the employer.",
    ),
    "worker": (
        "Tiket pulang di akhir kontrak Anda bayar sendiri.",
        "You pay for the ticket home at the end of the contract.",
    ),
}


def _home(column: int) -> Callable[[Values], str]:
    def answer(terms: Values) -> str:
        medical, ticket = MEDICAL[str(terms["medical_paid_by"])], TICKET[str(terms["ticket_home_paid_by"])]
        return f"{medical[column]} {ticket[column]}"

    return answer


def _months_id(terms: Values) -> str:
    start = f"sejak {_day(terms['starts_on'], 0)}" if terms["starts_on"] else "sejak hari pertama bekerja"
    return f"{terms['months']} bulan, {start}."


def _months_en(terms: Values) -> str:
    start = f"from {_day(terms['starts_on'], 1)}" if terms["starts_on"] else "from the first working day"
    return f"{terms['months']} months, {start}."


def _for_whom(terms: Values) -> str:
    return f"{terms['employer_name']}, {_sentence(terms['employer_address'])}"


def _work(terms: Values) -> str:
    return f"{terms['position']}: {_sentence(terms['duties'])}"


Answerers = tuple[Callable[[Values], str], Callable[[Values], str]]
QUESTIONS: dict[str, tuple[tuple[str, str], Answerers]] = {
    "employer": (("Saya bekerja untuk siapa?", "Who do I work for?"), (_for_whom, _for_whom)),
    "job": (("Apa pekerjaan saya?", "What is my job?"), (_work, _work)),
    "wage": (("Berapa upah saya?", "What is my wage?"), (_wage_id, _wage_en)),
    "hours": (("Jam kerja dan libur?", "Working hours and days off?"), (_hours_id, _hours_en)),
    "passport": (
        ("Siapa yang memegang paspor saya?", "Who holds my passport?"),
        (lambda terms: "Anda sendiri. Selalu.", lambda terms: "You do. Always."),
    ),
    "home": (("Kalau sakit atau ingin pulang?", "If I am ill or want to go home?"), (_home(0), _home(1))),
    "length": (("Berapa lama?", "For how long?"), (_months_id, _months_en)),
}
