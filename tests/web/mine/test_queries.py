"""What pages ask of the database: recorded, and the same for one row and for fifty."""

import pytest
from django.urls import reverse

from rantau.kernel import clock, ids
from rantau.placement.money.models import Payment
from tests import world
from tests.placement import last_steps
from tests.web import signed_in
from tests.web.counting import matches_baseline, queries
from tests.web.mine import lives

pytestmark = pytest.mark.django_db
OWN = ("mine_home", "mine_costs", "mine_payments", "mine_contract", "mine_orientation", "mine_card", "mine_data",
       "mine_trace", "mine_help", "mine_arrival")  # fmt: skip
PUBLIC = ("portal", "vacancies", "agency_check", "destinations", "lawful_way", "offices", "rules", "card_check")


@pytest.mark.parametrize("name", OWN)
def test_open_own_page_asks_no_more_than_recorded(name: str) -> None:
    life = lives.on_the_way()
    assert matches_baseline(name, queries(signed_in.herself(life.person), reverse(name)))


@pytest.mark.parametrize("name", PUBLIC)
def test_open_public_page_asks_no_more_than_recorded(name: str) -> None:
    assert matches_baseline(name, queries(signed_in.visitor(), reverse(name)))


def more_payments(life: lives.Life) -> None:
    with world.as_owner():
        Payment.objects.bulk_create(
            Payment(
                dossier=life.dossier, component="training", payer="candidate", payee="PT Contoh", amount=1000,
                overcharge=1000, paid_on=clock.today(), stated_by=ids.new_id(),
            )
            for _row in range(49)
        )  # fmt: skip


def more_classes(life: lives.Life) -> None:
    for _row in range(49):
        last_steps.a_class(life.at)


@pytest.mark.parametrize(
    ("name", "more"),
    [("mine_payments", more_payments), ("mine_home", more_payments), ("mine_orientation", more_classes)],
)
def test_open_a_list_of_fifty_asks_as_much_as_of_one(name: str, more: object) -> None:
    life = lives.on_the_way()
    last_steps.a_class(life.at)
    client = signed_in.herself(life.person)
    one = queries(client, reverse(name))
    more(life)  # type: ignore[operator]  # one of the functions above
    assert queries(client, reverse(name)) == one
