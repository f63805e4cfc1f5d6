"""The policy on screens: rules in force, choices and names on forms, another set side by side, the school calendar."""

import shutil
from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui_household_office import families, hands_on

from ilp_desktop import language
from ilp_desktop.domain.access import Role
from ilp_desktop.domain.packs import OwnWords
from ilp_desktop.places import FORMS
from ilp_desktop.ui.dialogs import AnsweredDialogs
from ilp_desktop.ui.policy.calendar import CalendarPart
from ilp_desktop.ui.policy.in_force import InForcePart

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def school(tmp_path):
    with families(tmp_path) as made:
        yield made


@pytest.fixture
def davis(school):
    """The school under Davis since it was founded, everybody judged."""
    school.office.packs.adopt(FORMS / "davis", from_on=date.min)
    school.office.findings.catch_up()
    return school


@pytest.fixture
def dialogs():
    return AnsweredDialogs()


@pytest.fixture
def show(qtbot, school, background, dialogs):
    opened = []

    def show_it(kind=InForcePart, role=None):
        office = school.office if role is None else school.seen_by(role)
        part = (
            InForcePart(office, background, dialogs)
            if kind is InForcePart
            else CalendarPart(office, background, school.clock)
        )
        held = hands_on(qtbot, part, background)
        hands = held.__enter__()
        opened.append(held)
        return hands

    yield show_it
    for held in opened:
        held.__exit__(None, None, None)
    background.close()


def rows(hands, name) -> list[str]:
    model = hands.find(name).model()
    return [model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(model.rowCount())]


def now(school):
    return school.office.adopting.state().now


# The rules in force


# R88
def test_an_office_without_rules_says_so_and_the_lead_takes_up_a_policy_by_mouse(show, school):
    hands = show()
    assert "No rules yet" in hands.said()
    hands.click("empty_action")
    hands.click("offer_davis")
    hands.qtbot.waitUntil(lambda: hands.sees("compare_summary"), timeout=12_000)
    assert hands.find("compare_summary").text().startswith("Of 3 students, 3 would have another requirement status")
    assert now(school).pack.pack_id == "starter"
    hands.click("compare_button")
    hands.qtbot.waitUntil(lambda: hands.sees("policy_name"), timeout=12_000)
    assert hands.find("policy_name").text() == "Davis 4I-101, personal education planning"
    assert "in force from today" in hands.said()
    assert now(school).pack.pack_id == "davis"
    assert hands.sees("clause_list")


def test_a_rule_is_found_by_letters_and_read_whole(show, davis):
    hands = show()
    everything = rows(hands, "clause_list")
    assert len(everything) == len(now(davis).policy.clauses)
    hands.tab_to("clause_find_field")
    QTest.keyClicks(hands.find("clause_find_field"), "grade 7")
    found = rows(hands, "clause_list")
    assert 0 < len(found) < len(everything)
    hands.find("clause_find_field").clear()
    hands.click("open_segment")
    doubtful = rows(hands, "clause_list")
    assert len(doubtful) == sum(not clause.confirmed for clause in now(davis).policy.clauses)
    assert all("To be confirmed" in row for row in doubtful)
    hands.click("school_segment")
    assert "The school" in hands.said() or "The district" in hands.said()


def test_who_keeps_no_policy_reads_it_and_finds_no_way_to_change_it(show, davis):
    hands = show(role=Role.TEACHER)
    assert hands.sees("clause_list")
    for name in ("policy_another_button", "policy_choices_button", "policy_names_button"):
        assert not hands.sees(name)


def test_a_principal_looks_at_another_set_and_cannot_adopt_it(show, davis):
    hands = show(role=Role.PRINCIPAL)
    hands.click("policy_another_button")
    hands.click("offer_kentucky")
    hands.qtbot.waitUntil(lambda: hands.sees("compare_list"), timeout=12_000)
    assert not hands.sees("compare_button")
    assert not hands.sees("adopt_why")
    hands.key(Qt.Key.Key_Escape)
    hands.key(Qt.Key.Key_Escape)
    assert hands.sees("clause_list")


# Choices and names


def test_a_number_is_changed_compared_and_adopted_by_keys_alone(show, davis):
    hands = show()
    hands.tab_to("policy_choices_button")
    hands.key(Qt.Key.Key_Space)
    hands.qtbot.waitUntil(lambda: hands.find("choices_button").isEnabled(), timeout=12_000)
    spin = hands.find("choice_davis_plan_weeks_number")
    assert (spin.minimum(), spin.maximum(), spin.value()) == (1, 40, 9)
    hands.tab_to("choice_davis_plan_weeks_number")
    spin.selectAll()
    QTest.keyClicks(spin, "30")
    hands.tab_to("choices_button")
    hands.key(Qt.Key.Key_Space)
    hands.qtbot.waitUntil(lambda: hands.sees("compare_list"), timeout=12_000)
    assert all("Reads otherwise" in row for row in rows(hands, "compare_list"))
    assert "within 30 weeks" in hands.said()
    assert "within 9 weeks" in hands.said()
    hands.qtbot.waitUntil(lambda: "Ana Lee" in hands.find("compare_students").text(), timeout=12_000)
    hands.tab_to("adopt_why")
    QTest.keyClicks(QApplication.focusWidget(), "the council said so")
    hands.tab_to("compare_button")
    hands.key(Qt.Key.Key_Space)
    hands.qtbot.waitUntil(lambda: hands.sees("policy_meta"), timeout=12_000)
    hands.qtbot.waitUntil(lambda: "1 choice of your own" in hands.find("policy_meta").text(), timeout=12_000)
    assert now(davis).own == OwnWords(choices={"davis.plan_weeks": "30"})
    assert "the council said so" in hands.said()


def test_an_answer_chosen_by_mouse_is_what_is_adopted_and_the_usual_one_is_marked(show, davis):
    hands = show()
    hands.click("policy_choices_button")
    hands.qtbot.waitUntil(lambda: hands.find("choices_button").isEnabled(), timeout=12_000)
    assert hands.find("choice_davis_counts_when_held").text() == "When it was held (usual)"
    hands.click("choice_davis_counts_when_offered")
    hands.click("choices_button")
    hands.qtbot.waitUntil(lambda: hands.sees("compare_summary"), timeout=12_000)
    hands.click("compare_button")
    hands.qtbot.waitUntil(lambda: hands.sees("clause_list"), timeout=12_000)
    assert now(davis).own.choices == {"davis.counts_when": "offered"}


def test_names_are_written_in_each_language_and_a_place_that_nothing_fills_is_refused_on_the_spot(show, davis):
    hands = show()
    hands.click("policy_names_button")
    hands.write("names_plan_labels_pccr_en", "Lincoln plan for {family}")
    hands.click("names_button")
    hands.qtbot.waitUntil(lambda: hands.sees("names_banner"), timeout=12_000)
    assert "office.toml" in hands.said()
    assert "{family}" in hands.said()
    hands.write("names_plan_labels_pccr_en", "Lincoln plan")
    hands.click("names_button")
    hands.qtbot.waitUntil(lambda: hands.sees("compare_summary"), timeout=12_000)
    assert "No student's requirement status would change" in hands.find("compare_summary").text()
    hands.click("compare_button")
    hands.qtbot.waitUntil(lambda: hands.sees("clause_list"), timeout=12_000)
    assert now(davis).own.names == {"plan_labels.pccr": {"en": "Lincoln plan"}}
    assert davis.office.packs.in_force().plan_labels["pccr"]["en"] == "Lincoln plan"


# Another set


def test_a_set_for_a_later_day_is_announced_and_can_be_taken_back(show, davis):
    hands = show()
    hands.click("policy_another_button")
    hands.click("offer_policy-4020")
    hands.qtbot.waitUntil(lambda: hands.sees("compare_list"), timeout=12_000)
    hands.find("adopt_day").setDate(QDate(2027, 1, 4))
    hands.click("compare_button")
    hands.qtbot.waitUntil(lambda: hands.sees("policy_coming"), timeout=12_000)
    assert now(davis).pack.pack_id == "davis"
    assert "From Jan 4, 2027 on: Policy 4020" in hands.said()
    hands.qtbot.mouseClick(hands.find("policy_coming").action, Qt.MouseButton.LeftButton)
    hands.qtbot.waitUntil(lambda: davis.office.adopting.state().coming.pack.pack_id == "davis", timeout=12_000)


def test_a_wrong_set_is_refused_with_file_and_line_and_the_one_in_force_stays(show, davis, dialogs, tmp_path):
    folder = tmp_path / "mine"
    shutil.copytree(FORMS / "davis", folder)
    text = (folder / "clauses.toml").read_text("utf-8")
    (folder / "clauses.toml").write_text(text.replace("strength =", "strenght =", 1), "utf-8")
    dialogs.answer(folder)
    hands = show()
    hands.click("policy_another_button")
    hands.click("offers_folder_button")
    hands.qtbot.waitUntil(lambda: hands.sees("offers_banner"), timeout=12_000)
    said = hands.said()
    assert "clauses.toml, line " in said
    assert "strength" in said
    assert "The policy set in force stays as it is" in said
    hands.key(Qt.Key.Key_Escape)
    assert hands.find("policy_name").text().startswith("Davis")


def test_the_policy_speaks_spanish(show, davis):
    language.use("es")
    hands = show()
    said = hands.said()
    assert "Davis 4I-101, planificación educativa personal" in said
    assert "vigente desde" in said
    assert "Obligatorio" in said
    assert all("Required" not in row for row in rows(hands, "clause_list"))


# The calendar


def day(hands, name):
    on = hands.find(name).date()
    return date(on.year(), on.month(), on.day())


# R115
def test_a_school_makes_the_usual_year_its_own_by_keys(show, davis):
    hands = show(CalendarPart)
    hands.qtbot.waitUntil(lambda: hands.sees("semester_2_last"), timeout=12_000)
    assert "not yet your own" in hands.said()
    assert not hands.sees("calendar_next_button")
    hands.tab_to("year_last")
    last = hands.find("year_last")
    last.setSelectedSection(last.Section.MonthSection)
    QTest.keyClick(last, Qt.Key.Key_Up)
    hands.tab_to("break_add")
    hands.key(Qt.Key.Key_Space)
    added = f"break_{len(davis.office.calendars.state().current.closed) + 1}"
    for end, on in (("first", QDate(2026, 10, 12)), ("last", QDate(2026, 10, 16))):
        hands.find(f"{added}_{end}").setDate(on)
    hands.tab_to("calendar_check_button")
    hands.key(Qt.Key.Key_Space)
    hands.qtbot.waitUntil(lambda: hands.sees("calendar_save_button"), timeout=12_000)
    assert "Not saved yet" in hands.said()
    assert not davis.office.calendars.state().is_own
    hands.key(Qt.Key.Key_Space)  # the keyboard is on Save
    hands.qtbot.waitUntil(lambda: davis.office.calendars.state().is_own, timeout=12_000)
    kept = davis.office.calendars.state().current
    assert kept.last == date(2027, 6, 28)
    assert (date(2026, 10, 12), date(2026, 10, 16)) in [(each.first, each.last) for each in kept.closed]
    hands.qtbot.waitUntil(lambda: "is saved" in hands.said(), timeout=12_000)
    assert hands.sees("calendar_next_button")


def test_what_another_first_day_moves_is_counted_before_it_is_saved(show, davis):
    davis.office.calendars.save(davis.office.calendars.state().current)
    davis.office.findings.catch_up()
    hands = show(CalendarPart)
    hands.qtbot.waitUntil(lambda: hands.sees("semester_2_last"), timeout=12_000)
    for name in ("year_first", "quarter_1_first", "semester_1_first"):
        hands.find(name).setDate(QDate(2026, 8, 26))
    hands.click("calendar_check_button")
    hands.qtbot.waitUntil(lambda: hands.sees("calendar_save_button"), timeout=12_000)
    assert "Of 3 students, something would be due on another day for 1" in hands.said()
    # Another day in the form, and what was counted no longer holds.
    hands.find("year_first").setDate(QDate(2026, 8, 27))
    assert not hands.sees("calendar_save_button")
    assert hands.find("calendar_check_button").isEnabled()


def test_a_year_that_cannot_be_is_refused_with_what_to_mend(show, davis):
    hands = show(CalendarPart)
    hands.qtbot.waitUntil(lambda: hands.sees("semester_2_last"), timeout=12_000)
    hands.find("quarter_2_first").setDate(QDate(2026, 10, 1))
    hands.click("calendar_check_button")
    hands.qtbot.waitUntil(lambda: hands.sees("calendar_banner"), timeout=12_000)
    assert "Quarter 1 ends after quarter 2 begins" in hands.said()
    assert not davis.office.calendars.state().is_own
    hands.click("calendar_reset_button")
    hands.qtbot.waitUntil(lambda: hands.sees("semester_2_last"), timeout=12_000)
    assert day(hands, "quarter_2_first") == davis.office.calendars.state().current.quarters[1].first


def test_a_break_is_taken_away_by_keys_and_the_next_year_is_one_click(show, davis):
    calendars = davis.office.calendars
    calendars.save(calendars.state().current)
    breaks = len(calendars.state().current.closed)
    hands = show(CalendarPart)
    hands.qtbot.waitUntil(lambda: hands.sees("semester_2_last"), timeout=12_000)
    hands.tab_to("break_1_remove")
    hands.key(Qt.Key.Key_Space)
    hands.click("calendar_check_button")
    hands.qtbot.waitUntil(lambda: hands.sees("calendar_save_button"), timeout=12_000)
    hands.click("calendar_save_button")
    hands.qtbot.waitUntil(lambda: len(calendars.state().current.closed) == breaks - 1, timeout=12_000)
    hands.qtbot.waitUntil(lambda: hands.sees("semester_2_last"), timeout=12_000)
    hands.click("calendar_next_button")
    hands.qtbot.waitUntil(lambda: "52 weeks later" in hands.said(), timeout=12_000)
    hands.qtbot.waitUntil(lambda: hands.sees("semester_2_last"), timeout=12_000)
    assert day(hands, "year_first") == date(2027, 8, 18)
    hands.click("calendar_check_button")
    hands.qtbot.waitUntil(lambda: hands.sees("calendar_save_button"), timeout=12_000)
    hands.click("calendar_save_button")
    hands.qtbot.waitUntil(lambda: [year.label for year in calendars.state().years][-1] == "2027-28", timeout=12_000)
    hands.qtbot.waitUntil(lambda: hands.sees("year_2027-28_segment"), timeout=12_000)


def test_everybody_reads_the_year_and_a_screen_reader_says_it(show, davis):
    hands = show(CalendarPart, role=Role.TEACHER)
    hands.qtbot.waitUntil(lambda: hands.sees("semester_2_last"), timeout=12_000)
    strip = hands.find("year_strip")
    assert strip.accessibleName().startswith("School from Aug 19, 2026 to May 28, 2027; quarter 1: Aug 19, 2026 to")
    assert "no school Nov 25, 2026 to Nov 27, 2026" in strip.accessibleName()
    year = davis.office.calendars.state().current
    whole = (year.ends - year.begins).days + 1
    assert strip.words_at(strip.width() * (date(2026, 9, 20) - year.begins).days / whole).startswith("Quarter 1:")
    assert strip.words_at(strip.width() * (date(2026, 12, 25) - year.begins).days / whole).startswith("No school:")
    assert hands.find("quarter_1_first").text() == "Aug 19, 2026"
    for name in ("calendar_check_button", "break_add", "break_1_remove", "calendar_next_button"):
        assert not hands.sees(name)


def test_an_office_without_a_policy_is_told_how_to_come_to_a_year(show):
    hands = show(CalendarPart)
    assert "No school year yet" in hands.said()
