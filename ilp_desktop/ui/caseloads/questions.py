"""What is asked before students are assigned or handed over, somebody is away, leaves or is back."""

from datetime import date
from typing import cast

from ilp_desktop.domain.participation import DUTIES, Caseload, Choice, ClassGroup, StaffLine
from ilp_desktop.domain.students import GRADES
from ilp_desktop.language import _, ngettext
from ilp_desktop.ui.caseloads.pick import StudentsPick
from ilp_desktop.ui.caseloads.words import group_words
from ilp_desktop.ui.day.words import grade_words
from ilp_desktop.ui.deeds.forms import Chooser, DeedForm
from ilp_desktop.ui.households.staff_card import staff_offered
from ilp_desktop.ui.households.words import duty_words

_NOBODY = 0


class PickForm(DeedForm):
    """A form about several students: its deed says how many."""

    def __init__(self, name: str, title: str, words: str) -> None:
        super().__init__(name, title, title, words)
        self.which: Chooser | None = None
        self.pick = StudentsPick()
        self.pick.chosen.connect(self._count)

    def _count(self) -> None:
        count = len(self.pick.ids)
        self.deed.setText(self._deed_words(count))
        self.deed.setEnabled(count > 0)

    def _deed_words(self, count: int) -> str:
        return ngettext("Assign {count} student", "Assign {count} students", count).format(count=count)


class HandOverForm(PickForm):
    """Hands over all or some of somebody's students."""

    def _deed_words(self, count: int) -> str:
        return ngettext("Hand over {count} student", "Hand over {count} students", count).format(count=count)


def hand_over_form(one: Caseload, staff: tuple[StaffLine, ...], on: date) -> HandOverForm:
    """Return the questions of handing somebody's students over to another."""
    words = _("With the same duties, from that day on. Nobody is without anybody between.")
    form = HandOverForm("hand_over", _("Hand over students of {name}").format(name=one.person.name), words)
    form.put(form.pick)
    form.put(
        form.choice("to", _("To whom"), staff_offered(staff, on, one.person.staff_id), long=True),
        form.day("first", _("From"), on),
    )
    return form


def assign_to_form(one: Caseload, groups: tuple[ClassGroup, ...], on: date) -> PickForm:
    """Return the questions of assigning students to somebody: by grade, by class, or those who have nobody."""
    words = _("Whoever is assigned sees the file from that day on, and takes part in its conferences.")
    form = PickForm("assign_to", _("Assign students to {name}").format(name=one.person.name), words)
    offered: list[tuple[object, str]] = [(Choice(alone=True), _("Students without anybody"))]
    offered += [(Choice(grade=grade), grade_words(grade)) for grade in GRADES]
    offered += [(Choice(class_id=group.class_id), group_words(group)) for group in groups]
    form.which = form.choice("which", _("Which students"), offered)
    form.put(form.which)
    form.put(form.pick)
    duty = one.person.role if one.person.role in DUTIES else DUTIES[0]
    form.put(
        form.choice("duty", _("As"), [(each, duty_words(each)) for each in DUTIES], duty),
        form.day("first", _("From"), on),
    )
    return form


def assign_alone_form(staff: tuple[StaffLine, ...], on: date) -> PickForm:
    """Return the questions of finding somebody for students who have nobody."""
    words = _("Choose the students and who looks after them from now on.")
    form = PickForm("assign_alone", _("Students without anybody"), words)
    form.put(form.pick)
    form.put(
        form.choice("to", _("To whom"), staff_offered(staff, on), long=True),
        form.choice("duty", _("As"), [(each, duty_words(each)) for each in DUTIES], DUTIES[0]),
    )
    form.cancel.hide()
    return form


def away_form(one: Caseload, staff: tuple[StaffLine, ...], on: date) -> DeedForm:
    """Return the questions of letting somebody stand in."""
    words = _(
        "On those days, and no other, the substitute sees the students of {name} and holds the conferences of the day, as "
        "their own role allows."
    ).format(name=one.person.name)
    form = DeedForm("away", _("{name} is away").format(name=one.person.name), _("Let them stand in"), words)
    form.put(form.choice("who", _("Who stands in"), staff_offered(staff, on, one.person.staff_id), long=True))
    form.put(form.day("first", _("First day"), on), form.day("last", _("Last day"), on))
    return form


def leave_form(one: Caseload, staff: tuple[StaffLine, ...], on: date) -> DeedForm:
    """Return the questions of somebody leaving, with who takes over."""
    words = ngettext(
        "After the last day no file is open to {name}. Their {count} student goes to whom you choose here, or waits "
        "among those without anybody.",
        "After the last day no file is open to {name}. Their {count} students go to whom you choose here, or wait among "
        "those without anybody.",
        one.students,
    ).format(name=one.person.name, count=one.students)
    form = DeedForm("leave", _("{name} leaves").format(name=one.person.name), _("Write it down"), words, danger=True)
    offered = [(_NOBODY, _("Nobody yet")), *staff_offered(staff, on, one.person.staff_id)]
    form.put(form.day("last", _("Last day"), on))
    form.put(form.choice("to", _("Who takes over"), offered, _NOBODY, long=True))
    return form


def successor_of(form: DeedForm) -> int | None:
    """Return who takes over from who leaves, if anybody yet."""
    return cast("int", form.chosen_of("to")) or None


def back_form(one: Caseload) -> DeedForm:
    """Return the questions of somebody coming back."""
    words = _("That they left is taken back. Students that others took over meanwhile stay with those too.")
    form = DeedForm("back", _("{name} is back").format(name=one.person.name), _("They are back"), words)
    offered = [("again", _("those they had on the last day"))]
    form.put(form.checks("students", _("Their students"), offered, {"again"}))
    return form
