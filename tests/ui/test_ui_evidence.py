"""Requirements on the screen: what is needed and why, what was recorded, and every form, by mouse and by keys."""

from datetime import date

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QListView, QVBoxLayout, QWidget
from ui_household_office import SECRETS, TODAY, child, everything_in, families, hands_on

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.evidence import Entry
from ilp_desktop.language import use
from ilp_desktop.places import FORMS
from ilp_desktop.ui.evidence.duties import DutiesPart
from ilp_desktop.ui.evidence.student import RequirementsPart
from ilp_desktop.ui.widgets import ScrollingCanvas

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def school(tmp_path):
    with families(tmp_path) as made:
        yield made


@pytest.fixture
def show(qtbot, school, background):
    """Return what shows the part of a student, or the school's duties, under a policy set."""
    opened = []

    def show_it(pack="policy-4020", name="Camila", role=None, *, duties=False):
        school.office.packs.adopt(FORMS / pack)
        school.office.findings.catch_up()
        office = school.office if role is None else school.seen_by(role, "Omar")
        if duties:
            part = page = DutiesPart(office, background, school.clock)
        else:
            page, part = ScrollingCanvas(), RequirementsPart(office, background, school.clock)
            QVBoxLayout(page.canvas).addWidget(part)
        held = hands_on(qtbot, page, background)
        hands = held.__enter__()
        opened.append(held)
        if not duties:
            part.show_student(school.ids[name])
        qtbot.waitUntil(lambda: hands.sees("requirements_body"), timeout=12_000)
        hands.part, hands.office = part, office
        return hands

    yield show_it
    for held in opened:
        held.__exit__(None, None, None)
    background.close()


def shown_of(hands, student_id):
    return hands.office.evidence.of_student(student_id)


def catch_up(hands):
    """As the window does in the background after every change."""
    hands.part.view._background.do(hands.office.findings.catch_up)
    hands.settle()


def until(qtbot, hands, name, words):
    qtbot.waitUntil(lambda: hands.sees(name) and words in hands.find(name).accessibleName(), timeout=12_000)


def test_each_requirement_says_how_it_stands_why_and_where_the_policy_says_so(show):
    hands = show()
    said = hands.said()
    for words in ("Needed now", "Two conferences", "0 of 2 so far", "Due by", "B.1", "Not for this student ("):
        assert words in said, words
    assert not hands.sees("group_other_card")
    hands.click("group_other_fold")
    hands.qtbot.waitUntil(lambda: hands.sees("group_other_card"), timeout=12_000)
    hands.qtbot.waitUntil(lambda: "It is for other grades." in hands.said(), timeout=12_000)
    assert not hands.sees("clause_p4020-pccr_record")


def test_a_call_is_recorded_by_keys_alone_and_the_requirement_is_met(show, school, qtbot):
    hands = show("policy-4020", "Ana")
    hands.tab_to("clause_p4020-evidence_record")
    hands.key(Qt.Key.Key_Space)
    hands.menu_by_keys("record_3_action")
    hands.tab_to("record_who_check_student")
    hands.key(Qt.Key.Key_Space)
    june = next(one.guardian_id for one in shown_of(hands, school.ids["Ana"]).adults)
    hands.tab_to(f"record_who_check_{june}")
    hands.key(Qt.Key.Key_Space)
    hands.pick("record_staff_choice", "Omar Lund")
    hands.tab_to("record_note")
    QTest.keyClicks(QApplication.focusWidget(), "Spoke about grade 12.")
    hands.tab_to("record_button")
    hands.key(Qt.Key.Key_Space)
    catch_up(hands)
    (line,) = shown_of(hands, school.ids["Ana"]).recorded
    assert line.event.kind == "call"
    assert line.event.roles == {"student", "parent", "school", "teacher"}
    assert line.note == "Spoke about grade 12."
    hands.click("group_done_fold")
    until(qtbot, hands, "clause_p4020-evidence_state", "Met")
    hands.click("clause_p4020-evidence_fold")
    assert "June Lee" in hands.said()


def test_attempts_are_counted_for_each_adult_where_they_stand(show, school, qtbot):
    hands = show()
    rosa = next(one for one in shown_of(hands, school.ids["Camila"]).adults if "Rosa" in one.name)
    hands.click("clause_p4020-effort_record")
    hands.pick("record_outcome_choice", "Left a message")
    hands.pick("record_mode_choice", "By phone")
    hands.click(f"record_who_check_{rosa.guardian_id}")
    hands.click("record_button")
    qtbot.waitUntil(lambda: hands.sees("attempts_text"), timeout=12_000)
    assert hands.find("attempts_text").text() == "1 attempt this year (Rosa Hernández: 1)"
    assert "Left a message" in hands.said()


def test_what_a_conference_lacks_is_added_to_it_in_one_form(show, school, qtbot):
    student_id = school.ids["Camila"]
    school.office.evidence.record(student_id, Entry("conference", TODAY, roles=frozenset({"student"})))
    hands = show()
    hands.click("clause_p4020-strengths_record")
    hands.click("add_button")
    assert "Nothing is ticked yet" in hands.said()
    hands.click("add_marks_check_strengths")
    hands.click("add_marks_check_data")
    hands.click("add_button")
    catch_up(hands)
    assert shown_of(hands, student_id).recorded[0].event.marks == {"strengths", "data"}
    hands.click("group_done_fold")
    until(qtbot, hands, "clause_p4020-strengths_state", "Met")
    until(qtbot, hands, "clause_p4020-progress_state", "Met")


def test_a_family_that_asks_for_another_conference_is_written_down_with_what_came_of_it(show, school, qtbot):
    hands = show()
    hands.click("anything_button")
    menu = hands.offered_words()
    assert {"Request", "Call", "Note", "Attempt to reach somebody"} <= set(menu)
    hands.click("anything_button")
    hands.menu(f"anything_{menu.index('Request')}_action")
    hands.click("record_marks_check_decided")
    hands.find("record_note").set_text("Another conference in November")
    hands.click("record_button")
    student_id = school.ids["Camila"]
    qtbot.waitUntil(lambda: len(shown_of(hands, student_id).recorded) == 1, timeout=12_000)
    (line,) = shown_of(hands, student_id).recorded
    assert (line.event.kind, line.event.marks, line.staff) == ("request", {"decided"}, "")


def test_an_entry_is_corrected_and_taken_back_from_its_menu(show, school, qtbot):
    student_id = school.ids["Camila"]
    school.office.evidence.record(student_id, Entry("call", TODAY, note="Wrong words"))
    hands = show()
    key = shown_of(hands, student_id).recorded[0].event.uid[-12:]
    hands.click(f"event_{key}_deeds")
    hands.menu("correct_action")
    note = hands.find("record_note")
    assert note.text() == "Wrong words"
    note.set_text("Right words")
    hands.click("record_button")
    qtbot.waitUntil(lambda: shown_of(hands, student_id).recorded[0].note == "Right words", timeout=12_000)
    key = shown_of(hands, student_id).recorded[0].event.uid[-12:]
    hands.click(f"event_{key}_deeds")
    hands.menu("take_back_action")
    hands.key(Qt.Key.Key_Escape)
    assert not hands.sees("take_back_form")
    hands.click(f"event_{key}_deeds")
    hands.menu("take_back_action")
    hands.click("take_back_button")
    qtbot.waitUntil(lambda: shown_of(hands, student_id).recorded == (), timeout=12_000)


def test_a_waiver_is_offered_only_where_the_policy_names_somebody(show, school, qtbot):
    student_id = school.ids["Ana"]
    school.office.evidence.record(student_id, Entry("conference", TODAY, roles=frozenset({"student"})))
    hands = show("policy-4020", "Ana")
    offered = {
        one.objectName()
        for one in hands.widget.findChildren(QWidget)
        if one.objectName().endswith("_waive") and one.isVisible()
    }
    assert offered == {"clause_p4020-workplace_waive"}
    hands.click("clause_p4020-workplace_waive")
    hands.pick("waive_by_choice", "Counselor")
    hands.click("waive_button")
    assert "few words of why" in hands.said()
    hands.write("waive_why_field", "Not yet appropriate")
    hands.click("waive_button")
    catch_up(hands)
    hands.click("group_done_fold")
    until(qtbot, hands, "clause_p4020-workplace_state", "Waived")
    assert "Counselor. Not yet appropriate" in hands.said()
    hands.click("clause_p4020-workplace_unwaive")
    catch_up(hands)
    until(qtbot, hands, "clause_p4020-workplace_state", "Due")


def test_a_template_shows_its_prompts_its_writer_and_where_it_stands_besides(show, school, qtbot):
    hands = show("stride", "Dao")
    hands.click("clause_str-welcome_record")
    said = hands.said()
    for words in ("Welcome note", "Interests, strengths", "TotalView School", "Written by: Teacher"):
        assert words in said, words
    assert "Welcome note when nobody could be reached" not in said, "not before five attempts"
    hands.find("record_text_0").set_text("Likes maps.")
    hands.click("record_filed_day_box")
    hands.click("record_button")
    student_id = school.ids["Dao"]
    qtbot.waitUntil(lambda: len(shown_of(hands, student_id).recorded) == 1, timeout=12_000)
    (line,) = shown_of(hands, student_id).recorded
    assert line.added == ((TODAY, frozenset({"external"})),)
    key = line.event.uid[-12:]
    hands.click(f"event_{key}_fold")
    assert "Likes maps." in hands.said()


def test_a_note_is_wanted_as_a_paper_from_its_menu(show, school, qtbot):
    hands = show("stride", "Camila")
    entry = Entry("note", TODAY, roles=frozenset({"student"}), note="Reads with a partner.")
    school.office.evidence.record(school.ids["Camila"], entry)
    hands.part.view.read()
    (line,) = [one for one in shown_of(hands, school.ids["Camila"]).recorded if one.event.kind == "note"]
    key = f"event_{line.event.uid[-12:]}_deeds"
    qtbot.waitUntil(lambda: hands.sees(key), timeout=12_000)
    asked = []
    hands.part.paper_asked.connect(asked.append)
    hands.click(key)
    hands.menu("paper_action")
    assert asked == [line.evidence_id]
    assert school.office.letters.note(asked[0]).startswith(b"%PDF")


def test_a_group_conference_is_recorded_for_each_student_and_not_beyond_the_policys_number(show, school, qtbot):
    others = [
        child(school.office, school.clock, f"Pia{at}", "Group", grade="12", school_id=school.ids["school"])
        for at in range(5)
    ]
    hands = show("millard", "Ana")
    hands.click("group_other_fold")
    qtbot.waitUntil(lambda: hands.sees("clause_mil-small-group_record"), timeout=12_000)
    hands.click("clause_mil-small-group_record")
    picker = hands.find("pick_list")
    assert isinstance(picker, QListView)
    picker.setFocus()
    picker.selectionModel().setCurrentIndex(picker.model().index(0, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
    for _ in range(5):
        QTest.keyClick(picker, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(picker, Qt.Key.Key_Space)
    assert "6 students invited" in hands.said()
    hands.click("group_button")
    assert "The policy allows 5 students" in hands.said()
    QTest.keyClick(picker, Qt.Key.Key_Space)
    june = next(one.guardian_id for one in shown_of(hands, school.ids["Ana"]).adults)
    hands.click(f"came_{school.ids['Ana']}_{june}")
    came = hands.find(f"came_{others[0]}")
    assert isinstance(came, QCheckBox)
    hands.click(f"came_{others[0]}")
    hands.click("group_button")
    qtbot.waitUntil(lambda: len(shown_of(hands, school.ids["Ana"]).recorded) == 1, timeout=12_000)
    (mine,) = shown_of(hands, school.ids["Ana"]).recorded
    assert (mine.people, mine.event.invited) == (("June Lee",), 5)
    assert shown_of(hands, others[0]).recorded[0].event.stage.value == "missed"
    assert shown_of(hands, others[4]).recorded == ()


def test_programs_and_years_are_corrected_where_they_stand(show, school, qtbot):
    student_id = school.ids["Dao"]
    hands = show("kentucky", "Dao")
    hands.click("program_add_button")
    hands.pick("enter_program_choice", "Alternative program")
    hands.click("enter_button")
    qtbot.waitUntil(lambda: len(shown_of(hands, student_id).spells) == 1, timeout=12_000)
    spell = shown_of(hands, student_id).spells[0]
    assert (spell.program, spell.begins_on) == ("alternative", TODAY)
    hands.click(f"spell_{spell.spell_id}_leave")
    hands.click("leave_button")
    qtbot.waitUntil(lambda: shown_of(hands, student_id).spells[0].ends_on == TODAY, timeout=12_000)
    year = shown_of(hands, student_id).years[0]
    hands.click(f"year_{year.year_id}_correct")
    hands.pick("year_grade_choice", "Grade 7")
    hands.click("year_button")
    qtbot.waitUntil(lambda: shown_of(hands, student_id).years[0].grade == "07", timeout=12_000)
    hands.click("year_add_button")
    hands.pick("year_starts_choice", "2024-25")
    hands.find("year_enrolled_day").setDate(date(2024, 8, 20))
    hands.find("year_started_day").setDate(date(2024, 8, 20))
    hands.click("year_button")
    qtbot.waitUntil(lambda: len(shown_of(hands, student_id).years) == 2, timeout=12_000)


def test_who_only_reads_sees_no_deed(show):
    hands = show(role=Role.AUDITOR)
    assert "Two conferences" in hands.said()
    names = {one.objectName() for one in hands.widget.findChildren(QWidget) if one.isVisible()}
    assert not any(name.endswith(("_record", "_waive", "_deeds", "_add_button", "_correct")) for name in names)


def test_nobody_barred_stands_in_any_word_of_the_part_or_its_forms(show, school):
    hands = show()
    hands.click("clause_p4020-effort_record")
    words = everything_in(hands.widget)
    assert "Rosa Hernández" in words
    for secret in ("Zacharias", "Barredson", *SECRETS[-2:]):
        assert secret not in words


def test_another_student_lets_go_of_the_first(show, school, qtbot):
    hands = show()
    hands.part.show_student(school.ids["Dao"])
    hands.settle()
    qtbot.waitUntil(lambda: hands.sees("requirements_body"), timeout=12_000)
    assert "Rosa" not in everything_in(hands.widget)
    hands.part.leave_student()
    assert not hands.sees("requirements_body")


def test_a_list_elsewhere_opens_the_form_of_a_requirement(show, school, qtbot):
    hands = show()
    hands.part.leave_student()
    hands.part.show_student(school.ids["Camila"])
    hands.part.record("p4020-effort")
    qtbot.waitUntil(lambda: hands.sees("record_form"), timeout=12_000)
    assert "Attempt to reach somebody" in hands.said()


def test_a_policy_without_rules_says_that_it_asks_for_nothing(show):
    assert "No requirements" in show("starter").said()


def test_the_schools_duties_have_their_training_log(show, school, qtbot):
    hands = show("davis", duties=True)
    hands.click("anything_button")
    hands.menu_by_keys("anything_0_action")
    hands.pick("record_staff_choice", "Omar Lund")
    hands.write("record_asked_by_field", "Two teachers")
    hands.write("record_attended_field", "14 teachers")
    hands.find("record_note").set_text("Asked for by two teachers")
    hands.click("record_button")
    qtbot.waitUntil(lambda: len(hands.office.evidence.of_school().recorded) == 1, timeout=12_000)
    catch_up(hands)
    hands.click("group_done_fold")
    until(qtbot, hands, "clause_dav-training_state", "Met")
    hands.click(f"event_{hands.office.evidence.of_school().recorded[0].event.uid[-12:]}_fold")
    assert "Two teachers" in hands.said()
    assert "14 teachers" in hands.said()


def test_a_duty_of_people_is_recorded_as_done(show, school, qtbot):
    hands = show("utah-floor", duties=True)
    hands.click("clause_ut-self-evaluation_record")
    hands.click("record_button")
    catch_up(hands)
    hands.click("group_done_fold")
    until(qtbot, hands, "clause_ut-self-evaluation_state", "Met")


def test_in_spanish_everything_that_the_program_says_is_spanish(show, school, qtbot):
    use("es")
    try:
        hands = show()
        said = hands.said()
        for words in ("Pendiente ahora", "Lo registrado", "Programas y años"):
            assert words in said, words
        hands.click("clause_p4020-effort_record")
        assert "Sin respuesta" in everything_in(hands.widget)
        for english in ("Record", "Needed", "Nobody", "What was", "attempt"):
            assert english not in hands.said(), english
    finally:
        use("en")


# R20
def test_a_note_by_somebody_who_has_nothing_to_do_with_the_student_is_advised_against_and_not_refused(
    show, school, qtbot
):
    hands = show("stride")
    hands.part.record("str-welcome")
    qtbot.waitUntil(lambda: hands.sees("record_form"), timeout=12_000)
    who = hands.find("record_staff_choice")
    who.setCurrentText("Omar Lund")
    assert not hands.sees("author_notice"), "it is his student"
    who.setCurrentText("Dana Cole")
    assert hands.sees("author_notice")
    hands.click("record_button")
    (noted,) = shown_of(hands, school.ids["Camila"]).recorded
    assert noted.staff_id == school.ids["Dana"]
