"""Contact sheets: everybody for the folder, and for a home nothing of the other one."""

from datetime import date

import pytest
from sqlalchemy import select, update

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.services.contacts import Contacts
from ilp_desktop.store.tables import audit, staff_member, student

OWN = ("7 First Street", "555-0101")
CANARY = ("12 Canary Lane", "555-0199", "Household B", "canary@b.example")
"""The other home's, as the school of these tests has it."""


@pytest.fixture
def contacts(under_way, school):
    with school.store.write() as connection:
        connection.execute(
            update(staff_member)
            .where(staff_member.c.id == school.teacher_id)
            .values(phone="555-0300", email="park@alder.example")
        )
    return Contacts(under_way.desk)


@pytest.fixture
def words(contacts, under_way, read):
    def words(key, language="en"):
        return " ".join(read("pdftotext", contacts.sheet(under_way.id, key, language), "-raw", after=("-",)).split())

    return words


def homes(contacts, under_way):
    return {one.names[0]: one.key for one in contacts.recipients(under_way.id) if one.names}


# R10
def test_the_folders_sheet_holds_addresses_and_telephones_of_all_who_take_part(contacts, under_way, words):
    said = words("folder")
    for told in (
        *OWN,
        CANARY[0],
        CANARY[1],
        CANARY[3],
        "Iris Park",
        "555-0300",
        "park@alder.example",
        "Camila Hernández",
    ):
        assert told in said
    assert "Barredson" not in said, "who is barred is on no paper"


# R10
def test_a_homes_sheet_tells_nothing_of_the_other_home(contacts, under_way, words):
    known = homes(contacts, under_way)
    assert set(known) == {"Rosa Hernández", "Diego Ríos"}
    rosa = words(known["Rosa Hernández"])
    assert all(told in rosa for told in (*OWN, "555-0300", "Familia", "docente"))
    for canary in (*CANARY, "Diego", "Ríos", "Barredson"):
        assert canary not in rosa
    diego = words(known["Diego Ríos"])
    assert all(told in diego for told in (CANARY[0], CANARY[1], "555-0300"))
    for other in (*OWN, "Rosa"):
        assert other not in diego


def test_a_sheet_is_for_who_may_see_the_plan_today(contacts, under_way, school):
    known = homes(contacts, under_way)
    with school.store.write() as connection:
        connection.execute(update(student).values(birth_date=date(2008, 3, 4)))
    assert [one.key for one in contacts.recipients(under_way.id)] == ["folder", "student"]
    for key in (*known.values(), "home-99"):
        with pytest.raises(OfficeError) as caught:
            contacts.sheet(under_way.id, key)
        assert caught.value.code == "contact_gone"


def test_each_sheet_writes_a_line_and_the_front_desk_makes_none(contacts, under_way, school):
    contacts.sheet(under_way.id, "folder")
    with school.store.read() as connection:
        assert "contacts_printed" in connection.execute(select(audit.c.act)).scalars().all()
    for verb in (lambda c: c.sheet(under_way.id, "folder"), lambda c: c.recipients(under_way.id)):
        with pytest.raises(OfficeError) as caught:
            verb(Contacts(school.desk(Role.FRONT_DESK, school.other_teacher_id)))
        assert caught.value.code == "conference_gone"
