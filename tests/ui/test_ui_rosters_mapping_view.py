"""Saying what a table's columns are, with the mouse and with the keyboard alone, over a look made by hand."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QScrollArea
from ui_mapping_looks import STUDENTS, look_of

from ilp_desktop import language
from ilp_desktop.domain.mappings import Content
from ilp_desktop.ui import theme
from ilp_desktop.ui.rosters import mapping
from ilp_desktop.ui.rosters.mapping_sample import Sample
from ilp_desktop.ui.rosters.mapping_view import MappingView

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def view(qtbot):
    made = MappingView()
    qtbot.addWidget(made)
    made.resize(1230, 640)
    made.show()
    qtbot.waitActive(made) if hasattr(qtbot, "waitActive") else None
    # Dates that can be read in two ways, so that everything is asked.
    draft = mapping.begin(look_of(tuple((h, ("03/04/2015",) if h == "DOB" else s, *rest) for h, s, *rest in STUDENTS)))

    def keep(row, field):
        made.draft = mapping.choose(made.draft, made.draft.lines[row].heading, field)
        made.show_draft(made.draft, ())

    made.draft = draft
    made.field_chosen.connect(keep)
    made.show_draft(draft, ("Infinite Campus", "PowerSchool"))
    made.columns.setFocus()
    QApplication.processEvents()
    yield made
    made.chooser.hide()


def keys(widget, *codes):
    for code in codes:
        if isinstance(code, str):
            QTest.keyClicks(widget, code)
        else:
            QTest.keyClick(widget, code)


def at(heading: str) -> int:
    return [one[0] for one in STUDENTS].index(heading)


def test_a_click_on_the_box_opens_the_choice_and_a_click_chooses(view):
    box = view.columns.box_of(at("Bus")).toRect()
    view.columns.scrollTo(view.columns.rows.index(at("Bus")))
    box = view.columns.box_of(at("Bus")).toRect()
    QTest.mouseClick(view.columns.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert view.chooser.isVisible()
    keys(view.chooser.search, "interpreter")
    options = view.chooser.list
    QTest.mouseClick(
        options.viewport(), Qt.MouseButton.LeftButton, pos=options.visualRect(options.currentIndex()).center()
    )
    assert not view.chooser.isVisible()
    assert view.draft.field_of("Bus") == "interpreter"
    assert view.columns.rows.row(at("Bus")).becomes == "Interpreter needed"


def test_a_click_beside_the_box_opens_nothing(view):
    place = view.columns.visualRect(view.columns.rows.index(1))
    QTest.mouseClick(
        view.columns.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place.left() + 30, place.center().y())
    )
    assert not view.chooser.isVisible()
    assert view.columns.currentIndex().row() == 1


def test_by_keyboard_arrows_letters_and_return_say_what_a_column_is(view):
    keys(view.columns, Qt.Key.Key_End)
    assert view.columns.currentIndex().row() == at("Bus")
    keys(view.columns, "g")
    assert view.chooser.isVisible()
    assert view.chooser.search.text() == "g"
    keys(view.chooser.search, "uardian 2 rel", Qt.Key.Key_Return)
    assert view.draft.field_of("Bus") == "guardian2_relationship"
    assert view.columns.hasFocus(), "the next column is one arrow away"
    keys(view.columns, Qt.Key.Key_Delete)
    assert view.draft.field_of("Bus") == ""


@pytest.mark.parametrize("opens", [Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_F4])
def test_escape_leaves_the_choice_as_it_was(view, opens):
    keys(view.columns, Qt.Key.Key_Home, opens)
    assert view.chooser.isVisible()
    keys(view.chooser.search, Qt.Key.Key_F7, Qt.Key.Key_Down, Qt.Key.Key_Escape)
    assert not view.chooser.isVisible()
    assert view.draft.field_of("Student_Number") == "student_number"


def test_the_list_opens_at_what_the_column_is_and_arrows_pass_over_headings(view):
    view.choose_in(at("Grade_Level"))
    said = view.chooser.list.currentIndex().data()
    assert said.startswith("Grade level")
    keys(view.chooser.search, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert view.draft.field_of("Grade_Level") == "school"


def test_a_lost_needed_field_is_said_and_nothing_can_be_read(view):
    assert view.go.isEnabled()
    keys(view.columns, Qt.Key.Key_Home, Qt.Key.Key_Delete)
    assert not view.go.isEnabled()
    assert "Still needed: Student number" in view.findChild(QLabel, "mapping_standing").text()
    assert "Still needed" in view.go.accessibleDescription()
    assert view.first is view.columns


def test_tab_goes_through_everything_from_the_file_to_the_deed(view):
    view.about.content.setFocus()
    passed = []
    for _ in range(24):
        focused = QApplication.focusWidget()
        assert focused.accessibleName() or getattr(focused, "text", str)(), focused
        passed.append(focused.objectName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is view.about.content:
            break
    wanted = ["content_combo", "source_combo", "heading_more", "month_first_segment", "complete_box", "constant_button",
              "column_list", "mapping_back_button", "mapping_open_button", "mapping_save_button", "read_button"]  # fmt: skip
    assert [name for name in passed if name in wanted] == wanted


def test_the_file_its_source_and_what_completeness_means_are_shown(view):
    assert view.about.source.currentText() == "PowerSchool"
    assert [view.about.source.itemText(at) for at in range(view.about.source.count())] == [
        "Infinite Campus",
        "PowerSchool",
    ]
    assert view.about.content.currentData() is Content.STUDENTS
    assert not view.about.findChild(QComboBox, "sheet_combo").isVisible(), "one sheet is no choice"
    words = view.findChild(QLabel, "complete_words")
    assert words.text() == "What is not in this file stays as it is."
    view.show_draft(mapping.set_complete(view.draft, True), ())
    assert "counts as gone" in words.text()
    assert not view.about.findChild(type(view.about._remembered), "remembered_note").isVisible()
    view.show_draft(mapping.begin(look_of(remembered=True)), ())
    assert view.about._remembered.isVisible()


def test_what_a_person_types_of_the_source_is_told_once_and_not_written_over(view, qtbot):
    with qtbot.waitSignals([view.about.source_typed] * 3):
        view.about.source.lineEdit().selectAll()
        keys(view.about.source.lineEdit(), "SIS")
    view.show_draft(mapping.set_source(view.draft, "SIS"), ("PowerSchool",))
    assert view.about.source.currentText() == "SIS"


def test_the_first_rows_are_shown_in_words(view):
    view.sample.show_sample(Sample(("Student", "Grade"), (("Camila Hernández", "Grade 5"), ("Amara Okafor", ""))))
    assert view.findChild(QLabel, "sample_1_0").text() == "Camila Hernández"
    assert view.findChild(QLabel, "sample_2_1").accessibleName() == "Grade: empty"
    assert not view.findChild(QLabel, "sample_1_2").isVisible()


def test_eighty_columns_are_shown_at_once_and_nothing_is_made_for_each(view, heartbeat):
    columns = tuple((f"Column {number}", ("some text", "more"), "", 0, "") for number in range(80))
    draft = mapping.begin(look_of(columns))
    QTest.qWait(30)
    before = len(view.findChildren(QLabel))
    heartbeat.begin()
    view.show_draft(draft, ())
    QTest.qWait(60)
    assert len(view.findChildren(QLabel)) == before
    assert heartbeat.longest < 0.2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_largest_type_leaves_the_deed_and_two_columns_in_sight(view, qapp, scheme):
    theme.apply(qapp, scheme, 150, reduce_motion=True)
    QTest.qWait(30)
    view.show_draft(view.draft, ())
    place = view.go.rect().translated(view.go.mapTo(view, QPoint(0, 0)))
    assert view.rect().contains(place)
    assert view.columns.viewport().height() >= 2 * theme.scaled(57)


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("tongue", ["en", "es"])
def test_the_card_about_the_file_is_never_cut_off_at_its_side(qtbot, qapp, tongue, percent):
    language.use(tongue)
    theme.apply(qapp, "light", percent, reduce_motion=True)
    made = MappingView()
    qtbot.addWidget(made)
    made.resize(1230, 640)
    made.show()
    look = look_of(tuple((h, ("03/04/2015",) if h == "DOB" else s, *rest) for h, s, *rest in STUDENTS), remembered=True)
    made.show_draft(
        mapping.begin(replace(look, sheets=("Fall 2026", "A sheet with a rather long name of its own"))), ()
    )
    QTest.qWait(30)
    (scroll,) = made.about.findChildren(QScrollArea)
    assert scroll.widget().width() <= scroll.viewport().width()
