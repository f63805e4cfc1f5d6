"""The confidential part in the whole program: safe at a lock, gone from the memory of its widgets, not there for others."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import select
from use_hands import CTRL, Keys, Mouse, all_shown, key, rows, shown, type_text, until, words
from widget_words import words_in

from ilp_desktop.demo import offices
from ilp_desktop.domain.access import Role
from ilp_desktop.office import open_office
from ilp_desktop.store.tables import staff_member, student
from ilp_desktop.vault.cost import CHEAP

pytestmark = pytest.mark.window
DESK = "nobody waters the ferns on a Thursday"
TYPED = "She told me about the yellow door"


@pytest.fixture
def staffed(place, demo):
    """The demo school with somebody at the front desk; both take part in Camila's plan."""
    with open_office(demo, offices.PASSPHRASE, clock=place.clock, lowest=CHEAP) as office:
        office.people.add("Ines Kay", Role.FRONT_DESK, DESK, cost=CHEAP)
        with office._desk.store.read() as connection:
            camila = connection.execute(select(student.c.id).where(student.c.given_name == "Camila")).scalars().all()
            people = connection.execute(select(staff_member.c.id).where(staff_member.c.person_uid.is_not(None)))
            staff = people.scalars().all()
        for one in staff:
            office.participants.assign(camila, one, "counselor")
    return demo


def unlock(program, passphrase):
    hand = Keys(program.window)
    hand.write("passphrase_field", passphrase)
    hand.press("open_button")
    until(lambda: all_shown("day_list") and rows("day_list"))
    key(Qt.Key.Key_K, CTRL)
    shown("palette")
    type_text("hern cam")
    until(lambda: rows("palette_list")[:1] and rows("palette_list")[0].startswith("Camila"))
    key(Qt.Key.Key_Return)


def test_what_is_typed_just_before_a_lock_is_safe_and_stands_in_no_widget_afterward(place, staffed):
    QApplication.clipboard().clear()
    program = place.start(staffed)
    unlock(program, offices.PASSPHRASE)
    until(lambda: words("file_name").startswith("Camila"))
    hand = Mouse(program.window)
    hand.press("confidential_segment")
    hand.press("confidential_write")
    hand.write("note_text", TYPED)
    key(Qt.Key.Key_L, CTRL)
    until(lambda: bool(all_shown("unlock_card")))
    until(lambda: program.window.findChild(QWidget, "confidential_part") is None)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert TYPED not in words_in(QApplication.allWidgets())
    assert QApplication.clipboard().text() == ""
    unlock(program, offices.PASSPHRASE)
    until(lambda: words("file_name").startswith("Camila"))
    hand.press("confidential_segment")
    hand.press("banner_action")
    assert shown("note_text").toPlainText() == TYPED


def test_whoever_lacks_the_key_has_no_such_part_on_the_screen(place, staffed):
    program = place.start(staffed)
    unlock(program, DESK)
    until(lambda: all_shown("students_page"))
    assert program.window.findChild(QWidget, "confidential_segment") is None
    assert "onfidential" not in words_in(QApplication.allWidgets())
