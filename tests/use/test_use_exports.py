"""Twenty exports in the shapes of real systems, brought into one office through the window by mouse, as an office does."""

import gc
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import func, select
from use_hands import Keys, Mouse, MouseTrap, all_shown, key, shown, type_text, until

from ilp_desktop import office as offices
from ilp_desktop.domain.mappings import Content
from ilp_desktop.store.tables import measure_point
from ilp_desktop.ui.rosters.flow import Phase
from ilp_desktop.ui.rosters.mapping_fields import offered
from ilp_desktop.ui.rosters.mapping_rows import ColumnList
from ilp_desktop.ui.rosters.screen import RosterPage
from ilp_desktop.vault.cost import CHEAP

pytestmark = pytest.mark.window

EXPORTS = Path(__file__).parents[1] / "golden" / "exports"
FILES = sorted(path for path in EXPORTS.glob("[0-9][0-9]_*") if path.suffix != ".json")
PASSPHRASE = "seven gray herons wade the ditch"
WANTED, BESIDE_OTHERS = 0.050, 1.6
"""Seconds of the window's own work in one turn, and how much more a turn takes while other programs share the cores."""
KINDS = {"staff": "staff_member", "class": "school_class", "result": "measure_point"}
"""What the expected counts call otherwise than the preview."""


def expected(path: Path) -> dict:
    return json.loads((EXPORTS / f"{path.name}.json").read_text("utf-8"))


@pytest.fixture
def program(place, clock):
    folder = place.folder / "places" / "Juniper.ilp"
    folder.parent.mkdir(parents=True, exist_ok=True)
    founding = offices.found(
        folder, office_name="Juniper", person_name="Robin Castle", passphrase=PASSPHRASE, clock=clock, cost=CHEAP
    )
    with founding:
        founding.confirm(founding.recovery_code).close()
    program = place.start(folder)
    hand = Keys(program.window)
    hand.write("passphrase_field", PASSPHRASE)
    hand.press("open_button")
    until(lambda: program.office is not None and all_shown("rosters_place"))
    return program


class Front:
    """A person in the front office, with the mouse, and letters where one looks for a word."""

    def __init__(self, program, place) -> None:
        self.program, self.place = program, place
        self.hand = Mouse(program.window)
        self.hand.go("rosters", 4)
        page = shown("roster_page")
        assert isinstance(page, RosterPage)
        self.page = page

    def choose(self, path: Path) -> None:
        self.place.dialogs.answer(path)
        self.hand.press("roster_zip_button")
        self._until(Phase.MAPPING)

    def drop(self, path: Path) -> None:
        target = self.page.choose
        paper = QMimeData()
        paper.setUrls([QUrl.fromLocalFile(str(path))])
        buttons, keys, deed = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
        for made in (
            QDragEnterEvent(QPointF(90, 90), deed, paper, buttons, keys),
            QDropEvent(QPointF(90, 90), deed, paper, buttons, keys),
        ):
            QApplication.sendEvent(target, made)
        self._until(Phase.MAPPING)

    def correct(self, content: Content, column: str, field: str) -> None:
        """Press the box of a column, type what it is, press the line that says so."""
        listed = shown("column_list")
        assert isinstance(listed, ColumnList)
        draft = self.page._steps.draft
        assert draft is not None
        at = [line.heading for line in draft.lines].index(column)
        listed.scrollTo(listed.rows.index(at))
        QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=listed.box_of(at).center().toPoint())
        option = next(one for one in offered(content) if one.key == field)
        QTest.keyClicks(shown("field_search"), f"{option.group} {option.words}")
        options = self.page.mapping.chooser.list
        until(lambda: options.currentIndex().isValid())
        QTest.mouseClick(
            options.viewport(), Qt.MouseButton.LeftButton, pos=options.visualRect(options.currentIndex()).center()
        )
        until(lambda: not all_shown("field_search"))
        assert self.page._steps.draft.field_of(column) == field

    def look(self) -> None:
        self.hand.press("read_button")
        self._until(Phase.PREVIEW)

    def bring_in(self) -> None:
        self.place.clock.advance(60)  # a backup is called by its minute
        self.hand.press("apply_button")
        self._until(Phase.DONE)
        self.hand.press("outcome_again_button")
        self._until(Phase.CHOOSE)

    def _until(self, phase: Phase) -> None:
        until(lambda: self.page.state.phase is phase or self.page.state.phase is Phase.FAILED)
        state = self.page.state
        assert state.phase is phase, f"{state.name}: {state.error.code if state.error else ''} {self._said()}"

    def _said(self) -> str:
        return str(self.page.failed.words.text())


def coming(page: RosterPage) -> dict[str, int]:
    """How many rows of each kind the preview names, whatever becomes of them."""
    preview = page.state.preview
    assert preview is not None
    return {one.kind: total for one in preview.counts if (total := one.new + one.changed + one.same)}


def kept(program, table) -> int:
    with program.office._desk.store.read() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def refused(page: RosterPage) -> list[list[object]]:
    assert page.state.preview is not None
    return sorted([one.row, one.code, one.level.value] for one in page.state.preview.remarks)


def _as_sent(front: Front, path: Path, said: dict) -> Iterator[str]:
    """Yield what came otherwise than it was meant."""
    draft = front.page._steps.draft
    assert draft is not None
    content = Content(said["content"])
    if draft.mapping.content is not content:
        yield f"it is about {draft.mapping.content}"
    for correction in said["corrections"]:
        front.correct(content, correction["column"], correction["field"])
    front.look()
    counts = {KINDS.get(kind, kind): count for kind, count in said["counts"].items()}
    if (here := coming(front.page)) != counts:
        yield f"{here} in place of {counts}"
    for remark in said["remarks"]:
        if remark not in refused(front.page):
            yield f"no remark {remark}"


def test_twenty_exports_come_in_through_the_window_without_being_edited(program, place):
    front = Front(program, place)
    wrong: list[str] = []
    for number, path in enumerate(FILES):
        (front.drop if number % 2 else front.choose)(path)
        wrong += [f"{path.name}: {fault}" for fault in _as_sent(front, path, expected(path))]
        front.bring_in()
    assert wrong == []
    results = sum(expected(path)["counts"].get("result", 0) for path in FILES)
    assert kept(program, measure_point) == results
    assert program.office.students.count() == 8, "the same eight, whatever system they come from"
    assert len(program.office.rosters.imports()) == len(FILES) == 20


def test_the_same_export_again_has_nothing_new_and_its_columns_are_remembered(program, place):
    front = Front(program, place)
    path = FILES[0]
    front.choose(path)
    front.look()
    front.bring_in()
    front.choose(path)
    assert shown("remembered_note").isVisible()
    front.look()
    assert front.page.state.preview is not None
    assert front.page.state.preview.changes_nothing


def test_an_export_comes_in_by_keyboard_alone(program, place, qapp: QApplication):
    trap = MouseTrap()
    qapp.installEventFilter(trap)
    hand = Keys(program.window)
    hand.go("rosters", 4)
    place.dialogs.answer(EXPORTS / "06_skyward_students.csv")
    hand.press("roster_zip_button")
    shown("mapping_view")
    listed = hand.reach("column_list")
    assert isinstance(listed, ColumnList)
    page = shown("roster_page")
    assert isinstance(page, RosterPage)
    draft = page._steps.draft
    assert draft is not None
    for _row in range([line.heading for line in draft.lines].index("Custodial 1")):
        key(Qt.Key.Key_Down)
    for letter in "guardian 1 may see":
        type_text(letter)
    key(Qt.Key.Key_Return)
    assert page._steps.draft is not None
    assert page._steps.draft.field_of("Custodial 1") == "guardian1_may_see"
    assert QApplication.focusWidget() is listed
    hand.press("read_button")
    shown("apply_button")
    hand.press("apply_button")
    shown("outcome_students_button")
    qapp.removeEventFilter(trap)
    assert trap.caught == []
    assert program.office.students.count() == 8


def test_the_columns_of_a_table_never_hold_the_window_up(program, place, qapp: QApplication, tmp_path, new_heart):
    table = tmp_path / "wide.csv"
    headings = ["Student Number", "First Name", "Last Name", *(f"Extra {number}" for number in range(77))]
    rows = ([str(number), "Ana", "Ruiz", *["some text"] * 77] for number in range(4000))
    table.write_text("\n".join(",".join(row) for row in [headings, *rows]), encoding="utf-8")
    qapp.removeEventFilter(place.flashes)  # it looks at every event, and would be measured
    front = Front(program, place)
    QTest.qWait(300)
    gc.collect()
    gc.freeze()
    heart = new_heart()
    heart.at("the columns are shown")
    front.choose(table)
    until(lambda: front.page._steps._rows is not None)
    QTest.qWait(50)
    heart.at("a list of fields is opened")
    front.page.mapping.choose_in(5)
    QTest.qWait(50)
    heart.at("letters")
    QTest.keyClicks(shown("field_search"), "pre")
    QTest.qWait(50)
    heart.at("a field is chosen")
    QTest.keyClick(shown("field_search"), Qt.Key.Key_Return)
    QTest.qWait(400)
    heart.at("after")
    gc.unfreeze()
    told = "; ".join(f"{where}: {1000 * own:.0f} ms" for where, own in heart.works.items())
    print(told)
    assert max(heart.works.values()) < WANTED * BESIDE_OTHERS, told
