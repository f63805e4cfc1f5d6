"""The end of a conference day: what is left of each conference, one thing at a time, and the day's summary."""

import subprocess
from datetime import date

import pytest
from sqlalchemy import select

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.closing import Left
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.services.closing import Closing
from ilp_desktop.services.conferences import Conferences
from ilp_desktop.services.labels import Labels
from ilp_desktop.services.plans import Plans
from ilp_desktop.services.printing import Printing
from ilp_desktop.store.counting import counted
from ilp_desktop.store.tables import audit

DAY = date(2026, 11, 24)


class Tray:
    def print_paper(self, paper, went_out):
        went_out(1)


@pytest.fixture
def closing(school) -> Closing:
    return Closing(school.desk())


def left(closing):
    return {line.student_name.split()[0]: line.left for line in closing.of_day(DAY).lines}


def text_of(pdf, tmp_path):
    path = tmp_path / "summary.pdf"
    path.write_bytes(pdf)
    subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)
    told = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True)
    return " ".join(told.stdout.split())


def test_each_conference_says_the_one_thing_that_is_next_until_nothing_is(under_way, closing, school_keys):
    held, plans, printing = under_way, Plans(under_way.desk, *school_keys), Printing(under_way.desk)
    assert left(closing) == {"Cami": Left.NOT_ENDED}
    held.talk()
    held.conferences.set_attended(held.person("Diego"), False)
    held.conferences.conclude(held.id)
    assert left(closing) == {"Cami": Left.TO_SIGN}
    for name in ("Cami", "Rosa", "Iris"):
        held.sign(name)
    assert left(closing) == {"Cami": Left.TO_FINALIZE}
    plans.finalize_signed(DAY)
    assert left(closing) == {"Cami": Left.TO_PRINT}, "a copy waits for the printer: it is owed"
    printing.print_papers([job.job_id for job in printing.queue()], Tray())
    (line,) = closing.of_day(DAY).lines
    assert line.left is Left.TO_GIVE
    plans.record_delivery(line.rendering_id, "mailed", "Rosa Hernández")
    assert left(closing) == {"Cami": Left.TO_FILE}
    plans.record_delivery(line.rendering_id, "filed_in_folder")
    day = closing.of_day(DAY)
    assert (day.lines, day.arranged, day.held, day.finalized, day.given, day.filed) == ((), 1, 1, 1, 1, 1)


def test_a_change_after_the_copies_are_out_asks_for_marks_and_copies_again(under_way, closing, school_keys):
    held, plans = under_way, Plans(under_way.desk, *school_keys)
    held.talk()
    held.conferences.set_attended(held.person("Diego"), False)
    for name in ("Cami", "Rosa", "Iris"):
        held.sign(name)
    first = plans.finalize(held.id, "es").made_id
    for kind in ("given_to_family", "filed_in_folder"):
        plans.record_delivery(first, kind)
    assert left(closing) == {}
    held.write("answer:data.improve", "Fractions, every day.")
    assert left(closing) == {"Cami": Left.TO_SIGN}
    for name in ("Cami", "Rosa", "Iris"):
        held.sign(name)
    plans.finalize(held.id, "en")
    assert left(closing) == {"Cami": Left.TO_PRINT}, "the copy of the revision before is not this one's"


def test_a_family_that_was_missed_shows_when_it_comes_again(school, conferences, closing):
    made = conferences.arrange(school.camila_id, DAY, "08:40").made_id
    assert left(closing) == {"Cami": Left.NOT_HELD}
    conferences.mark_missed(made)
    (line,) = closing.of_day(DAY).lines
    assert (line.left, line.next_on) == (Left.CAME_NOT, None)
    conferences.arrange(school.camila_id, date(2026, 12, 3), "09:00")
    assert closing.of_day(DAY).lines[0].next_on == date(2026, 12, 3)


def test_names_are_for_who_may_see_the_files_and_the_numbers_for_everybody(school, conferences):
    conferences.arrange(school.camila_id, DAY, "08:40")
    for role, staff_id, sees in (
        (Role.FRONT_DESK, None, 0),
        (Role.TEACHER, school.other_teacher_id, 0),
        (Role.TEACHER, None, 1),
        (Role.PRINCIPAL, None, 1),
    ):
        day = Closing(school.desk(role, staff_id)).of_day(DAY)
        assert (day.arranged, len(day.lines)) == (1, sees), role


def test_a_day_takes_one_statement_whatever_its_size(school, conferences, closing):
    conferences.arrange(school.camila_id, DAY, "08:40")
    closing.of_day(DAY)
    with counted(school.store) as few:
        closing.of_day(DAY)
    for number in range(12):
        conferences.arrange(school.child(f"K{number}", "Lee"), DAY, f"10:{number:02}")
    with counted(school.store) as many:
        closing.of_day(DAY)
    assert few.statements == many.statements


@pytest.mark.parametrize(("language", "said"), [("en", "We missed the family"), ("es", "La familia no pudo venir")])
def test_the_summary_says_what_the_day_came_to_and_names_only_for_who_may_see_them(
    school, conferences, tmp_path, language, said
):
    conferences.mark_missed(conferences.arrange(school.camila_id, DAY, "08:40").made_id)
    lead = text_of(Closing(school.desk()).summary(DAY, language), tmp_path)
    assert said in lead
    assert "Cami" in lead
    assert "Iris Park 1 0 1 0 0" in lead
    desk = text_of(Closing(school.desk(Role.FRONT_DESK)).summary(DAY, language), tmp_path)
    assert "Iris Park 1 0 1 0 0" in desk
    assert "Cami" not in desk
    with school.store.read() as connection:
        assert connection.execute(select(audit.c.act).where(audit.c.act == "day_summary_made")).scalars().all()


def test_a_day_of_nobody_has_a_summary_too(closing, tmp_path):
    assert "Nothing is left to do" in text_of(closing.summary(DAY), tmp_path)


# Labels


def test_labels_of_a_day_hold_name_grade_number_and_year(school, conferences, tmp_path):
    conferences.arrange(school.camila_id, DAY, "08:40")
    desk = school.desk(Role.FRONT_DESK)
    assert Labels(desk).count(DAY) == 1
    said = text_of(Labels(desk).of_day(DAY, "avery_5163", 3), tmp_path)
    for words in ("Camila Hernández", "Grade 5", "nCamila", "2026–27", "Alder Elementary"):
        assert words in said
    assert "Camila" in text_of(Labels(desk).of_students([school.camila_id], "avery_l7160", language="es"), tmp_path)


def test_a_day_without_students_or_a_label_off_the_sheet_is_told(school, conferences):
    labels = Labels(school.desk())
    with pytest.raises(OfficeError, match="labels_none"):
        labels.of_day(DAY, "avery_5160")
    Conferences(school.desk()).arrange(school.camila_id, DAY, "08:40")
    for form, start in (("avery_5160", 31), ("avery_5160", 0), ("nothing", 1)):
        with pytest.raises(OfficeError, match="label_unknown"):
            labels.of_day(DAY, form, start)
