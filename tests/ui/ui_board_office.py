"""An office whose students need things: a roster of 120 under Policy 4020, some with a conference behind them."""

from datetime import date

from sqlalchemy import select
from ui_roster_office import fill, new_office, school_clock

from ilp_desktop.office import Office
from ilp_desktop.places import FORMS
from ilp_desktop.store.tables import student

MINE = 34
"""Students assigned to whoever leads the office."""


def make(folder):
    """Make the office and return its folder."""
    with new_office(folder, school_clock()) as office:
        fill(office, folder)
        assign(office)
        office.packs.adopt(FORMS / "policy-4020")
        office.findings.catch_up()
    return office.folder


def make_bare(folder):
    """The same before anybody chose rules or said whose students are whose."""
    with new_office(folder, school_clock()) as office:
        fill(office, folder)
    return office.folder


def assign(office: Office) -> list[int]:
    """Give the lead some students, of whom every third had a conference in September."""
    with office._desk.store.read() as connection:
        ids = list(connection.execute(select(student.c.id).order_by(student.c.id)).scalars())[:MINE]
    office.participants.assign(ids, office.viewer.staff_id, "counselor")
    for number, one in enumerate(ids[::3]):
        made = office.conferences.arrange(one, date(2026, 9, 2 + number), "09:00").made_id
        with office._desk.store.write() as connection:
            connection.exec_driver_sql(
                "UPDATE conference SET state = 'signed', concluded_at = '2026-09-20T15:00:00.000000Z' WHERE id = ?",
                (made,),
            )
            connection.exec_driver_sql("UPDATE participant SET attended = 1 WHERE conference_id = ?", (made,))
    return ids
