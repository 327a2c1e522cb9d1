"""The person who comes from SISKOTKLN in the middle of her process and goes on without starting over (CO-01)."""

from datetime import timedelta
from uuid import UUID

from rantau.cli.demo.cast import acting, open_own_account
from rantau.cli.demo.story import MARITAL, Order
from rantau.cli.demo.synthetic import SyntheticPerson
from rantau.kernel import clock
from rantau.kernel.actions import run
from rantau.kernel.actors import Actor, Kind
from rantau.placement.documents.actions import ImportEvidence
from rantau.placement.dossiers.actions import ImportDossier
from rantau.registry.offices.models import Unit
from rantau.registry.people.actions import ConfirmRegistration, RegisterAtDesk

SOURCE = "siskotkln"
NUMBER = 900  # of the one person the demo country brings over
PROOFS = (
    ("ktp", 400), ("kk", 400), ("selection", 330), ("cost_statement", 325), ("placement_agreement", 320),
    ("marital_status", 310), ("family_permit", 310), ("competence", 300),
)  # fmt: skip


def old_number(who: SyntheticPerson) -> str:
    """Return the invented number of her file in SISKOTKLN."""
    return f"SISKO-CONTOH-{who.number:07d}"


def bring_over(who: SyntheticPerson, order: Order) -> str:
    """Bring the person, her file and its proofs over; the stage follows from them. Her account is ``calonNUMBER``."""
    said = run(
        RegisterAtDesk(
            name=who.name, sex=who.sex, birth_date=who.birth_date, nik=who.nik or "", phone=who.phone,
            marital=MARITAL.get(who.marital_status, who.marital_status), home=who.village_code,
        ),
        acting("loket"),
    )  # fmt: skip
    person = UUID(str(said["person_id"]))
    run(ConfirmRegistration(person_id=person, how="signed"), acting("loket"))
    open_own_account(f"calon{who.number}", person, who.name)
    importer = Actor(Kind.IMPORT, units=(person, *Unit.objects.order_by("id").values_list("id", flat=True)))
    today = clock.today()
    office = Unit.objects.get(code="disnaker-36.04")
    made = run(
        ImportDossier(
            person_id=person, source=SOURCE, old_number=old_number(who), opened_on=today - timedelta(days=400),
            handling_id=office.id, agency_id=order.agency, country=order.country, occupation=order.occupation,
            employer_kind="legal_entity", months=order.months,
        ),
        importer,
    )  # fmt: skip
    for kind, days in PROOFS:
        run(
            ImportEvidence(
                dossier_id=made["dossier"], source=SOURCE, source_reference=f"{SOURCE}:{old_number(who)}:{kind}",
                kind=kind,
                number=f"LAMA/{kind[:6].upper()}/{who.number}", issued_on=today - timedelta(days=days),
            ),
            importer,
        )  # fmt: skip
    return "1 person brought over from SISKOTKLN in mid-process"
