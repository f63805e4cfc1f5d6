"""The commands that keep an office alive: backed up, looked over, restored, also with nothing but stick and sheet."""

import shutil
from pathlib import Path

import pytest
from cli_office import NAMES, PASSPHRASE, SCHOOL, run

from ilp_desktop import office
from ilp_desktop.clock import SystemClock
from ilp_desktop.vault import cost
from ilp_desktop.vault.cost import FLOOR
from ilp_desktop.vault.recovery import RecoverySecret

NEW = "my aunt repairs accordions on Tuesdays"


@pytest.fixture(autouse=True)
def quick_calibration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cost, "calibrate", lambda clock: FLOOR)


@pytest.fixture
def stick(school, tmp_path: Path) -> Path:
    """Return a folder with a backup of the school."""
    place = tmp_path / "stick"
    place.mkdir()
    assert run("back-up", school.folder, "--to", place, "--passphrase-file", school.secret).code == 0
    return place


def secret(tmp_path: Path, words: str) -> Path:
    file = tmp_path / "a secret"
    file.write_text(f"{words}\n")
    return file


def test_a_backup_is_made_and_its_place_remarked_upon(school, tmp_path: Path):
    done = run("back-up", school.folder, "--to", tmp_path, "--passphrase-file", school.secret, "--json")
    assert (done.code, done.err) == (0, "")
    assert Path(done.json["backup"]).parent == tmp_path / "Alder backups"
    assert [remark["code"] for remark in done.json["remarks"]] == ["backup_same_disk"]
    said = run("back-up", school.folder, "--to", tmp_path, "--passphrase-file", school.secret)
    assert said.code == 0
    assert "read back and is whole" in said.out
    assert "same disk" in said.out
    missing = run("back-up", school.folder, "--to", tmp_path / "e", "--passphrase-file", school.secret, "--json")
    assert (missing.code, missing.json["error"]) == (1, "backup_failed")


def test_backups_on_a_stick_are_listed_without_a_passphrase(stick: Path, tmp_path: Path):
    done = run("restore", stick, "--look")
    assert (done.code, done.err) == (0, "")
    assert f"{SCHOOL}, 2" in done.out
    assert "lead counselor, recovery sheet" in done.out
    (one,) = run("restore", stick, "--look", "--json").json["backups"]
    assert (one["school"], one["roles"], one["problem"]) == (SCHOOL, ["lead", "recovery"], None)
    (tmp_path / "empty").mkdir()
    empty = run("restore", tmp_path / "empty", "--look", "--json")
    assert (empty.code, empty.json["error"]) == (1, "backups_missing")


def test_the_latest_backup_takes_the_offices_place(school, stick: Path):
    done = run("restore", stick, "--to", school.folder, "--passphrase-file", school.secret, "--json")
    assert (done.code, done.err) == (0, "")
    assert done.json["office"] == str(school.folder)
    aside = Path(done.json["set_aside"])
    assert aside.parent == school.folder.parent
    assert run("plan", school.folder, "6001", "--out", stick / "p", "--passphrase-file", school.secret).code == 0
    (plan,) = (stick / "p").glob("*-r1-*.pdf")
    assert plan.read_bytes() == school.plan.read_bytes()
    said = run("restore", stick, "--to", school.folder, "--passphrase-file", school.secret)
    assert (said.code, "set aside" in said.out) == (0, True)


def test_with_stick_and_sheet_alone_the_office_is_back_in_its_own_place(tmp_path: Path, monkeypatch):
    sheet = RecoverySecret(bytes(range(20)))
    monkeypatch.setattr(RecoverySecret, "new", classmethod(lambda cls: sheet))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "computer"))
    first = secret(tmp_path, PASSPHRASE)
    (tmp_path / "stick").mkdir()
    made = run("new", tmp_path / "A.ilp", "--name", SCHOOL, "--person", "Iris Park", "--passphrase-file", first)
    assert made.code == 0
    assert run("back-up", tmp_path / "A.ilp", "--to", tmp_path / "stick", "--passphrase-file", first).code == 0
    shutil.rmtree(tmp_path / "A.ilp")
    code = tmp_path / "code"
    code.write_text(f"{sheet.printed().lower()}\n")
    again = secret(tmp_path, NEW)
    done = run("restore", tmp_path / "stick", "--recovery-file", code, "--passphrase-file", again, "--json")
    assert done.code == 0, done.out
    folder = tmp_path / "computer" / "ILP Desktop" / f"{SCHOOL}.ilp"
    assert Path(done.json["office"]) == folder
    with office.open_office(folder, NEW, clock=SystemClock()) as there:
        assert there.viewer.name == "Iris Park"
    code.write_text("AAAAA-" * 7 + "AAAAA")
    wrong = run("restore", tmp_path / "stick", "--recovery-file", code, "--passphrase-file", again, "--json")
    assert (wrong.code, wrong.json["error"]) == (1, "recovery_groups")


def test_at_a_terminal_code_and_new_passphrase_are_asked_for(stick: Path, tmp_path: Path, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda: "too short")
    monkeypatch.setattr("getpass.getpass", lambda prompt: NEW)
    done = run("restore", stick, "--to", tmp_path / "new.ilp", "--recovery", "--json")
    assert (done.code, done.json["error"]) == (1, "recovery_length")
    assert "Recovery code:" in done.err
    assert not (tmp_path / "new.ilp").exists()


def test_a_whole_office_is_said_to_be_whole_part_by_part(school, stick: Path):
    done = run("check", school.folder, "--backups", stick, "--passphrase-file", school.secret, "--json")
    assert (done.code, done.err) == (0, "")
    codes = {line["code"]: line["level"] for line in done.json["lines"]}
    expected = ("keys_ok", "database_ok", "record_ok", "plans_ok", "backups_ok", "record_agrees")
    assert {code: codes.get(code) for code in expected} == dict.fromkeys(expected, "ok")
    assert done.json["found"] in {"ok", "look"}
    said = run("check", school.folder, "--backups", stick, "--passphrase-file", school.secret)
    assert said.code == 0
    lines = said.out.splitlines()
    assert len(lines) == len(done.json["lines"])
    assert all(line.startswith(("ok ", "look ")) for line in lines)
    assert "Papers: 1" in said.out
    assert not [name for name in NAMES if name in said.out]


def test_an_altered_plan_is_wrong_and_named_by_its_seal_code(school, tmp_path: Path):
    opened = office.open_office(school.folder, PASSPHRASE, clock=SystemClock())
    with opened as there, there._desk.store.alone() as raw:
        ((pdf, code),) = raw.execute(
            "SELECT r.pdf, hex(p.sha256) FROM rendering r JOIN plan_revision p ON p.id = r.revision_id"
        ).fetchall()
        altered = bytearray(pdf)
        altered[len(altered) // 2] ^= 1
        raw.execute("UPDATE rendering SET pdf = ?", (bytes(altered),))
    done = run("check", school.folder, "--passphrase-file", school.secret)
    assert done.code == 1
    (line,) = [line for line in done.out.splitlines() if line.startswith("wrong")]
    assert "1 finalized" in line
    assert code[:16].lower() in line
    opened = office.open_office(school.folder, PASSPHRASE, clock=SystemClock())
    with opened as there, there._desk.store.alone() as raw:
        raw.execute("UPDATE rendering SET pdf = ?", (pdf,))
        raw.execute("UPDATE plan_revision SET content = content || ' '")
    assert run("check", school.folder, "--passphrase-file", school.secret, "--json").json["found"] == "wrong"


def test_what_could_not_be_checked_is_2(school, tmp_path: Path):
    wrong = secret(tmp_path, "not the passphrase at all")
    done = run("check", school.folder, "--passphrase-file", wrong, "--json")
    assert (done.code, done.json["error"]) == (2, "passphrase_wrong")
    gone = run("check", tmp_path / "none.ilp", "--passphrase-file", school.secret)
    assert (gone.code, gone.out) == (2, "")
    (school.folder / "office.db").write_bytes(b"SQLite format 3\x00")
    spoiled = run("check", school.folder, "--passphrase-file", school.secret)
    assert spoiled.code == 1
    assert spoiled.out.startswith("wrong  database: office.db is not encrypted")


@pytest.mark.parametrize(
    "arguments", [["back-up", "A.ilp"], ["restore"], ["restore", "b", "--look", "--recovery"], ["check"]]
)
def test_wrong_usage_of_these_is_64(arguments: list[str]):
    assert run(*arguments).code == 64
