"""Through the screens: what household A's conference shows, prints and exports tells nothing of household B or who is barred."""

import json
import logging
import shutil
import subprocess

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select
from ui_household_office import SECRETS, TODAY, everything_in, families, hands_on

from ilp_desktop.documents.verify import verify
from ilp_desktop.domain.access import Role
from ilp_desktop.store.tables import audit, event
from ilp_desktop.ui.conference.plan_window import PlanWindow
from ilp_desktop.ui.day.screen import DayScreen
from ilp_desktop.ui.households.screen import AdultsPart
from ilp_desktop.ui.palette.box import PaletteBox
from ilp_desktop.ui.students.screen import StudentsPage

pytestmark = pytest.mark.usefixtures("look")
STEPS = 7


@pytest.fixture
def school(tmp_path):
    with families(tmp_path) as made:
        yield made


def told(words: str | bytes) -> set[str]:
    content = words if isinstance(words, bytes) else words.encode()
    return {secret for secret in SECRETS if secret.encode() in content}


def open_row(hands):
    view = hands.find("day_list")
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(0, 0)).center())
    hands.settle()


def walk(hands, made: dict[str, str], when: str) -> None:
    """Go through every step of the conference and keep all that the screen holds."""
    for step in range(STEPS):
        stepper = hands.find("conference_stepper")
        QTest.mouseClick(stepper, Qt.MouseButton.LeftButton, pos=stepper.center_of(step).toPoint())
        hands.settle()
        made[f"{when}, step {step}"] = everything_in(hands.widget.window())


def close_conference(school, held: int) -> None:
    """What the screens do in the talk and at signing, in short."""
    office = school.office
    office.consultations.not_held(held, next(iter(office.packs.in_force().consultation.reasons)))
    for person in office.conferences.open(held).participants:
        sheet = office.signing.prepare(held)
        office.signing.sign(held, person.participant_id, sheet.sha256, "attended_only", method="chose_not_to_sign")


def printed(pdf: bytes, folder) -> str:
    tool = shutil.which("pdftotext")
    assert tool, "pdftotext reads the paper back: apt-get install poppler-utils"
    path = folder / "plan.pdf"
    path.write_bytes(pdf)
    return subprocess.run([tool, "-raw", str(path), "-"], check=True, capture_output=True, text=True).stdout


def everything_shown(school, qtbot, background, tmp_path) -> dict[str, str | bytes]:
    """Every screen, paper and line that one conference of Camila's makes, by what it is."""
    office, made = school.office, dict[str, str | bytes]()
    held = office.conferences.arrange(school.ids["Camila"], TODAY, "08:40").made_id
    screen = DayScreen(office, background, school.clock, office.zone)
    with hands_on(qtbot, screen, background) as hands:
        open_row(hands)
        made["arrival"] = everything_in(screen)
        hands.click("begin_button")
        walk(hands, made, "under way")
        close_conference(school, held)
        rendering = office.plans.finalize(held, "es").made_id
        screen.refresh()
        hands.settle()
        walk(hands, made, "finalized")
        paper = PlanWindow(office, background, rendering, screen)
        paper.open()
        hands.settle()
        made["plan window"] = everything_in(paper)
        paper.close()
        screen.flush()
    made["plan PDF"] = office.plans.rendering(rendering)
    made["plan as read"] = printed(made["plan PDF"], tmp_path)
    content = verify(made["plan PDF"], [office.plans._certificate_pem]).plan.content
    made["plan.json"] = json.dumps(content.to_jsonable(), ensure_ascii=False)
    exported = office.export_plans("no-Camila", tmp_path / "out")
    assert exported.requests is not None
    made["who asked"] = printed(exported.requests.read_bytes(), tmp_path)
    exported = (*exported.plans, exported.requests)
    made["export"] = b"".join(path.read_bytes() for path in exported) + repr([path.name for path in exported]).encode()
    with office._desk.store.read() as connection:
        rows = [tuple(row) for table in (audit, event) for row in connection.execute(select(table.c.params)).all()]
    made["log"] = repr(rows)
    return made


def test_no_screen_paper_export_or_log_of_one_households_conference_tells_of_the_other(
    school, qtbot, background, tmp_path, caplog
):
    with caplog.at_level(logging.DEBUG):
        made = everything_shown(school, qtbot, background, tmp_path)
    assert {what: told(words) for what, words in made.items() if told(words)} == {}
    assert told(caplog.text) == set()
    assert "Rosa Hernández" in made["arrival"]
    assert "Rosa Hernández" in made["plan as read"]
    background.close()


def test_the_same_walk_finds_who_is_barred_where_nobody_is(school, qtbot, background, tmp_path):
    school.office.guardians.lift_bar(school.relation("Zacharias").relation_id, "for the sake of this test")
    made = everything_shown(school, qtbot, background, tmp_path)
    with_him = {what for what, words in made.items() if "Barredson" in told(words)}
    assert {"arrival", "under way, step 0", "plan as read", "plan.json"} <= with_him
    background.close()


def test_the_screens_of_a_role_that_may_not_tell_nothing_and_the_leads_do(school, qtbot, background):
    school.office.conferences.arrange(school.ids["Camila"], TODAY, "08:40")
    desk = school.seen_by(Role.FRONT_DESK, "Ruth")
    day = DayScreen(desk, background, school.clock, desk.zone)
    with hands_on(qtbot, day, background) as hands:
        open_row(hands)
        hands.click("somebody_else_button")
        assert told(everything_in(day)) == set()
    for letters in ("zacharias barredson", "household b"):
        assert _found(qtbot, background, desk, letters) == set()
    auditor = school.seen_by(Role.AUDITOR, "Ruth")
    part = AdultsPart(auditor, background, school.clock, auditor.zone)
    with hands_on(qtbot, part, background):
        part.show_student(school.ids["Camila"])
        qtbot.waitUntil(lambda: "Rosa" in everything_in(part), timeout=12_000)
        assert told(everything_in(part)) <= {"Zacharias", "Barredson"}, (
            "the name stands in the file, and nothing of the home"
        )
    lead = AdultsPart(school.office, background, school.clock, school.office.zone)
    with hands_on(qtbot, lead, background):
        lead.show_student(school.ids["Camila"])
        qtbot.waitUntil(lambda: "Rosa" in everything_in(lead), timeout=12_000)
        assert told(everything_in(lead)) == set(SECRETS), "the control: all of it stands where it may be read"
    background.close()


def _found(qtbot, background, office, letters: str) -> set[str]:
    """What the list of students and the box of Ctrl+K hold for these letters."""
    from ilp_desktop.app.ways import places

    page = StudentsPage(office, background, school_clock_of(office), office.zone)
    with hands_on(qtbot, page, background) as hands:
        page.focus_find(letters)
        hands.settle()
        box = PaletteBox(page, office.finding.find, places(), background)
        box.open()
        hands.settle()
        QTest.keyClicks(page.window().focusWidget(), letters)
        hands.settle()
        found = told(everything_in(page).replace(letters, ""))
        box.close()
    return found


def school_clock_of(office):
    return office._desk.clock
