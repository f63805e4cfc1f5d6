"""What can be asked for on the command line."""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from ilp_desktop import __version__
from ilp_desktop.cli.answers import USAGE
from ilp_desktop.language import _


class _Parser(argparse.ArgumentParser):
    def __init__(self, **settings: Any) -> None:
        # --passphrase would be taken for --passphrase-file, and the secret for a file whose name may be said.
        super().__init__(allow_abbrev=False, **settings)

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: {message}\n")


def new_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line, its help in the language in use."""
    parser = _Parser(
        prog="ilp-desktop", description=_("Learning plans, conference day and the student's file, offline.")
    )
    parser.add_argument("--version", action="version", version=__version__)
    common = _Parser(add_help=False)
    common.add_argument("--json", action="store_true", help=_("answer as JSON"))
    secret = _Parser(add_help=False)
    secret.add_argument("--passphrase-file", type=Path, metavar="FILE", help=_("read the passphrase from a file"))
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    def command(name: str, words: str, *, needs_secret: bool = True) -> argparse.ArgumentParser:
        return commands.add_parser(name, parents=[common, secret] if needs_secret else [common], help=words)

    _ask_for_new(command("new", _("make an office")))
    _ask_where_to_back_up(command("back-up", _("copy an office to a stick or another folder, and read the copy back")))
    _ask_what_to_restore(command("restore", _("make an office of a backup")))
    _ask_what_to_check(command("check", _("look an office over: keys, database, record, plans, backups, folder")))
    _ask_what_to_bring(command("import", _("bring a roster in: OneRoster, School Data Sync or a table")))
    _ask_whose_plans(command("plan", _("write a student's finalized plans")))
    _ask_what_to_verify(command("verify", _("tell a genuine plan from an altered one")))
    check_pack = command(
        "check-pack", _("look a policy set over: its words, its rules, its examples"), needs_secret=False
    )
    check_pack.add_argument("pack", type=Path, metavar="FOLDER")
    demo = command("demo", _("the demo school, on a conference day"), needs_secret=False)
    demo.add_argument("--out", type=Path, metavar="DIR")
    demo.add_argument("--seed", type=int, default=1)
    demo.add_argument("--today", type=date.fromisoformat, metavar="YYYY-MM-DD")
    return parser


def _ask_for_new(new: argparse.ArgumentParser) -> None:
    new.add_argument("office", type=Path, metavar="OFFICE")
    new.add_argument("--name", help=_("name of the school or office; by default the folder's"))
    new.add_argument("--person", required=True, help=_("your name"))
    new.add_argument("--zone", default="America/Denver", help=_("time zone of the school, as IANA names it"))
    new.add_argument("--recovery-sheet", type=Path, metavar="PDF", help=_("where to write the recovery sheet"))


def _ask_where_to_back_up(back_up: argparse.ArgumentParser) -> None:
    back_up.add_argument("office", type=Path, metavar="OFFICE")
    back_up.add_argument("--to", type=Path, required=True, metavar="FOLDER")


def _ask_what_to_restore(restore: argparse.ArgumentParser) -> None:
    words = _("a backup, or a stick or folder with backups of one office: then the latest")
    restore.add_argument("backup", type=Path, metavar="BACKUP", help=words)
    words = _("where the office is to stand; by default its place on this computer")
    restore.add_argument("--to", type=Path, metavar="OFFICE", help=words)
    by = restore.add_mutually_exclusive_group()
    words = _("open it with the recovery sheet, and give the lead a new passphrase")
    by.add_argument("--recovery", action="store_true", help=words)
    words = _("the same, with the code read from a file")
    by.add_argument("--recovery-file", type=Path, metavar="FILE", help=words)
    by.add_argument("--look", action="store_true", help=_("only say which backups are there"))


def _ask_what_to_check(check: argparse.ArgumentParser) -> None:
    check.add_argument("office", type=Path, metavar="OFFICE")
    words = _("a stick or folder whose backups of this office are looked at too")
    check.add_argument("--backups", type=Path, metavar="FOLDER", help=words)


def _ask_whose_plans(plan: argparse.ArgumentParser) -> None:
    plan.add_argument("office", type=Path, metavar="OFFICE")
    plan.add_argument("student", metavar="STUDENT", help=_("student number"))
    plan.add_argument("--out", type=Path, required=True, metavar="DIR")


def _ask_what_to_verify(verify: argparse.ArgumentParser) -> None:
    by = verify.add_mutually_exclusive_group()
    by.add_argument("--office", type=Path, metavar="OFFICE")
    by.add_argument("--trust", type=Path, metavar="CERT", action="append", default=[])
    verify.add_argument("pdf", type=Path, nargs="+", metavar="PDF")


def _ask_what_to_bring(bring: argparse.ArgumentParser) -> None:
    bring.add_argument("office", type=Path, metavar="OFFICE")
    bring.add_argument("roster", type=Path, metavar="ROSTER")
    words = _("a mapping file: what the columns of a table are")
    bring.add_argument("--mapping", type=Path, metavar="FILE", help=words)
    bring.add_argument("--preview", action="store_true", help=_("only say what it would do"))
