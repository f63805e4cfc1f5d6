"""What is not ready before a conference day, and the papers for it, read back by programs that did not draw them."""

import subprocess
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.preparation import Gap
from ilp_desktop.domain.sheet_codes import code_of
from ilp_desktop.services.conferences import Conferences
from ilp_desktop.services.preparation import Preparation
from ilp_desktop.services.worksheets import Worksheets
from ilp_desktop.store.counting import counted
from ilp_desktop.store.tables import assignment, audit, consultation, measure_point, student_guardian

EVENING = date(2026, 11, 24)
CANARIES = ("12 Canary Lane", "555-0199", "555-0101", "Household B", "7 First Street", "canary@b.example", "Barredson")


@pytest.fixture
def evening(school):
    """Three students of one evening: Camila, one of the first grade, one whose name is in another script."""
    conferences = Conferences(school.desk())
    made = {"Camila": conferences.arrange(school.camila_id, EVENING, "17:20").made_id}
    for given, family, grade, at in (("Bo", "Day", "01", "17:00"), ("Юлія", "Коваленко", "09", "17:40")):
        child = school.child(given, family, grade)
        school.add(assignment, student_id=child, staff_id=school.teacher_id)
        school.adult(child, f"Ann {family}", family)
        made[given] = conferences.arrange(child, EVENING, at).made_id
    return made


def text_of(pdf: bytes, *options: str) -> str:
    made = subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return made.stdout.decode()


def page_texts(pdf: bytes) -> list[str]:
    return text_of(pdf).split("\f")[:-1]


def row_of(school, conference_id, desk=None):
    return next(r for r in Preparation(desk or school.desk()).of_day(EVENING) if r.conference_id == conference_id)


# What is missing


def test_each_thing_that_is_missing_is_told_and_gone_once_it_is_mended(school, evening):
    conferences, preparation = Conferences(school.desk()), Preparation(school.desk())
    assert set(row_of(school, evening["Camila"]).gaps) == {Gap.NO_STRENGTHS, Gap.NO_INTERPRETER}
    assert set(row_of(school, evening["Bo"]).gaps) == {Gap.NO_DATA, Gap.NO_STRENGTHS}
    conferences.save_draft(evening["Camila"], "answer:celebrate.strengths", "She asks good questions.", "en")
    preparation.name_interpreter(evening["Camila"], "Lucía Sol")
    assert row_of(school, evening["Camila"]).gaps == ()
    people = conferences.open(evening["Camila"]).participants
    assert [(p.name, p.may_sign) for p in people if p.role == "interpreter"] == [("Lucía Sol", False)]
    preparation.name_interpreter(evening["Camila"], "")
    assert row_of(school, evening["Camila"]).gaps == (Gap.NO_INTERPRETER,)


def test_data_older_than_half_a_year_are_told(school, evening):
    with school.store.write() as connection:
        connection.execute(update(measure_point).values(measured_on=EVENING - timedelta(days=181)))
    assert Gap.OLD_DATA in row_of(school, evening["Camila"]).gaps
    with school.store.write() as connection:
        connection.execute(update(measure_point).values(measured_on=EVENING - timedelta(days=180)))
    assert Gap.OLD_DATA not in row_of(school, evening["Camila"]).gaps


def test_last_goals_without_an_outcome_are_told_until_somebody_says_what_came_of_them(school, evening, hold):
    last = hold(on=date(2026, 10, 1))
    goal = last.conferences.add_goal(last.id).made_id
    last.write(f"goal:{goal}", "I will read every day.")
    last.talk()
    last.conferences.conclude(last.id)
    assert Gap.OUTCOMES in row_of(school, evening["Camila"]).gaps
    last.conferences.set_goal_status(goal, "partly")
    assert Gap.OUTCOMES not in row_of(school, evening["Camila"]).gaps


def test_with_every_adult_barred_nobody_is_invited(school, evening):
    assert Gap.NOBODY_INVITED not in row_of(school, evening["Camila"]).gaps
    with school.store.write() as connection:
        connection.execute(
            update(student_guardian).where(student_guardian.c.student_id == school.camila_id).values(barred=True)
        )
    assert Gap.NOBODY_INVITED in row_of(school, evening["Camila"]).gaps


def test_rows_come_in_slot_order_and_only_of_students_one_may_see(school, evening):
    assert [row.starts_at for row in Preparation(school.desk()).of_day(EVENING)] == ["17:00", "17:20", "17:40"]
    assert Preparation(school.desk(Role.FRONT_DESK)).of_day(EVENING) == ()
    assert Preparation(school.desk(Role.TEACHER, 999)).of_day(EVENING) == ()


def test_a_whole_evening_is_looked_over_in_a_few_statements(school, evening):
    with counted(school.store) as few:
        Preparation(school.desk()).of_day(EVENING)
    conferences = Conferences(school.desk())
    for number in range(12):
        child = school.child(f"Kit{number}", "Day")
        school.add(assignment, student_id=child, staff_id=school.teacher_id)
        conferences.arrange(child, EVENING, "18:00")
    with counted(school.store) as many:
        assert len(Preparation(school.desk()).of_day(EVENING)) == 15
    assert many.statements == few.statements <= 8


# Papers


def test_a_stack_stands_in_slot_order_and_each_student_begins_on_a_right_hand_page(school, evening):
    pdf = Worksheets(school.desk()).stack(EVENING, school.teacher_id)
    pages = page_texts(pdf)
    assert "Iris Park" in pages[0]
    first = [n for n, page in enumerate(pages, 1) if ", page 1 of" in page or ", página 1 de" in page]
    assert len(first) == 3
    assert all(number % 2 for number in first), "a duplex sheet begins with an odd page"
    assert "Bo Day" in pages[first[0] - 1]
    assert "Student 1 of 3, page 1 of" in pages[first[0] - 1]
    assert "Estudiante 2 de 3, página 1 de" in pages[first[1] - 1]
    assert "Юлія Коваленко" in pages[first[2] - 1]
    for name, at in (("Bo", 0), ("Camila", 1), ("Юлія", 2)):
        assert code_of(evening[name]) in pages[first[at] - 1]
        assert code_of(evening[name]) in pages[0]


def test_a_worksheet_is_read_in_the_order_in_which_it_is_typed_in(school, evening, hold):
    text = " ".join(text_of(Worksheets(school.desk()).worksheet(evening["Camila"])).split())
    order = (
        "Camila Hernández",
        "Quiénes están",
        "Rosa Hernández, madre",
        "Lo que llena de orgullo a Cami",
        "Fortalezas que vemos",
        "Reading fluency",
        "Dónde puede mejorar",
        "Lo que Cami quiere lograr",
        "Meta 1",
        "Meta 2",
        "Quién ayuda y cómo",
        "Unos minutos para los adultos",
        "Nuestras firmas",
        "Estoy de acuerdo con este plan",
        "Con mis propias palabras:",
    )
    places = [text.index(said) for said in order]
    assert places == sorted(places)


def test_what_was_prepared_and_the_last_goals_are_on_the_worksheet(school, evening, hold):
    last = hold(on=date(2026, 10, 1))
    goal = last.conferences.add_goal(last.id).made_id
    last.write(f"goal:{goal}", "I will read every day.")
    last.talk()
    last.conferences.conclude(last.id)
    last.write("answer:celebrate.strengths", "From last time")
    Conferences(school.desk()).save_draft(evening["Camila"], "answer:celebrate.strengths", "She asks why.", "en")
    text = text_of(Worksheets(school.desk()).worksheet(evening["Camila"]))
    assert "I will read every day." in text
    assert "Lograda" in text
    assert "She asks why." in text
    assert "From last time" not in text


def test_papers_are_tagged_sound_and_hold_nothing_of_the_other_household_nor_of_somebody_barred(
    school, evening, tmp_path
):
    papers = Worksheets(school.desk())
    made = {
        "stack": papers.stack(EVENING, school.teacher_id),
        "worksheet": papers.worksheet(evening["Camila"]),
        "reflections": papers.reflections(EVENING, school.teacher_id),
    }
    for name, pdf in made.items():
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(pdf)
        subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)
        told = subprocess.run(["pdfinfo", str(path)], check=True, capture_output=True, text=True).stdout
        assert "Tagged:          yes" in told
        text = text_of(pdf)
        assert "Cami" in text
        for canary in CANARIES:
            assert canary not in text


def test_reflection_sheets_speak_to_the_age_and_the_language(school, evening):
    pages = page_texts(Worksheets(school.desk()).reflections(EVENING, school.teacher_id))
    young, spanish, older = (next(page for page in pages if name in page) for name in ("Bo", "Camila", "Юлія"))
    assert "What Bo is proud of" in young
    assert "Then the steps" not in " ".join(young.split())
    assert "Paso 1" in spanish
    assert "¿Qué salió bien?" in spanish
    assert "Mi reunión" in spanish
    assert "Step 3" in " ".join(" ".join(pages[pages.index(older) :]).split())


def test_every_student_whose_sheet_was_made_has_a_line_in_the_record(school, evening):
    Worksheets(school.desk()).stack(EVENING, school.teacher_id)
    with school.store.read() as connection:
        lines = connection.execute(select(audit.c.student_id).where(audit.c.act == "worksheet_made")).scalars().all()
    assert len(lines) == 3
    assert school.camila_id in lines


def test_papers_are_for_those_who_may_print_the_plan(school, evening):
    for desk in (school.desk(Role.FRONT_DESK), school.desk(Role.TEACHER, 999)):
        with pytest.raises(OfficeError) as caught:
            Worksheets(desk).worksheet(evening["Camila"])
        assert caught.value.code == "conference_gone"
        with pytest.raises(OfficeError) as caught:
            Worksheets(desk).stack(EVENING, school.teacher_id)
        assert caught.value.code == "papers_none"


def test_making_papers_begins_nothing(school, evening):
    Worksheets(school.desk()).stack(EVENING, school.teacher_id)
    with school.store.read() as connection:
        assert connection.execute(select(consultation.c.id)).all() == []
    assert Conferences(school.desk()).open(evening["Camila"]).state.value == "scheduled"
