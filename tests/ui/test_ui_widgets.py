import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from ilp_desktop.ui import theme
from ilp_desktop.ui.widgets import (
    Banner,
    Button,
    Canvas,
    Card,
    ChartView,
    Chip,
    EmptyState,
    Field,
    LineField,
    Ring,
    SavedNote,
    SearchField,
    SegmentedControl,
    SignaturePad,
    Stepper,
    Text,
    Toast,
    Working,
    initials,
    toast,
)

pytestmark = pytest.mark.usefixtures("look")
STEPS = ["Celebrate", "Data", "Goals", "Support", "Private", "Sign", "Print"]


def _shown(qtbot, widget, width=700, height=400):
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


def test_a_button_has_room_for_its_icon_and_words_and_speaks_without_blanks(qtbot):
    plain, marked = Button("Pause"), Button("Pause", icon="pause")
    qtbot.addWidget(plain)
    qtbot.addWidget(marked)
    assert marked.sizeHint().width() == plain.sizeHint().width() + 18 + 10
    assert marked.text() == "Pause"


def test_a_button_with_only_an_icon_must_be_given_a_name(qtbot):
    with pytest.raises(AssertionError):
        Button("", icon="x")


@pytest.mark.parametrize("kind", ["", "primary", "ghost", "danger"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focus_can_be_seen_on_every_kind_of_button(qtbot, qapp, kind, scheme):
    theme.apply(qapp, scheme, reduce_motion=True)
    host = QWidget()
    column = QVBoxLayout(host)
    button, other = Button("Next", kind), Button("Other")
    column.addWidget(button)
    column.addWidget(other)
    _shown(qtbot, host)
    other.setFocus()
    without = button.grab().toImage()
    button.setFocus()
    assert button.hasFocus()
    assert button.grab().toImage() != without


def test_words_are_never_taken_for_markup(qtbot):
    label = Text("<b>Ana</b> & Söhne")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == "<b>Ana</b> & Söhne"


def test_a_segment_is_chosen_by_mouse_and_arrow_and_told_once(qtbot):
    control = _shown(qtbot, SegmentedControl([("mine", "Mine 9"), ("all", "Everyone 42"), ("sign", "To sign 3")]))
    heard = []
    control.chosen.connect(heard.append)
    qtbot.mouseClick(control.findChild(Button, "all_segment"), Qt.MouseButton.LeftButton)
    assert (control.current(), heard) == ("all", ["all"])
    qtbot.keyClick(control.findChild(Button, "all_segment"), Qt.Key.Key_Right)
    assert control.current() == "sign"
    control.choose("mine")
    assert "mine" not in heard


def test_steps_are_gone_to_by_mouse_and_by_keyboard(qtbot):
    stepper = _shown(qtbot, Stepper(STEPS, spoken="Conference steps"), 900, 70)
    heard = []
    stepper.step_chosen.connect(heard.append)
    qtbot.mouseClick(stepper, Qt.MouseButton.LeftButton, pos=stepper.center_of(4).toPoint())
    stepper.set_current(4)
    stepper.set_done(range(4))
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End):
        qtbot.keyClick(stepper, key)
    assert heard == [4, 3, 5, 0, 6]
    assert stepper.accessibleName() == "Conference steps, step 5 of 7, Private"


def test_there_is_no_step_before_the_first(qtbot):
    stepper = _shown(qtbot, Stepper(STEPS), 900, 70)
    heard = []
    stepper.step_chosen.connect(heard.append)
    qtbot.keyClick(stepper, Qt.Key.Key_Left)
    assert heard == []


@pytest.mark.parametrize(
    ("elapsed", "total", "paused", "figure", "mark"),
    [
        (0, 300, False, "5:00", "3-minute mark in 3:00"),
        (132, 300, False, "2:48", "3-minute mark in 0:48"),
        (132.4, 300, False, "2:48", "3-minute mark in 0:48"),
        (180, 300, False, "2:00", "3-minute mark reached"),
        (200, 360, False, "2:40", "3-minute mark reached"),
        (132, 300, True, "2:48", "Paused"),
        (300, 300, False, "0:00", "Time to invite the student back in"),
        (900, 300, False, "0:00", "Time to invite the student back in"),
    ],
)
def test_the_ring_says_in_words_what_it_shows(qtbot, elapsed, total, paused, figure, mark):
    ring = _shown(qtbot, Ring(), 320, 320)
    ring.show_time(elapsed, total, paused=paused)
    assert ring.words()[0] == figure
    assert ring.words()[2] == mark
    assert figure in ring.accessibleName()
    assert not ring.grab().isNull()


def test_a_screen_reader_hears_the_ring_at_its_three_moments_only(qtbot, monkeypatch):
    said = []
    monkeypatch.setattr("ilp_desktop.ui.widgets.ring.announce", lambda _widget, words: said.append(words))
    ring = Ring()
    qtbot.addWidget(ring)
    for second in range(310):
        ring.show_time(second, 300)
    assert said == ["3 minutes have passed", "One minute left", "5 minutes have passed"]


def test_a_question_stands_above_its_box_and_is_its_name(qtbot):
    field = _shown(qtbot, Field("What went well this fall?", hint="In the student's own words"))
    assert field.editor.accessibleName() == "What went well this fall?"
    assert field.question.geometry().bottom() < field.editor.geometry().top()


def test_typing_is_told_and_text_that_is_put_in_is_not(qtbot):
    field = _shown(qtbot, Field("Notes"))
    typed = []
    field.typed.connect(typed.append)
    field.set_text("From the store")
    assert typed == []
    qtbot.keyClicks(field.editor, "ab")
    assert typed[-1] == "abFrom the store"


def test_leaving_a_box_is_told_and_tab_leaves_it(qtbot):
    host = QWidget()
    column = QVBoxLayout(host)
    first, second = Field("One"), Field("Two")
    column.addWidget(first)
    column.addWidget(second)
    _shown(qtbot, host)
    first.setFocus()
    with qtbot.waitSignal(first.left):
        qtbot.keyClick(first.editor, Qt.Key.Key_Tab)
    assert second.editor.hasFocus()
    assert first.text() == ""


def test_putting_a_text_in_leaves_the_cursor_where_it_was(qtbot):
    field = _shown(qtbot, Field("Notes"))
    field.set_text("abcdef")
    cursor = field.editor.textCursor()
    cursor.setPosition(3)
    field.editor.setTextCursor(cursor)
    field.set_text("abcdefgh")
    assert field.editor.textCursor().position() == 3


def test_a_box_grows_with_what_is_typed_up_to_its_limit(qtbot):
    field = _shown(qtbot, Field("Notes", least_lines=2, most_lines=6), 300, 600)
    low = field.editor.minimumSizeHint().height()
    field.set_text("\n".join("line" for _ in range(5)))
    grown = field.editor.minimumSizeHint().height()
    field.set_text("\n".join("line" for _ in range(50)))
    assert low < grown < field.editor.minimumSizeHint().height() < 2 * grown


def test_a_pasted_text_brings_no_markup(qtbot):
    field = _shown(qtbot, Field("Notes"))
    rich = QMimeData()
    rich.setHtml("<h1>Big</h1>")
    rich.setText("Big")
    QApplication.clipboard().setMimeData(rich)
    field.editor.paste()
    assert field.text() == "Big"
    assert field.editor.textCursor().charFormat().fontPointSize() == 0


def test_a_passphrase_is_hidden_until_it_is_shown(qtbot):
    line = _shown(qtbot, LineField("Passphrase", secret=True))
    assert line.editor.echoMode() == line.editor.EchoMode.Password
    line.show_action.trigger()
    assert line.editor.echoMode() == line.editor.EchoMode.Normal


def test_what_is_wrong_stands_under_the_line_until_one_types(qtbot):
    line = _shown(qtbot, LineField("Your name", hint="As families know you."))
    line.show_wrong("Please type your name.")
    assert line.below.text() == "Please type your name."
    assert line.editor.accessibleDescription() == "Please type your name."
    qtbot.keyClicks(line.editor, "D")
    assert line.below.text() == "As families know you."


def test_escape_empties_the_search(qtbot):
    search = _shown(qtbot, SearchField("Find a student", "Find a student"))
    search.setFocus()
    qtbot.keyClicks(search, "camila")
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""


def test_the_note_says_when_it_was_saved_and_when_it_was_not(qtbot):
    note = _shown(qtbot, SavedNote())
    note.show_saved("8:52 AM")
    assert note.words.text() == "Saved 8:52 AM"
    note.show_problem("The disk is full.")
    assert (note.words.text(), note.words.fg) == ("The disk is full.", "red")


def _draw(qtbot, pad, points):
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points[1:]:
        qtbot.mouseMove(pad, point)
    qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=points[-1])


WAVE = [QPoint(40 + 12 * step, 90 + (30 if step % 2 else -30)) for step in range(14)]


def test_a_signature_is_kept_as_strokes_that_fit_any_size(qtbot):
    pad = _shown(qtbot, SignaturePad("Rosa Hernández"), 400, 200)
    changed = []
    pad.changed.connect(lambda: changed.append(True))
    _draw(qtbot, pad, WAVE)
    _draw(qtbot, pad, [point + QPoint(180, 0) for point in WAVE])
    first, second = pad.strokes()
    assert (first[0].x, first[0].y) == (0.1, 0.15)
    assert len(first) == len(WAVE)
    assert first[0].milliseconds == 0
    assert second[0].milliseconds >= first[-1].milliseconds
    assert len(changed) == 2
    assert pad.problem() == ""
    assert pad.accessibleName() == "Signature of Rosa Hernández, signed"


def test_two_dots_are_kindly_refused(qtbot):
    pad = _shown(qtbot, SignaturePad(), 400, 200)
    assert "sign in the box" in pad.problem()
    for place in (QPoint(50, 50), QPoint(90, 50)):
        _draw(qtbot, pad, [place])
    assert "slip of the pen" in pad.problem()


def test_a_stroke_can_be_taken_back_and_all_of_them(qtbot):
    pad = _shown(qtbot, SignaturePad(), 400, 200)
    _draw(qtbot, pad, WAVE)
    _draw(qtbot, pad, [point + QPoint(180, 0) for point in WAVE])
    pad.undo()
    assert len(pad.strokes()) == 1
    pad.clear()
    assert pad.is_empty()


def test_a_signature_never_leaves_the_pad(qtbot):
    pad = _shown(qtbot, SignaturePad(), 400, 200)
    _draw(qtbot, pad, [QPoint(10, 10), QPoint(-50, 500), QPoint(900, 20), *WAVE])
    points = [point for stroke in pad.strokes() for point in stroke]
    assert all(0 <= point.x <= 1 and 0 <= point.y <= 0.5 for point in points)


def test_a_pens_pressure_is_kept(qtbot):
    pad = _shown(qtbot, SignaturePad(), 400, 200)
    pen = QPointingDevice.primaryPointingDevice()
    for kind, x, pressure in (
        (QEvent.Type.TabletPress, 40, 0.2),
        (QEvent.Type.TabletMove, 200, 0.9),
        (QEvent.Type.TabletRelease, 200, 0.0),
    ):
        at = QPointF(x, 100)
        held = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletRelease else Qt.MouseButton.LeftButton
        event = QTabletEvent(kind, pen, at, at, pressure, 0, 0, 0, 0, 0, Qt.KeyboardModifier.NoModifier, held, held)
        QApplication.sendEvent(pad, event)
    assert [point.pressure for point in pad.strokes()[0]] == [0.2, 0.9]


def test_a_finger_signs_too(qtbot):
    from PySide6.QtTest import QTest

    pad = _shown(qtbot, SignaturePad(), 400, 200)
    finger = QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen)
    assert finger is not None
    QTest.touchEvent(pad, finger).press(0, WAVE[0], pad).commit()
    for place in WAVE[1:]:
        QTest.touchEvent(pad, finger).move(0, place, pad).commit()
    QTest.touchEvent(pad, finger).release(0, WAVE[-1], pad).commit()
    assert len(pad.strokes()) == 1
    assert pad.problem() == ""


def test_a_banner_says_it_offers_a_way_on_and_closes(qtbot):
    banner = _shown(qtbot, Banner())
    banner.say("The plan is saved. Check the printer.", title="Nothing was printed", tint="amber", action="Try again")
    assert banner.isVisible()
    with qtbot.waitSignal(banner.acted):
        qtbot.mouseClick(banner.findChild(Button, "banner_action"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(banner.findChild(Button, "banner_close"), Qt.MouseButton.LeftButton)
    assert not banner.isVisible()


def test_a_toast_takes_back_and_goes_by_itself(qtbot):
    host = _shown(qtbot, QWidget())
    taken_back = []
    shown = toast(host, "Goal removed", action="Undo", then=lambda: taken_back.append(True))
    qtbot.mouseClick(shown.findChild(Button, "toast_action"), Qt.MouseButton.LeftButton)
    assert taken_back == [True]
    toast(host, "Saved", seconds=0.05)
    qtbot.waitUntil(lambda: host.findChildren(Toast) == [], timeout=2000)


def test_a_second_toast_makes_the_first_go(qtbot):
    host = _shown(qtbot, QWidget())
    first = toast(host, "One")
    toast(host, "Two")
    assert not first.isVisible()


def test_a_chart_is_drawn_and_spoken(qtbot):
    chart = _shown(qtbot, ChartView(), 200, 100)
    chart.show_svg(
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10" width="20" height="10">'
        b'<rect width="20" height="10" fill="#ff0000"/></svg>',
        "Reading: 6 in August, 9 now",
    )
    assert chart.grab().toImage().pixelColor(100, 50).name() == "#ff0000"
    assert chart.accessibleName() == "Reading: 6 in August, 9 now"
    assert chart.heightForWidth(30) == 15


def test_an_empty_place_offers_the_next_step(qtbot):
    empty = _shown(qtbot, EmptyState("award", "No strengths yet", "Ask what went well.", "Add a strength"))
    with qtbot.waitSignal(empty.acted):
        qtbot.mouseClick(empty.findChild(Button, "empty_action"), Qt.MouseButton.LeftButton)


def test_work_shows_how_far_it_is_and_can_be_stopped(qtbot):
    working = _shown(qtbot, Working(cancel=True))
    working.begin("Reading the roster…")
    working.tell(50, 200)
    with qtbot.waitSignal(working.cancelled):
        qtbot.mouseClick(working.findChild(Button, "working_cancel"), Qt.MouseButton.LeftButton)
    working.end()
    assert not working.isVisible()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Camila Hernández", "CH"),
        ("Dao", "D"),
        ("José de la Cruz", "JC"),
        ("", ""),
        ("王小明", "王"),
        ("Ángel (Al) Ruiz", "ÁR"),
    ],
)
def test_initials_suit_names_of_many_kinds(name, expected):
    assert initials(name) == expected


def test_a_chip_says_its_state(qtbot):
    chip = _shown(qtbot, Chip("Checked in", "blue"))
    chip.say("In conference", "live")
    assert chip.accessibleName() == "In conference"


def test_a_shadow_is_painted_behind_a_card_and_not_while_one_types_in_it(qtbot, monkeypatch):
    from ilp_desktop.ui.widgets import cards

    canvas = Canvas()
    column = QVBoxLayout(canvas)
    column.setContentsMargins(40, 40, 40, 40)
    card, field = Card(), Field("Notes")
    card.body.addWidget(field)
    column.addWidget(card)
    _shown(qtbot, canvas, 400, 300)
    image = canvas.grab().toImage()
    beside, far = image.pixelColor(200, 300 - 34), image.pixelColor(200, 2)
    assert far == theme.current().color("canvas")
    assert beside != far
    painted = []
    monkeypatch.setattr(cards, "_paint_shadow", lambda *_: painted.append(True))
    qtbot.wait(50)
    painted.clear()
    qtbot.keyClicks(field.editor, "typing")
    qtbot.wait(50)
    assert painted == []
    assert field.text() == "typing"


def test_a_heading_keeps_its_height_beside_a_box_that_fills_the_rest(qtbot):
    card = Card()
    heading = Text("Private consultation", "h2")
    card.body.addWidget(heading)
    card.body.addWidget(QLabel(""), 1)
    _shown(qtbot, card, 300, 600)
    assert heading.height() <= heading.sizeHint().height()
