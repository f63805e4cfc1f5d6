"""What the window does for an office by itself: it tells of a repaired key file, and backs up every hour."""

from office_folder import opened

from ilp_desktop.app.doors import Door
from ilp_desktop.app.program import Program
from ilp_desktop.clock import SystemClock
from ilp_desktop.ui.dialogs import AnsweredDialogs
from ilp_desktop.vault.cost import CHEAP


def test_a_repaired_key_file_is_told_and_the_hour_brings_a_backup(made, qtbot, tmp_path):
    header = made.folder / "header.json"
    header.write_bytes(header.read_bytes()[:100])
    door = Door(SystemClock(), places=tmp_path, settings=tmp_path, cost=CHEAP)
    program = Program(door=door, office=made.folder, dialogs=lambda _window: AnsweredDialogs())
    qtbot.addWidget(program.window)
    office = opened(made.folder)
    program.show_office(office)
    program.show()
    shell = program.window.shell
    qtbot.waitUntil(shell.banner.isVisible)
    assert "header.json" in shell.banner.words.text()
    program._hourly.timeout.emit()
    qtbot.waitUntil(lambda: any(office.backups.glob("*/manifest.json")), timeout=20_000)
    program.close()
