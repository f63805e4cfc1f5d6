"""The print queue on a real store: who gets which copy, identical bytes, going on where it stopped, nothing twice."""

import hashlib
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.deliveries import DeliveryKind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.printing import CopyFor, PaperOut, PrintState
from ilp_desktop.domain.watching import Watch
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.offices import OfficeSettings
from ilp_desktop.services.plans import Plans
from ilp_desktop.services.printing import Printing
from ilp_desktop.store.tables import audit, guardian, household, rendering, student, student_guardian
from ilp_desktop.wording import sentence

DAY = date(2026, 11, 24)


class Tray:
    """A printer whose tray is a folder: each page is a file, and the printer is gone when the folder is."""

    def __init__(self, folder: Path, pages: int = 2) -> None:
        self.folder, self.pages = folder, pages
        self.copies: list[PaperOut] = []
        folder.mkdir(exist_ok=True)

    def print_paper(self, paper, went_out):
        self.copies.append(paper)
        for page in range(paper.first_page, self.pages + 1):
            try:
                (self.folder / f"{len(list(self.folder.iterdir())):03} page {page}").write_bytes(paper.pdf)
            except OSError as error:
                raise OfficeError("print_failed") from error
            went_out(page)

    @property
    def out(self) -> list[int]:
        return [int(file.name[-1]) for file in sorted(self.folder.iterdir())]


@pytest.fixture
def printing(signed) -> Printing:
    return Printing(signed.desk)


@pytest.fixture
def tray(tmp_path) -> Tray:
    return Tray(tmp_path / "tray")


def refused(code, act, *args, **kwargs):
    with pytest.raises(OfficeError) as caught:
        act(*args, **kwargs)
    assert caught.value.code == code
    assert sentence(caught.value)


def copies(printing):
    return [(job.copy_for, job.to_whom, job.language) for job in printing.queue() if job.is_open]


def ids(printing):
    return [job.job_id for job in printing.queue() if job.is_open]


def states(printing):
    return [job.state for job in printing.queue()]


# Who gets which


def test_each_home_gets_its_copy_in_its_language_and_one_is_for_the_folder(signed, plans, printing):
    plans.finalize(signed.id, "es")
    assert copies(printing) == [
        (CopyFor.FAMILY, "Rosa Hernández", "es"),
        (CopyFor.FOLDER, "", "es"),
    ]
    plans.finalize(signed.id, "en")
    assert copies(printing)[2:] == [(CopyFor.FAMILY, "Diego Ríos", "en")], "nobody who is barred, and the folder once"


def test_a_home_whose_language_there_is_no_paper_in_gets_one_when_the_day_is_queued(signed, plans, printing):
    plans.finalize(signed.id, "es")
    printing.add_day(DAY)
    assert copies(printing)[2:] == [(CopyFor.FAMILY, "Diego Ríos", "es")]
    printing.add_day(DAY)
    assert len(copies(printing)) == 3, "nothing is queued twice"


def test_a_student_of_age_has_the_plan_alone(school, hold, school_keys):
    child = school.child("Noor", "Aziz", "12", birth_date=date(2008, 1, 2))
    school.adult(child, "Sami", "Aziz", "father")
    held = hold(child)
    held.talk()
    for name in ("Noor", "Iris"):
        held.sign(name)
    Plans(held.desk, *school_keys).finalize(held.id, "en")
    assert copies(Printing(held.desk)) == [(CopyFor.STUDENT, "Noor Aziz", "en"), (CopyFor.FOLDER, "", "en")]


def test_an_office_that_queues_by_itself_says_so(signed, plans, printing):
    OfficeSettings(signed.desk).change(queue_copies=False, print_both_sides=False)
    plans.finalize(signed.id, "es")
    assert copies(printing) == []
    printing.add_day(DAY)
    assert len(copies(printing)) == 3
    assert not any(job.both_sides for job in printing.queue())


def test_what_is_given_and_filed_already_is_not_queued_again(signed, plans, printing):
    OfficeSettings(signed.desk).change(queue_copies=False)
    made = plans.finalize(signed.id, "es").made_id
    plans.record_delivery(made, "mailed", "Rosa Hernández")
    plans.record_delivery(made, "filed_in_folder")
    printing.add_day(DAY)
    assert copies(printing) == []


def test_a_copy_printed_in_the_conference_or_in_the_folder_already_waits_no_more(signed, plans, printing):
    made = plans.finalize(signed.id, "es").made_id
    plans.record_delivery(made, "printed")
    assert copies(printing) == [(CopyFor.FOLDER, "", "es")]
    plans.record_delivery(made, "filed_in_folder")
    assert copies(printing) == []
    assert states(printing) == [PrintState.PRINTED, PrintState.SET_ASIDE]


# Printing


def test_the_stored_bytes_are_printed_and_printing_again_gives_the_same(signed, plans, printing, tray, school):
    made = plans.finalize(signed.id, "es").made_id
    printing.print_papers(ids(printing), tray)
    school.clock.advance(3600)
    printing.add(made, CopyFor.FAMILY, copies=2)
    printing.print_papers(ids(printing), tray)
    with school.store.read() as connection:
        kept = connection.execute(select(rendering.c.sha256)).scalar_one()
        acts = connection.execute(select(audit.c.act)).scalars().all()
    assert {hashlib.sha256(copy.pdf).digest() for copy in tray.copies} == {kept}
    assert len(tray.copies) == 4
    assert acts.count("printed") == 3, "a line for each job"
    deliveries = [one.kind for one in plans.renderings(signed.id)[0].deliveries]
    assert deliveries == [DeliveryKind.PRINTED] * 3
    assert set(states(printing)) == {PrintState.PRINTED}


def test_a_printed_copy_is_not_printed_again_unasked(signed, plans, printing, tray):
    plans.finalize(signed.id, "es")
    once = ids(printing)
    printing.print_papers(once, tray)
    printing.print_papers(once, tray)
    assert tray.out == [1, 2, 1, 2]


def test_a_printer_that_vanishes_in_the_middle_goes_on_with_the_right_page(signed, plans, printing, tray):
    plans.finalize(signed.id, "es")
    both = ids(printing)
    away = tray.folder.with_name("away")

    class Vanishing(Tray):
        def print_paper(self, paper, went_out):
            def taken(page):
                went_out(page)
                self.folder.rename(away)

            super().print_paper(paper, taken)

    refused("print_failed", printing.print_papers, both, Vanishing(tray.folder))
    first, second = printing.queue()
    assert (first.state, first.pages_out, first.problem) == (PrintState.FAILED, 1, "print_failed")
    assert second.state is PrintState.WAITING
    away.rename(tray.folder)
    printing.print_papers(both, tray)
    assert tray.out == [1, 2, 1, 2]
    assert states(printing) == [PrintState.PRINTED] * 2


def test_who_cancels_has_whole_copies_out_and_the_rest_waits(signed, plans, printing, tray):
    made = plans.finalize(signed.id, "es").made_id
    printing.set_aside(ids(printing))
    printing.add(made, CopyFor.FAMILY, copies=3)
    (job,) = ids(printing)
    refused("stopped", printing.print_papers, [job], tray, Watch(stopped=lambda: len(tray.out) >= 4))
    (left,) = [one for one in printing.queue() if one.is_open]
    assert (left.state, left.copies_out, left.pages_out) == (PrintState.WAITING, 2, 0)
    printing.print_papers([job], tray)
    assert tray.out == [1, 2] * 3


def test_a_copy_that_was_at_the_printer_when_the_program_ended_waits_for_a_person(signed, plans, printing, tray):
    plans.finalize(signed.id, "es")
    job = ids(printing)[0]

    class Ending(Tray):
        def print_paper(self, paper, went_out):
            super().print_paper(PaperOut(paper.pdf, 2), lambda _page: went_out(1))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        printing.print_papers([job], Ending(tray.folder))
    again = Printing(Desk(*(getattr(signed.desk, name) for name in Desk.__slots__[:6])))
    stopped = again.queue()[0]
    assert (stopped.state, stopped.pages_out) == (PrintState.STOPPED, 1)
    again.print_papers([job], tray)
    assert len(tray.out) == 1, "nothing is printed unasked"
    again.wait_again([job])
    again.print_papers([job], tray)
    assert tray.out == [2, 2]
    whole = again.queue()[0]
    assert whole.state is PrintState.PRINTED


def test_a_person_may_ask_for_the_whole_paper_again(signed, plans, printing, tray):
    plans.finalize(signed.id, "es")
    job = ids(printing)[0]
    tray.pages = 1
    gone = tray.folder

    class Jams(Tray):
        def print_paper(self, paper, went_out):
            went_out(1)
            raise OfficeError("print_failed")

    refused("print_failed", printing.print_papers, [job], Jams(gone))
    printing.wait_again([job], whole=True)
    tray.pages = 2
    printing.print_papers([job], tray)
    assert tray.out == [1, 2]


def test_a_stored_paper_that_was_changed_is_not_printed(signed, plans, printing, tray, school):
    plans.finalize(signed.id, "es")
    with school.store.write() as connection:
        connection.execute(rendering.update().values(pdf=b"%PDF-1.7 another paper"))
    refused("paper_changed", printing.print_papers, ids(printing), tray)
    assert tray.copies == []


def test_a_number_of_copies_that_nobody_wants_is_refused(signed, plans, printing):
    made = plans.finalize(signed.id, "es").made_id
    for wrong in (0, 21):
        refused("copies_out_of_range", printing.add, made, CopyFor.FAMILY, wrong)


# A whole day


def test_a_days_copies_stand_in_slot_order_by_teacher(school, hold, school_keys, conferences):
    lund = school.desk(staff_id=school.other_teacher_id, name="Omar Lund")
    made = []
    for given, at, desk in (
        ("Zoe", "09:40", school.desk()),
        ("Abe", "09:00", school.desk()),
        ("Max", "08:00", lund),
    ):
        child = school.child(given, "Young", home_language="en")
        held = hold(child, desk)
        with school.store.write() as connection:
            from ilp_desktop.store.tables import conference

            connection.execute(conference.update().where(conference.c.id == held.id).values(starts_at=at))
        held.talk()
        for person in held.sheet.participants:
            held.signing.sign(
                held.id, person.participant_id, held.signing.prepare(held.id).sha256, "agree", method="paper"
            )
        made.append(held.id)
    changes = Plans(school.desk(), *school_keys).finalize_signed(DAY)
    assert changes.ids == set(made)
    jobs = [job for job in Printing(school.desk()).queue() if job.copy_for is CopyFor.FOLDER]
    assert [(job.staff_name, job.starts_at) for job in jobs] == [
        ("Omar Lund", "08:00"),
        ("Iris Park", "09:00"),
        ("Iris Park", "09:40"),
    ]
    plans = Plans(school.desk(), *school_keys)
    papers = [plans.rendering(job.rendering_id) for job in jobs]
    assert [plans.verify(pdf).kind for pdf in papers] == ["genuine"] * 3
    assert not plans.finalize_signed(DAY).ids, "none is made twice"


def test_who_cannot_finalize_makes_none_of_a_days_plans(signed, plans, school_keys):
    refused("may_not_finalize", Plans(signed.desk, None, school_keys[1]).finalize_signed, DAY)


def test_the_desk_sees_and_prints_no_plan_and_a_colleague_only_their_own(signed, plans, school, tray):
    made = plans.finalize(signed.id, "es").made_id
    for desk, sees in (
        (school.desk(Role.FRONT_DESK), False),
        (school.desk(Role.TEACHER, school.other_teacher_id), False),
        (school.desk(Role.TEACHER), True),
    ):
        theirs = Printing(desk)
        assert bool(theirs.queue()) is sees
        if not sees:
            refused("rendering_gone", theirs.add, made, CopyFor.FAMILY)
            theirs.print_papers(ids(Printing(signed.desk)), tray)
            assert tray.copies == []


def test_a_language_that_two_homes_share_makes_two_copies(school, hold, school_keys):
    child = school.child("Ana", "Two", home_language="es")
    for home, parent in (("A", "Eva"), ("B", "Leo")):
        place = school.add(household, label=home)
        adult = school.add(guardian, given_name=parent, family_name="Two", language="es")
        school.add(student_guardian, student_id=child, guardian_id=adult, relationship="mother", household_id=place)
    held = hold(child)
    held.talk()
    for name in ("Ana", "Eva", "Leo", "Iris"):
        held.sign(name, method="paper")
    Plans(held.desk, *school_keys).finalize(held.id, "es")
    assert [one[1] for one in copies(Printing(held.desk))] == ["Eva Two", "Leo Two", ""]
    with school.store.read() as connection:
        assert connection.execute(select(student.c.id)).first()
