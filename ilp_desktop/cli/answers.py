"""What every command says and asks for: its answer, the passphrase, the office it is for."""

import argparse
import getpass
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.language import _
from ilp_desktop.wording import sentence

if TYPE_CHECKING:
    from ilp_desktop.office import Office

DONE, COULD_NOT, UNCHECKED, USAGE, BUG = 0, 1, 2, 64, 70


def answer(parsed: argparse.Namespace, values: dict[str, Any], words: str, *, stream: Any = None) -> None:
    if parsed.json:
        print(json.dumps(values, ensure_ascii=False, indent=2))
    else:
        print(words, file=stream or sys.stdout)


def secret_in(file: Path) -> str:
    """Return the one line of a file. Raises OfficeError ``passphrase_file_unreadable``."""
    try:
        # Notepad begins a file with a mark that nobody typed.
        return file.read_text(encoding="utf-8-sig").rstrip("\r\n")
    except (OSError, UnicodeError):
        # Without its cause: a decoding error holds what it was to decode.
        raise OfficeError("passphrase_file_unreadable", file=file.name) from None


def passphrase(parsed: argparse.Namespace, *, twice: bool = False) -> str:
    """Return the passphrase: from the file that was named, else as it is typed."""
    if parsed.passphrase_file is not None:
        return secret_in(parsed.passphrase_file)
    try:
        first = getpass.getpass(_("Passphrase: "))
        if twice and getpass.getpass(_("The same again: ")) != first:
            raise OfficeError("passphrases_differ")
    except EOFError:
        raise OfficeError("answer_missing") from None
    return first


def opened(parsed: argparse.Namespace) -> "Office":
    """Open the office that a command is for, and say if its key file had to be mended."""
    from ilp_desktop import office  # noqa: PLC0415
    from ilp_desktop.clock import SystemClock  # noqa: PLC0415

    office.look_at(parsed.office)
    there = office.open_office(parsed.office, passphrase(parsed), clock=SystemClock())
    for code in there.remarks:
        print(sentence(OfficeError(code)), file=sys.stderr)
    return there
