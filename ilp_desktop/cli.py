"""The command line: everything that needs no window.

Exit codes: 0 done · 1 could not, and the sentence says why · 64 wrong usage · 70 a mistake of the program.
verify: 0 genuine · 1 altered · 2 unreadable, or it could not be checked · 3 intact, signer unknown · 64 · 70.
"""

import argparse
import getpass
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from ilp_desktop import __version__
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.language import _
from ilp_desktop.wording import sentence

if TYPE_CHECKING:
    from ilp_desktop.domain.mappings import TableMapping
    from ilp_desktop.office import Founding, Office

DONE, COULD_NOT, UNCHECKED, USAGE, BUG = 0, 1, 2, 64, 70
_MISTYPED = frozenset({"recovery_length", "recovery_groups", "recovery_wrong"})


class _Parser(argparse.ArgumentParser):
    def __init__(self, **settings: Any) -> None:
        # --passphrase would be taken for --passphrase-file, and the secret for a file whose name may be said.
        super().__init__(allow_abbrev=False, **settings)

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: {message}\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="ilp-desktop", description=_("Learning plans, conference day and the student's file, offline.")
    )
    parser.add_argument("--version", action="version", version=__version__)
    common = _Parser(add_help=False)
    common.add_argument("--json", action="store_true", help=_("answer as JSON"))
    secret = _Parser(add_help=False)
    secret.add_argument("--passphrase-file", type=Path, metavar="FILE", help=_("read the passphrase from a file"))
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    new = commands.add_parser("new", parents=[common, secret], help=_("make an office"))
    new.add_argument("office", type=Path, metavar="OFFICE")
    new.add_argument("--name", help=_("name of the school or office; by default the folder's"))
    new.add_argument("--person", required=True, help=_("your name"))
    new.add_argument("--zone", default="America/Denver", help=_("time zone of the school, as IANA names it"))
    new.add_argument("--recovery-sheet", type=Path, metavar="PDF", help=_("where to write the recovery sheet"))

    words = _("bring a roster in: OneRoster, School Data Sync or a table")
    _ask_what_to_bring(commands.add_parser("import", parents=[common, secret], help=words))

    plan = commands.add_parser("plan", parents=[common, secret], help=_("write a student's finalized plans"))
    plan.add_argument("office", type=Path, metavar="OFFICE")
    plan.add_argument("student", metavar="STUDENT", help=_("student number"))
    plan.add_argument("--out", type=Path, required=True, metavar="DIR")

    verify = commands.add_parser("verify", parents=[common, secret], help=_("tell a genuine plan from an altered one"))
    by = verify.add_mutually_exclusive_group()
    by.add_argument("--office", type=Path, metavar="OFFICE")
    by.add_argument("--trust", type=Path, metavar="CERT", action="append", default=[])
    verify.add_argument("pdf", type=Path, nargs="+", metavar="PDF")

    demo = commands.add_parser("demo", parents=[common], help=_("the demo school, on a conference day"))
    demo.add_argument("--out", type=Path, metavar="DIR")
    demo.add_argument("--seed", type=int, default=1)
    demo.add_argument("--today", type=date.fromisoformat, metavar="YYYY-MM-DD")
    return parser


def _ask_what_to_bring(bring: argparse.ArgumentParser) -> None:
    bring.add_argument("office", type=Path, metavar="OFFICE")
    bring.add_argument("roster", type=Path, metavar="ROSTER")
    words = _("a mapping file: what the columns of a table are")
    bring.add_argument("--mapping", type=Path, metavar="FILE", help=words)
    bring.add_argument("--preview", action="store_true", help=_("only say what it would do"))


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; with none, open the window."""
    for stream in (sys.stdout, sys.stderr):
        # A name that this terminal cannot write must not keep the rest from being said.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        parsed = _parser().parse_args(arguments)
    except SystemExit as left:
        return int(left.code or 0)
    if parsed.command is None:
        from ilp_desktop import app  # noqa: PLC0415 - only the window needs Qt

        return app.main()
    return _run(parsed)


def _run(parsed: argparse.Namespace) -> int:
    # verify has a meaning of its own for 1: "altered" is never said of what could not be checked.
    could_not = UNCHECKED if parsed.command == "verify" else COULD_NOT
    try:
        code = _COMMANDS[parsed.command](parsed)
        sys.stdout.flush()
    except OfficeError as error:
        _answer(parsed, {"error": error.code, "sentence": sentence(error)}, sentence(error), stream=sys.stderr)
        return could_not
    except KeyboardInterrupt:
        return could_not
    except BrokenPipeError:
        # Whoever read along has heard enough; what was to be done is done. Python would say so again when it leaves.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return could_not
    except Exception as bug:  # noqa: BLE001 - a mistake of ours: loud, and without anybody's data
        print(_bug(bug), file=sys.stderr)
        return BUG
    return code


def _bug(error: BaseException) -> str:
    """Say where the program went wrong: types and places only, for a message may hold a child's name."""
    frames: list[str] = []
    trace = error.__traceback__
    while trace is not None:
        frames.append(f"  {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    head = _("The program made a mistake. Nothing that was saved is lost. Please report these lines:")
    return "\n".join([head, type(error).__name__, *frames])


def _answer(parsed: argparse.Namespace, values: dict[str, Any], words: str, *, stream: Any = None) -> None:
    if parsed.json:
        print(json.dumps(values, ensure_ascii=False, indent=2))
    else:
        print(words, file=stream or sys.stdout)


def _passphrase(parsed: argparse.Namespace, *, twice: bool = False) -> str:
    if parsed.passphrase_file is not None:
        try:
            # Notepad begins a file with a mark that nobody typed.
            return str(parsed.passphrase_file.read_text(encoding="utf-8-sig")).rstrip("\r\n")
        except (OSError, UnicodeError):
            # Without its cause: a decoding error holds what it was to decode.
            raise OfficeError("passphrase_file_unreadable", file=parsed.passphrase_file.name) from None
    try:
        first = getpass.getpass(_("Passphrase: "))
        if twice and getpass.getpass(_("The same again: ")) != first:
            raise OfficeError("passphrases_differ")
    except EOFError:
        raise OfficeError("answer_missing") from None
    return first


def _opened(parsed: argparse.Namespace) -> "Office":
    """Open the office that a command is for, and say if its key file had to be mended."""
    from ilp_desktop import office  # noqa: PLC0415
    from ilp_desktop.clock import SystemClock  # noqa: PLC0415

    office.look_at(parsed.office)
    opened = office.open_office(parsed.office, _passphrase(parsed), clock=SystemClock())
    for code in opened.remarks:
        print(sentence(OfficeError(code)), file=sys.stderr)
    return opened


def _new(parsed: argparse.Namespace) -> int:
    from ilp_desktop import office  # noqa: PLC0415
    from ilp_desktop.clock import SystemClock  # noqa: PLC0415

    folder = office.place_of(parsed.office)
    sheet = parsed.recovery_sheet or folder.with_suffix(".recovery.pdf")
    if os.path.lexists(sheet):
        raise OfficeError("recovery_sheet_exists", name=sheet.name)
    founding = office.found(
        folder,
        office_name=folder.stem if parsed.name is None else parsed.name,
        person_name=parsed.person,
        passphrase=_passphrase(parsed, twice=True),
        zone=parsed.zone,
        clock=SystemClock(),
    )
    with founding:
        founding.write_sheet(sheet)
        try:
            _prove(founding, sheet, typed=parsed.passphrase_file is None)
        except BaseException:
            # The sheet of an office that was not made opens nothing: nobody should keep it.
            sheet.unlink(missing_ok=True)
            raise
    words = _("The office {name} is ready. Print {file}, keep it in a safe place and delete the file.")
    values = {"office": str(folder), "recovery_sheet": str(sheet)}
    _answer(parsed, values, words.format(name=founding.office_name, file=sheet))
    return DONE


def _prove(founding: "Founding", sheet: Path, *, typed: bool) -> None:
    """Have the recovery sheet typed back until it is right; a script that brings the passphrase is spared that."""
    if not typed:
        founding.confirm(founding.recovery_code).close()
        return
    print(_("The recovery sheet is in {file}. Print it, then type its code back.").format(file=sheet), file=sys.stderr)
    while True:
        print(_("Recovery code: "), end="", file=sys.stderr, flush=True)
        try:
            founding.confirm(input()).close()
        except EOFError:
            raise OfficeError("answer_missing") from None
        except OfficeError as error:
            if error.code not in _MISTYPED:
                raise
            print(sentence(error), file=sys.stderr)
        else:
            return


def _import(parsed: argparse.Namespace) -> int:
    from ilp_desktop.wording.imports import in_words  # noqa: PLC0415

    with _opened(parsed) as opened:
        preview = opened.rosters.preview(parsed.roster, mapping=_mapping(parsed, opened))
        applied = not parsed.preview and not preview.changes_nothing
        if applied:
            opened.rosters.apply(preview.run_id)
        else:
            opened.rosters.discard(preview.run_id)
    values = {
        "applied": applied,
        "source": preview.source,
        "shape": preview.shape,
        "counts": {
            count.kind: {
                "new": count.new,
                "changed": count.changed,
                "same": count.same,
                "gone": count.gone,
                "refused": count.refused,
            }
            for count in preview.counts
        },
        "remarks": [
            {"file": r.file, "row": r.row, "code": r.code, "level": r.level.value, **dict(r.params)}
            for r in preview.remarks
        ],
    }
    _answer(parsed, values, in_words(preview, applied=applied))
    return DONE


def _mapping(parsed: argparse.Namespace, opened: "Office") -> "TableMapping | None":
    """Return what the columns of a table are: as a file says it, else as it was said for such a table before."""
    if parsed.mapping is None:
        table = opened.rosters.look(parsed.roster).table
        return table.suggested if table is not None and table.remembered else None
    try:
        content = parsed.mapping.read_bytes()
    except FileNotFoundError:
        raise OfficeError("roster_not_found", name=parsed.mapping.name) from None
    except OSError:
        raise OfficeError("roster_unreadable", name=parsed.mapping.name) from None
    return opened.mappings.taken(content, parsed.mapping.name)


def _plan(parsed: argparse.Namespace) -> int:
    with _opened(parsed) as opened:
        files = opened.export_plans(parsed.student, parsed.out)
    _answer(parsed, {"plans": [str(file) for file in files]}, "\n".join(str(file) for file in files))
    return DONE


def _verify(parsed: argparse.Namespace) -> int:
    from ilp_desktop.clock import SystemClock  # noqa: PLC0415
    from ilp_desktop.office import verifying  # noqa: PLC0415

    passphrase = (lambda: _passphrase(parsed)) if parsed.office is not None else None
    checked = verifying.check_files(
        parsed.pdf, clock=SystemClock(), office=parsed.office, passphrase=passphrase, trust=parsed.trust
    )
    _answer(
        parsed,
        {"plans": [check.as_json() for check in checked]},
        "\n".join(f"{check.path}: {check.sentence}" for check in checked),
    )
    return verifying.exit_code(checked)


def _demo(parsed: argparse.Namespace) -> int:
    from ilp_desktop import app  # noqa: PLC0415 - only the window needs Qt

    return app.demo(parsed.out, seed=parsed.seed, today=parsed.today, as_json=parsed.json)


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "new": _new,
    "import": _import,
    "plan": _plan,
    "verify": _verify,
    "demo": _demo,
}
