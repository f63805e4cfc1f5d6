"""Each command from outside: what it answers, its JSON, its exit code; never a traceback, never a child's name."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from cli_office import FILES, PASSPHRASE, SCHOOL, Done, make, quiet, run, write_zip

from ilp_desktop import __version__, cli
from ilp_desktop.vault import cost
from ilp_desktop.vault.cost import FLOOR

HOME = Path(__file__).parents[2]


def program(*arguments: object, typed: str = "", **environment: str) -> Done:
    """Run the program as a shell does."""
    done = subprocess.run(
        [sys.executable, "-m", "ilp_desktop", *map(str, arguments)],
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        cwd=HOME,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
        start_new_session=True,  # without a terminal to ask on
    )
    return quiet(Done(done.returncode, done.stdout, done.stderr))


@pytest.fixture(autouse=True)
def quick_calibration(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the lowest cost that a real office may have, in place of what takes this computer a second."""
    monkeypatch.setattr(cost, "calibrate", lambda clock: FLOOR)


@pytest.mark.parametrize("command", ["new", "back-up", "restore", "check", "import", "plan", "verify", "demo"])
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]):
    assert cli.main([command, "--help"]) == 0
    said = capsys.readouterr()
    assert command in said.out
    assert "--json" in said.out
    assert said.err == ""


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]):
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out.strip() == __version__


@pytest.mark.parametrize(
    "arguments",
    [
        ["fly"],
        ["new"],
        ["new", "A.ilp"],
        ["import", "A.ilp"],
        ["plan", "A.ilp", "1"],
        ["verify"],
        ["verify", "--office", "A.ilp", "--trust", "c.pem", "x.pdf"],
        ["demo", "--today", "tomorrow"],
        ["demo", "--seed", "x"],
        ["import", "A.ilp", "r.zip", "--passphrase", "on the command line for all to see"],
    ],
)
def test_wrong_usage_is_64_and_shows_how(arguments: list[str]):
    done = run(*arguments)
    assert (done.code, done.out) == (64, "")
    assert "usage:" in done.err


def test_an_office_is_made_from_a_passphrase_file(tmp_path: Path):
    secret = tmp_path / "secret"
    secret.write_bytes(b"\xef\xbb\xbf" + PASSPHRASE.encode() + b"\r\n")
    done = run("new", tmp_path / "St. Mary", "--person", "Iris Park", "--passphrase-file", secret, "--json")
    assert (done.code, done.err) == (0, "")
    folder, sheet = tmp_path / "St. Mary.ilp", tmp_path / "St. Mary.recovery.pdf"
    assert done.json == {"office": str(folder), "recovery_sheet": str(sheet)}
    assert sheet.read_bytes().startswith(b"%PDF-")
    assert stat.S_IMODE(sheet.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["St. Mary.ilp", "St. Mary.recovery.pdf", "secret"]
    preview = run("import", folder, write_zip(tmp_path / "r.zip"), "--preview", "--passphrase-file", secret)
    assert preview.code == 0
    assert "Only a preview" in preview.out
    again = run("new", tmp_path / "St. Mary", "--person", "Iris Park", "--passphrase-file", secret, "--json")
    assert (again.code, again.json["error"]) == (1, "recovery_sheet_exists")
    sheet.rename(tmp_path / "safe.pdf")
    again = run("new", folder, "--person", "Iris Park", "--passphrase-file", secret, "--json")
    assert (again.code, again.json["error"]) == (1, "office_exists")
    assert not sheet.exists()


class Typing:
    """Someone at the terminal, who types these answers and then leaves."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *passphrases: str, lines: tuple[str, ...] = ()) -> None:
        self._passphrases, self._lines = iter(passphrases), iter(lines)
        monkeypatch.setattr("getpass.getpass", lambda prompt: self._next(self._passphrases))
        monkeypatch.setattr("builtins.input", lambda *prompt: self._next(self._lines))

    @staticmethod
    def _next(answers) -> str:
        for answer in answers:
            return answer
        raise EOFError


def test_at_a_terminal_the_sheet_is_typed_back_until_it_is_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from ilp_desktop.vault.recovery import RecoverySecret

    secret = RecoverySecret(bytes(range(20)))
    monkeypatch.setattr(RecoverySecret, "new", classmethod(lambda cls: secret))
    Typing(monkeypatch, PASSPHRASE, PASSPHRASE, lines=("", "AAAAA-" * 7 + "AAAAA", secret.printed().lower()))
    done = run("new", tmp_path / "A.ilp", "--name", SCHOOL, "--person", "Iris Park", "--json")
    assert done.code == 0, done.err
    assert done.json["office"] == str(tmp_path / "A.ilp"), "prompts do not stand between the braces"
    assert "40 characters" in done.err
    assert "typing mistake in these groups" in done.err


@pytest.mark.parametrize("lines", [(), ("nonsense",)])
def test_who_leaves_before_typing_the_sheet_back_leaves_nothing(tmp_path: Path, monkeypatch, lines):
    Typing(monkeypatch, PASSPHRASE, PASSPHRASE, lines=lines)
    done = run("new", tmp_path / "A.ilp", "--person", "Iris Park")
    assert done.code == 1
    assert list(tmp_path.iterdir()) == []


def test_two_different_passphrases_make_no_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    Typing(monkeypatch, PASSPHRASE, PASSPHRASE + "!")
    done = run("new", tmp_path / "A.ilp", "--person", "Iris Park", "--json")
    assert (done.code, done.json["error"]) == (1, "passphrases_differ")
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_founding_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def pressed(*_prompt):
        raise KeyboardInterrupt

    Typing(monkeypatch, PASSPHRASE, PASSPHRASE)
    monkeypatch.setattr("builtins.input", pressed)
    assert run("new", tmp_path / "A.ilp", "--person", "Iris Park").code == 1
    assert list(tmp_path.iterdir()) == []


def test_six_people_and_two_classes_come_in_and_the_dangling_courses_are_named(empty: Path, school):
    opening = ("--passphrase-file", school.secret, "--json")
    seen = run("import", empty, school.roster, "--preview", *opening)
    assert (seen.code, seen.json["applied"]) == (0, False)
    done = run("import", empty, school.roster, *opening)
    assert (done.code, done.err, done.json["applied"]) == (0, "", True)
    assert done.json["counts"] == seen.json["counts"]
    counts = done.json["counts"]
    assert sum(counts[kind]["new"] for kind in ("student", "guardian", "staff_member")) == 6
    assert (counts["student"]["new"], counts["guardian"]["new"], counts["staff_member"]["new"]) == (3, 1, 2)
    assert (counts["school_class"]["new"], counts["course"]["new"]) == (2, 0)
    dangling = [(r["file"], r["row"], r["column"]) for r in done.json["remarks"]]
    assert dangling == [("classes.csv", 2, "courseSourcedId"), ("classes.csv", 3, "courseSourcedId")]
    again = run("import", empty, school.roster, *opening)
    assert (again.code, again.json["applied"]) == (0, False)
    assert {count[how] for count in again.json["counts"].values() for how in ("new", "changed", "gone")} == {0}


def test_a_changed_roster_says_what_changed(school, tmp_path: Path):
    users = FILES["users.csv"].replace("Benvolio", "Benjamin").replace("u3,,,true", "u3,tobedeleted,,true")
    bent = write_zip(tmp_path / "bent.zip", {**FILES, "users.csv": users})
    done = run("import", school.folder, bent, "--preview", "--passphrase-file", school.secret)
    assert "Students: 0 new, 1 changed, 1 the same, 1 no longer in the file" in done.out
    assert "Only a preview: nothing was changed." in done.out


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a zip", b"%PDF-1.7", b"name,grade\nAnn,5\n"])
def test_what_is_no_roster_is_told(school, tmp_path: Path, content: bytes):
    bad = tmp_path / "bad.zip"
    bad.write_bytes(content)
    done = run("import", school.folder, bad, "--passphrase-file", school.secret)
    assert (done.code, done.out) == (1, "")
    assert done.err.endswith(".\n")


def test_what_an_office_cannot_do_is_1_and_a_sentence(school, tmp_path: Path):
    wrong, binary = tmp_path / "wrong", tmp_path / "binary"
    wrong.write_text("not the passphrase at all")
    binary.write_bytes(b"\xff\xfe\xff")
    cases = (
        (("import", school.folder, school.roster, "--passphrase-file", wrong), "passphrase_wrong"),
        (("import", school.folder, school.roster, "--passphrase-file", tmp_path / "none"), "passphrase_file_unreadable"),
        (("import", school.folder, school.roster, "--passphrase-file", binary), "passphrase_file_unreadable"),
        (("import", tmp_path / "none.ilp", school.roster, "--passphrase-file", school.secret), "office_not_found"),
        (("import", tmp_path, school.roster, "--passphrase-file", school.secret), "office_folder_bad"),
        (("import", tmp_path / ("n" * 300), school.roster, "--passphrase-file", school.secret), "store_unreachable"),
        (("plan", school.folder, "nobody", "--out", tmp_path, "--passphrase-file", school.secret), "student_unknown"),
        (("plan", school.folder, "6002", "--out", tmp_path, "--passphrase-file", school.secret), "plans_missing"),
        (("plan", school.folder, "6001", "--out", wrong, "--passphrase-file", school.secret), "folder_not_written"),
        (("new", tmp_path / "n.ilp", "--person", " ", "--passphrase-file", school.secret), "person_missing"),
        (("new", tmp_path / "n.ilp", "--person", "I", "--zone", "x", "--passphrase-file", school.secret), "zone_unknown"),
        (("new", tmp_path / "n.ilp", "--person", "I", "--passphrase-file", binary), "passphrase_file_unreadable"),
        (("new", tmp_path / "OneDrive/n", "--person", "I", "--passphrase-file", school.secret), "folder_cloud"),
        (("new", tmp_path / ("n" * 300), "--person", "I", "--passphrase-file", school.secret), "office_not_made"),
    )  # fmt: skip
    for arguments, code in cases:
        done = run(*arguments, "--json")
        assert (done.code, done.err) == (1, ""), arguments
        assert done.json["error"] == code
        said = run(*arguments)
        assert (said.code, said.out, said.err) == (1, "", done.json["sentence"] + "\n")
    assert not (tmp_path / "n.ilp").exists()


def test_nobody_there_to_type_is_a_sentence_not_a_mistake(school):
    done = program("import", school.folder, school.roster)
    assert (done.code, done.out) == (1, "")
    assert "--passphrase-file" in done.err


def test_an_office_that_is_open_elsewhere_is_told(school):
    from ilp_desktop import office
    from ilp_desktop.clock import SystemClock

    with office.open_office(school.folder, PASSPHRASE, clock=SystemClock()):
        done = program("import", school.folder, school.roster, "--passphrase-file", school.secret)
    assert done.code == 1
    assert "open already" in done.err


def test_a_mended_key_file_is_said_and_the_command_goes_on(school):
    (school.folder / "header.json").write_bytes(b"{")
    done = run("import", school.folder, school.roster, "--preview", "--json", "--passphrase-file", school.secret)
    assert (done.code, done.json["applied"]) == (0, False)
    assert "previous copy was used" in done.err
    assert run("import", school.folder, school.roster, "--passphrase-file", school.secret).err == ""


def test_a_plan_is_written_as_the_same_bytes_each_time(school, tmp_path: Path):
    for place in ("a", "b"):
        done = run(
            "plan", school.folder, "6001", "--out", tmp_path / place, "--json", "--passphrase-file", school.secret
        )
        assert done.code == 0
        (file,) = map(Path, done.json["plans"])
        assert file.read_bytes() == school.plan.read_bytes()
        assert file.name == "6001-ilp-2027-r1-en.pdf"
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == [
        "6001-disclosures.pdf",
        school.plan.name,
    ], "who asked for the file goes with it"


def test_a_student_number_does_not_lead_out_of_the_folder(empty: Path, school, tmp_path: Path):
    from cli_office import hold_conference

    users = FILES["users.csv"].replace(",6001,", ",../../60/01,")
    roster = write_zip(tmp_path / "odd.zip", {**FILES, "users.csv": users})
    assert run("import", empty, roster, "--passphrase-file", school.secret).code == 0
    hold_conference(empty, "../../60/01")
    done = run(
        "plan", empty, "../../60/01", "--out", tmp_path / "deep" / "out", "--json", "--passphrase-file", school.secret
    )
    assert [Path(plan).parent for plan in done.json["plans"]] == [tmp_path / "deep" / "out"]


def flipped(pdf: Path, to: Path) -> Path:
    raw = bytearray(pdf.read_bytes())
    raw[len(raw) // 2] ^= 1
    to.write_bytes(raw)
    return to


def test_genuine_altered_unreadable_and_unknown_are_told_apart(school, tmp_path: Path):
    altered = flipped(school.plan, tmp_path / "altered.pdf")
    plain = tmp_path / "plain.pdf"
    plain.write_bytes(b"%PDF-1.7\nnot finalized\n")
    make(tmp_path / "B.ilp", "Birch Elementary")
    from ilp_desktop import office
    from ilp_desktop.clock import SystemClock

    with office.open_office(tmp_path / "B.ilp", PASSPHRASE, clock=SystemClock()) as other:
        (tmp_path / "b.pem").write_bytes(other.certificate_pem)
    own = ("--office", school.folder, "--passphrase-file", school.secret)
    cases = (
        ((*own, school.plan), 0, "genuine"),
        (("--trust", school.certificate, school.plan), 0, "genuine"),
        (("--trust", tmp_path / "b.pem", "--trust", school.certificate, school.plan), 0, "genuine"),
        ((*own, altered), 1, "altered"),
        (("--trust", school.certificate, altered), 1, "altered"),
        ((altered,), 1, "altered"),
        ((*own, plain), 2, "unreadable"),
        ((plain,), 2, "unreadable"),
        ((tmp_path / "gone.pdf",), 2, "unreadable"),
        ((tmp_path,), 2, "unreadable"),
        ((school.plan,), 3, "unknown_signer"),
        (("--trust", tmp_path / "b.pem", school.plan), 3, "unknown_signer"),
        (("--office", tmp_path / "B.ilp", "--passphrase-file", school.secret, school.plan), 3, "unknown_signer"),
    )
    for arguments, code, verdict in cases:
        done = run("verify", *arguments, "--json")
        assert (done.code, done.err) == (code, ""), arguments
        assert [plan["verdict"] for plan in done.json["plans"]] == [verdict]
        said = run("verify", *arguments)
        assert said.code == code
        assert said.out.startswith(f"{arguments[-1]}: ")
    signed = run("verify", *own, school.plan, "--json").json["plans"][0]
    assert signed["signer"] == SCHOOL
    assert signed["fingerprint"]


def test_of_several_plans_the_gravest_finding_is_the_answer(school, tmp_path: Path):
    altered, gone = flipped(school.plan, tmp_path / "altered.pdf"), tmp_path / "gone.pdf"
    trusting = ("verify", "--trust", school.certificate)
    assert run(*trusting, school.plan, school.plan).code == 0
    assert run(*trusting, school.plan, gone).code == 2
    assert run(*trusting, gone, altered, school.plan).code == 1
    assert run("verify", school.plan, altered).code == 1, "an unknown signer does not hide an altered plan"
    assert run("verify", school.plan, gone).code == 2


def test_what_could_not_be_checked_is_never_called_altered(school, tmp_path: Path):
    wrong = tmp_path / "wrong"
    wrong.write_text("not the passphrase at all")
    for arguments in (
        ("--office", school.folder, "--passphrase-file", wrong, school.plan),
        ("--office", tmp_path / "none.ilp", "--passphrase-file", school.secret, school.plan),
        ("--trust", tmp_path / "none.pem", school.plan),
        ("--trust", wrong, school.plan),
    ):
        done = run("verify", *arguments)
        assert (done.code, done.out) == (2, "")
        assert done.err


def test_a_mistake_of_the_program_is_loud_and_says_nobodys_name(school, monkeypatch: pytest.MonkeyPatch):
    from ilp_desktop.services.roster_applying import Applying

    def wrong(self):
        rows = self._connection.exec_driver_sql("SELECT payload FROM staged_row WHERE kind = 'student'").all()
        assert "Nunezcanary" in str(rows)
        self._connection.exec_driver_sql("INSERT INTO student (id, uid, given_name) VALUES (1, ?, ?)", (b"", str(rows)))

    changed = FILES["users.csv"].replace("Zoelina,Nunezcanary", "Zoelina-Ann,Nunezcanary")
    bent = write_zip(school.folder.parent / "bent.zip", {**FILES, "users.csv": changed})
    with monkeypatch.context() as patch:
        patch.setattr(Applying, "apply_all", wrong)
        done = run("import", school.folder, bent, "--passphrase-file", school.secret)
    assert (done.code, done.out) == (70, "")
    assert "IntegrityError" in done.err
    assert "test_cli_commands.py:" in done.err
    assert str(HOME) not in done.err, "nor whose computer it is"
    assert "1 changed" in run("import", school.folder, bent, "--passphrase-file", school.secret).out


@pytest.mark.parametrize("mistake", [ValueError, KeyError, RecursionError, MemoryError, AssertionError, OSError])
def test_whatever_the_mistake_its_words_are_not_repeated(monkeypatch: pytest.MonkeyPatch, mistake: type[Exception]):
    def wrong(parsed):
        raise mistake("Zoelina Nunezcanary, born 2016-04-13") from ValueError("Rosalba")

    monkeypatch.setitem(cli._COMMANDS, "plan", wrong)
    done = run("plan", "A.ilp", "6001", "--out", "x")
    assert done.code == 70
    assert mistake.__name__ in done.err
    assert "2016" not in done.err


def test_whoever_stops_reading_along_gets_no_mistake(school):
    command = [sys.executable, "-m", "ilp_desktop", "verify", *[str(school.plan)] * 20]
    with subprocess.Popen(command, cwd=HOME, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as done:
        assert done.stdout is not None
        assert done.stderr is not None
        done.stdout.close()
        assert done.stderr.read() == b""
    assert done.returncode == 2


def test_a_terminal_that_cannot_write_a_letter_still_hears_the_rest(tmp_path: Path):
    place = tmp_path / "Ñandú-學校"
    place.mkdir()
    done = program("verify", place / "plan.pdf", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.code == 2
    assert "cannot be read as a finalized plan" in done.out
