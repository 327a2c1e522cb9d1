"""Personal values under each person's own key: found again, never moved, gone when the key is gone."""

from uuid import UUID

import pytest
from cryptography.exceptions import InvalidTag
from django.db import IntegrityError, ProgrammingError, transaction
from hypothesis import given
from hypothesis import settings as hurry
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries, Settings

from rantau.kernel import clock, ids, sealed
from rantau.kernel.actors import Actor, Kind, scope
from rantau.kernel.models import DataKey
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def someone(db: None) -> UUID:
    """A person with a data key."""
    return world.person().id


def sees_all(*units: UUID) -> Actor:
    return Actor(Kind.CLOCK, units=units)


def test_seal_and_unseal_give_the_value_back(someone: UUID) -> None:
    with scope(sees_all(someone)):
        closed = sealed.seal(someone, {"name": "Wulan Contoh"})
        assert sealed.unseal(someone, dict(closed)) == {"name": "Wulan Contoh"}


@hurry(max_examples=40, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1))
def test_seal_gives_back_any_text_and_shows_nothing_of_it(text: str) -> None:
    key = b"k" * 32
    closed = sealed._seal_one(key, UUID(int=1), "name", text)
    assert sealed._open_one(key, UUID(int=1), "name", closed) == text
    assert len(text) < 4 or text.encode() not in closed


def test_seal_twice_gives_two_ciphertexts(someone: UUID) -> None:
    with scope(sees_all(someone)):
        assert sealed.seal(someone, {"a": "x"}) != sealed.seal(someone, {"a": "x"})


def test_unseal_of_nothing_is_empty(someone: UUID) -> None:
    with scope(sees_all(someone)):
        assert sealed.unseal(someone, {"name": None}) == {"name": ""}
        assert sealed.unseal(ids.new_id(), {"name": b"whatever"}) == {"name": ""}


def test_unseal_of_a_value_moved_to_another_field_fails(someone: UUID) -> None:
    with scope(sees_all(someone)):
        closed = sealed.seal(someone, {"father": "Budi Contoh"})
        with pytest.raises(InvalidTag):
            sealed.unseal(someone, {"mother": closed["father"]})


def test_unseal_of_a_value_moved_to_another_person_fails(someone: UUID) -> None:
    other = world.person().id
    with scope(sees_all(someone, other)):
        closed = sealed.seal(someone, {"name": "Wulan Contoh"})
        with pytest.raises(InvalidTag):
            sealed.unseal(other, dict(closed))


def test_unseal_with_another_persons_key_copied_over_fails(someone: UUID) -> None:
    other = world.person().id
    with world.as_owner():
        DataKey.objects.filter(pk=other).update(wrapped=DataKey.objects.get(pk=someone).wrapped)
    with scope(sees_all(other)), pytest.raises(InvalidTag):
        sealed.seal(other, {"name": "x"})


@pytest.mark.parametrize("place", [0, 12, -1])
def test_unseal_of_a_value_with_one_bit_changed_fails(someone: UUID, place: int) -> None:
    with scope(sees_all(someone)):
        closed = bytearray(sealed.seal(someone, {"name": "Wulan Contoh"})["name"])
        closed[place] ^= 1
        with pytest.raises(InvalidTag):
            sealed.unseal(someone, {"name": bytes(closed)})


def test_unseal_without_the_installations_key_fails(someone: UUID, settings: Settings) -> None:
    with scope(sees_all(someone)):
        closed = sealed.seal(someone, {"name": "Wulan Contoh"})
        settings.RANTAU_FIELD_KEY = "another"
        with pytest.raises(InvalidTag):
            sealed.unseal(someone, dict(closed))


def test_erase_makes_every_value_empty_and_stays(someone: UUID) -> None:
    with scope(sees_all(someone)):
        closed = sealed.seal(someone, {"name": "Wulan Contoh"})
        sealed.erase(someone)
        assert sealed.unseal(someone, dict(closed)) == {"name": ""}
        with pytest.raises(sealed.Erased):
            sealed.seal(someone, {"name": "again"})
        assert DataKey.objects.filter(pk=someone, wrapped=b"", destroyed_at__isnull=False).exists()


def test_erase_with_the_key_left_is_refused_by_the_database(someone: UUID) -> None:
    with world.as_owner(), pytest.raises(IntegrityError), transaction.atomic():
        DataKey.objects.filter(pk=someone).update(destroyed_at=clock.now())


def test_seal_out_of_sight_fails_and_replaces_no_key(someone: UUID) -> None:
    with scope(sees_all(ids.new_id())), pytest.raises((ProgrammingError, IntegrityError)), transaction.atomic():
        sealed.seal(someone, {"name": "x"})


def test_unseal_many_takes_one_query(someone: UUID, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    others = [world.person().id for _ in range(3)]
    with scope(sees_all(someone, *others)):
        rows: dict[UUID, dict[str, bytes | memoryview | None]] = {
            each: dict(sealed.seal(each, {"name": str(each)})) for each in (someone, *others)
        }
        with django_assert_num_queries(1):
            plain = sealed.unseal_many(rows)
    assert plain == {each: {"name": str(each)} for each in rows}


def test_blind_index_needs_the_key_and_tells_kinds_apart(settings: Settings) -> None:
    known = sealed.blind("nik", "3604010203990001")
    assert known == sealed.blind("nik", "3604010203990001")
    assert known != sealed.blind("passport", "3604010203990001")
    settings.RANTAU_INDEX_KEY = "another"
    assert known != sealed.blind("nik", "3604010203990001")
