"""The part of the office page that keeps the office safe, and restores that do not go smoothly: by mouse and by keys."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from use_hands import CTRL, Keys, Mouse, all_shown, key, read_all, rows, shown, type_text, until, words

from ilp_desktop import office as offices
from ilp_desktop.app import reminding
from ilp_desktop.app.program import Program
from ilp_desktop.domain.access import Role
from ilp_desktop.office import restoring
from ilp_desktop.store import backups
from ilp_desktop.store.drives import Drive
from ilp_desktop.ui import sticks
from ilp_desktop.vault.cost import CHEAP

PASSPHRASE = "eleven quiet magpies over the salt flats"
SECOND = "nobody waters the ferns on a Thursday"
FLIPPED = 20_000


class Real:
    """An office that is not the demo, on this place's disk."""

    def __init__(self, place, name: str = "Juniper") -> None:
        self.folder: Path = place.folder / "places" / f"{name}.ilp"
        self.folder.parent.mkdir(exist_ok=True)
        wish = {"office_name": f"{name} Elementary", "person_name": "Robin Castle", "passphrase": PASSPHRASE}
        with offices.found(self.folder, clock=place.clock, cost=CHEAP, **wish) as founded:
            founded.confirm(founded.recovery_code).close()
            self.code = founded.recovery_code

    def opened(self, place, passphrase: str = PASSPHRASE) -> offices.Office:
        return offices.open_office(self.folder, passphrase, clock=place.clock, lowest=CHEAP)

    def back_up_to(self, place, folder: Path) -> Path:
        with self.opened(place) as there:
            return there.back_up_to(folder).folder


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch):
    monkeypatch.setattr(sticks, "EVERY", 40)


@pytest.fixture
def real(place) -> Real:
    return Real(place)


def come_in(program: Program, hand: Mouse | Keys, passphrase: str = PASSPHRASE) -> None:
    hand.write("passphrase_field", passphrase)
    hand.press("open_button")
    until(lambda: program.office is not None)
    go_to_backups(hand)


def go_to_backups(hand: Mouse | Keys) -> None:
    if isinstance(hand, Mouse):
        hand.press("office_place")
        hand.press("backups_segment")
    else:
        key(Qt.Key.Key_K, CTRL)
        shown("palette")
        type_text("usb stick")
        until(lambda: rows("palette_list")[:1] == ["Backups and copies"])
        key(Qt.Key.Key_Return)
    shown("backups_part")


@pytest.fixture(params=[Mouse, Keys])
def at_backups(request, place, real) -> Mouse | Keys:
    program = place.start(real.folder)
    hand = request.param(program.window)
    come_in(program, hand)
    return hand


def test_a_stick_is_noticed_when_it_comes_and_when_it_goes_and_the_one_with_copies_is_offered(
    place, at_backups, stick, tmp_path
):
    hand = at_backups
    other = Drive(tmp_path / "other", "BLUE", 4_000_000_000)
    other.root.mkdir()
    assert not all_shown("back_up_button")
    place.drives[:] = [stick]
    hand.press("back_up_button")
    until(lambda: "KINGSTON was read back" in read_all(shown("copy_card")))
    until(lambda: shown("outside_chip").accessibleName() == "Today")
    place.drives[:] = [other, stick]
    until(lambda: all_shown("stick_segments"))
    assert words("back_up_button") == "Back up to KINGSTON", "the one that holds this office's copies already"
    place.drives[:] = []
    until(lambda: all_shown("no_stick_text"))
    place.drives[:] = [other, stick]
    until(lambda: words("back_up_button") == "Back up to KINGSTON")


def test_another_of_two_sticks_is_chosen_and_told_where_it_is(place, real, stick, tmp_path):
    other = Drive(tmp_path / "other", "BLUE", 4_000_000_000)
    other.root.mkdir()
    place.drives[:] = [other, stick]
    program = place.start(real.folder)
    hand = Mouse(program.window)
    come_in(program, hand)
    hand.press("stick_1_segment")
    assert words("back_up_button") == "Back up to KINGSTON"
    hand.press("stick_0_segment")
    hand.press("back_up_button")
    until(lambda: all_shown("copy_banner"))
    assert "same disk" in words("banner_text"), "the folder that stands for it lies beside the office"
    assert any(other.root.glob("*/*/manifest.json"))


def test_a_copy_is_cancelled_at_any_moment_and_nothing_stays_on_the_stick(place, real, stick, monkeypatch):
    place.drives[:] = [stick]
    program = place.start(real.folder)
    hand = Mouse(program.window)
    come_in(program, hand)
    until(lambda: all_shown("back_up_button"))
    slow = backups.verify_backup

    def slowly(folder, key, watch):
        while True:
            QTest.qSleep(5)
            watch.at("reading", 1, 4)
        return slow(folder, key, watch)

    monkeypatch.setattr(backups, "verify_backup", slowly)
    hand.press("back_up_button")
    until(lambda: "Reading it back" in read_all(shown("copy_card")))
    hand.press("copy_cancel")
    until(lambda: "stopped as you asked" in read_all(shown("copy_card")))
    assert [path for path in stick.root.rglob("*") if path.is_file()] == []
    monkeypatch.undo()
    hand.press("back_up_button")
    until(lambda: "read back and is whole" in read_all(shown("copy_card")))


def test_locking_does_not_wait_for_a_slow_stick(place, real, stick, monkeypatch):
    place.drives[:] = [stick]
    program = place.start(real.folder)
    hand = Mouse(program.window)
    come_in(program, hand)

    def for_ever(_folder, _key, watch):
        while True:
            QTest.qSleep(5)
            watch.at("reading")

    monkeypatch.setattr(backups, "verify_backup", for_ever)
    hand.press("back_up_button")
    until(lambda: all_shown("copy_cancel"))
    program.lock()
    shown("unlock_card")
    assert [path for path in stick.root.rglob("*") if path.is_file()] == []


def test_a_folder_that_is_synchronized_is_copied_to_with_a_warning(place, at_backups, tmp_path):
    cloud = tmp_path / "Dropbox" / "school"
    cloud.mkdir(parents=True)
    place.dialogs.answer(cloud)
    at_backups.press("copy_folder_button")
    until(lambda: all_shown("copy_banner"))
    assert "will be copied to the cloud" in words("banner_text")


def test_the_office_is_looked_over_and_a_spoiled_backup_is_named_in_red(place, real, stick):
    backup = real.back_up_to(place, stick.root)
    database = backup / "office.db"
    content = bytearray(database.read_bytes())
    content[FLIPPED] ^= 1
    database.write_bytes(content)
    place.drives[:] = [stick]
    program = place.start(real.folder)
    hand = Mouse(program.window)
    come_in(program, hand)
    until(lambda: all_shown("back_up_button"))
    hand.press("kept_1_segment")
    until(lambda: "read back whole" in rows("backup_list")[0])
    hand.press("look_over_button")
    until(lambda: all_shown("look_over_lines"))
    assert rows("backup_list")[0].endswith("Damaged")
    said = read_all(shown("look_over_card"))
    assert "Something is wrong." in said
    assert backup.name in said
    first = shown("look_over_lines").findChildren(type(shown("look_over_lines")), options=Qt.FindDirectChildrenOnly)[0]
    assert first.objectName() == "check_backup_unsound_line", "what is wrong comes first"


def test_the_sheet_is_tried_and_stays_as_it_was(place, at_backups, real):
    hand = at_backups
    hand.press("drill_begin_button")
    type_text(real.code[:-1])
    key(Qt.Key.Key_Return)
    until(lambda: "39 were typed" in read_all(shown("drill_card")) or "mistake" in read_all(shown("drill_card")))
    type_text(real.code[-1])
    hand.press("drill_try_button")
    until(lambda: "The sheet is right" in read_all(shown("drill_card")))
    until(lambda: all_shown("drill_last_text"))
    assert "Oct 15, 2026" in words("drill_last_text")


def test_who_does_not_lead_is_not_asked_for_the_sheet_and_may_back_up(place, real, stick):
    with real.opened(place) as there:
        there.people.add("Ines Kay", Role.FRONT_DESK, SECOND, cost=CHEAP)
    place.drives[:] = [stick]
    program = place.start(real.folder)
    hand = Mouse(program.window)
    come_in(program, hand, SECOND)
    assert not all_shown("drill_card")
    hand.press("back_up_button")
    until(lambda: "read back and is whole" in read_all(shown("copy_card")))


def test_an_old_copy_is_a_quiet_mark_and_no_window_until_there_is_a_new_one(place, real, stick, monkeypatch):
    monkeypatch.setattr(reminding, "FIRST_AFTER", 1)
    place.drives[:] = [stick]
    place.clock.advance(timedelta(days=8).total_seconds())
    program = place.start(real.folder)
    hand = Mouse(program.window)
    hand.write("passphrase_field", PASSPHRASE)
    hand.press("open_button")
    until(lambda: all_shown("office_place") and shown("office_place").marked)
    hand.press("office_place")
    assert words("backups_segment").endswith("•"), "the mark leads on to where the copy is made"
    hand.press("day_place")
    assert "No copy of this office" in shown("office_place").toolTip()
    assert "No copy of this office" in shown("office_place").accessibleDescription()
    assert not all_shown("question_dialog|shell_banner")
    hand.press("office_place")
    hand.press("backups_segment")
    hand.press("back_up_button")
    until(lambda: shown("office_place").marked == "")
    assert words("backups_segment") == "Backups"


# Restores


def look_at(place, hand: Mouse | Keys, folder: Path) -> None:
    place.dialogs.answer(folder)
    hand.press("restore_folder_button")


def type_code(hand: Mouse | Keys, code: str) -> None:
    hand.press("restore_backup_button")
    hand.write("restore_code_field", code)
    hand.press("restore_key_button")


def test_what_stood_there_is_set_aside_and_said_where(place, real, stick):
    real.back_up_to(place, stick.root)
    place.drives[:] = [stick]
    program = place.start(real.folder)
    hand = Mouse(program.window)
    hand.press("backup_button")
    hand.press("restore_stick_0_choice")
    hand.press("restore_backup_button")
    hand.press("passphrase_segment")
    hand.write("restore_passphrase_field", PASSPHRASE)
    hand.press("restore_key_button")
    until(lambda: all_shown("restore_aside_notice"))
    hand.press("restore_button")
    until(lambda: all_shown("restore_aside_text"))
    (aside,) = real.folder.parent.glob("*.replaced-*")
    assert str(aside) in words("restore_aside_text")
    hand.press("restore_open_button")
    until(lambda: program.office is not None)


def test_back_leads_through_every_page_to_the_passphrase(place, real, stick):
    real.back_up_to(place, stick.root)
    place.drives[:] = [stick]
    program = place.start(real.folder)
    hand = Keys(program.window)
    hand.press("backup_button")
    hand.press("restore_stick_0_choice")
    hand.press("restore_backup_button")
    hand.write("restore_code_field", "7KQ")
    hand.press("restore_key_back")
    hand.press("restore_backup_button")
    assert shown("restore_code_field").text() == "", "what was typed is forgotten on the way back"
    hand.press("restore_key_back")
    hand.press("restore_backup_back")
    hand.press("restore_place_back")
    shown("unlock_card")


def _cut(backup: Path) -> None:
    content = (backup / "office.db").read_bytes()
    (backup / "office.db").write_bytes(content[: len(content) // 2])


def _flip(backup: Path) -> None:
    content = bytearray((backup / "office.db").read_bytes())
    content[FLIPPED] ^= 1
    (backup / "office.db").write_bytes(content)


def _take_out(backup: Path) -> None:
    shutil.rmtree(backup)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_flip, "did not pass its check and will not be used"),
        (_take_out, "is not there any more: the stick was taken out"),
    ],
    ids=["flipped", "taken out"],
)
def test_a_flipped_byte_and_a_stick_taken_out_are_said_before_anything_is_made(place, real, stick, spoil, said):
    backup = real.back_up_to(place, stick.root)
    place.drives[:] = [stick]
    hand = Mouse(place.start(real.folder).window)
    before = sorted(real.folder.parent.iterdir())
    hand.press("backup_button")
    hand.press("restore_stick_0_choice")
    shown("restore_backup_list")
    spoil(backup)
    type_code(hand, real.code)
    until(lambda: all_shown("restore_key_banner"))
    assert said in words("banner_text")
    assert sorted(real.folder.parent.iterdir()) == before


def test_a_stick_pulled_out_in_the_middle_of_a_restore_is_told_and_it_goes_on_when_it_is_back(
    place, real, stick, tmp_path, monkeypatch
):
    backup = real.back_up_to(place, stick.root)
    place.drives[:] = [stick]
    hand = Mouse(place.start(real.folder).window)
    hand.press("backup_button")
    hand.press("restore_stick_0_choice")
    hand.press("restore_backup_button")
    hand.press("passphrase_segment")
    hand.write("restore_passphrase_field", PASSPHRASE)
    hand.press("restore_key_button")
    shown("restore_button")
    copied = restoring._copy

    def pulled_out(file, to, watch):
        if file.name == "office.db":
            shutil.move(backup, tmp_path / "taken out")
        copied(file, to, watch)

    monkeypatch.setattr(restoring, "_copy", pulled_out)
    before = sorted(real.folder.parent.iterdir())
    hand.press("restore_button")
    until(lambda: all_shown("restore_target_banner"))
    assert "the stick was taken out" in words("banner_text")
    assert sorted(real.folder.parent.iterdir()) == before
    monkeypatch.undo()
    shutil.move(tmp_path / "taken out", backup)
    hand.press("restore_button")
    shown("restore_open_button")


def test_a_stick_pulled_out_in_the_middle_of_a_copy_is_told(place, real, stick, monkeypatch):
    place.drives[:] = [stick]
    program = place.start(real.folder)
    hand = Mouse(program.window)
    come_in(program, hand)
    verified = backups.verify_backup

    def pulled_out(folder, key, watch):
        place.drives[:] = []
        QTest.qSleep(300)  # the window sees that the stick is gone before the copy does
        shutil.rmtree(folder.parent)
        return verified(folder, key, watch)

    monkeypatch.setattr(backups, "verify_backup", pulled_out)
    hand.press("back_up_button")
    until(lambda: all_shown("copy_banner"))
    assert "The office itself is untouched" in words("banner_text")
    until(lambda: all_shown("no_stick_text"))
    real.folder.stat()


def test_a_stick_that_was_cut_short_shows_its_backup_as_damaged_and_the_one_before_is_chosen(place, real, stick):
    real.back_up_to(place, stick.root)
    place.clock.advance(60)
    later = real.back_up_to(place, stick.root)
    _cut(later)
    hand = Mouse(place.start(real.folder).window)
    hand.press("backup_button")
    look_at(place, hand, stick.root)
    until(lambda: len(rows("restore_backup_list")) == 2)
    assert rows("restore_backup_list")[0].endswith("Damaged")
    assert shown("restore_backup_list").chosen() != later
    assert shown("restore_backup_button").isEnabled()
    hand.choose("restore_backup_list", "Damaged")
    assert "did not pass its check" in words("restore_backup_about")
    assert not shown("restore_backup_button").isEnabled()


def test_another_offices_backup_and_another_sheet_are_told(place, real, stick):
    other = Real(place, "Aspen")
    other.back_up_to(place, stick.root)
    place.drives[:] = [stick]
    hand = Mouse(place.start(real.folder).window)
    hand.press("backup_button")
    hand.press("restore_stick_0_choice")
    type_code(hand, real.code)
    until(lambda: "not the one that opens this office" in read_all(shown("restore_key_page")))
    hand.press("passphrase_segment")
    hand.write("restore_passphrase_field", PASSPHRASE)
    hand.press("restore_key_button")
    hand.press("restore_button")
    until(lambda: all_shown("restore_target_banner"))
    assert "In Juniper.ilp stands another office than the one in this backup." in words("banner_text")
    real.opened(place).close()


def test_too_little_room_is_said_and_the_office_that_stands_stays(place, real, stick, monkeypatch):
    real.back_up_to(place, stick.root)
    place.drives[:] = [stick]
    hand = Mouse(place.start(real.folder).window)
    hand.press("backup_button")
    hand.press("restore_stick_0_choice")
    hand.press("restore_backup_button")
    hand.press("passphrase_segment")
    hand.write("restore_passphrase_field", PASSPHRASE)
    hand.press("restore_key_button")
    shown("restore_button")
    room = shutil.disk_usage(real.folder)
    monkeypatch.setattr(backups.shutil, "disk_usage", lambda _place: room._replace(free=1024))
    hand.press("restore_button")
    until(lambda: all_shown("restore_target_banner"))
    assert "not enough room to restore" in words("banner_text")
    monkeypatch.undo()
    hand.press("restore_button")
    shown("restore_open_button")


def test_a_folder_without_backups_is_said(place, real, tmp_path):
    hand = Mouse(place.start(real.folder).window)
    hand.press("backup_button")
    look_at(place, hand, tmp_path)
    until(lambda: all_shown("restore_place_banner"))
    assert "No backup of an office" in words("banner_text")


def test_the_backups_on_this_computer_are_offered_too(place, real):
    with real.opened(place) as there:
        there.back_up()
    hand = Mouse(place.start(real.folder).window)
    hand.press("backup_button")
    hand.press("restore_here_choice")
    assert len(rows("restore_backup_list")) == 1


def test_sticks_are_not_looked_for_while_nobody_looks(place, real):
    asked: list[int] = []
    place.drives = _Counted(asked)
    program = place.start(real.folder)
    hand = Mouse(program.window)
    come_in(program, hand)
    until(lambda: len(asked) > 2)
    hand.press("students_place")
    shown("students_page")
    until(lambda: not program.background.is_busy)
    before = len(asked)
    QTest.qWait(150)
    assert len(asked) <= before + 1


class _Counted(list):
    def __init__(self, asked: list[int]) -> None:
        super().__init__()
        self._asked = asked

    def __iter__(self):
        self._asked.append(1)
        return super().__iter__()
