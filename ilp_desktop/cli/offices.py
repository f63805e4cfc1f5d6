"""Offices: made, backed up, restored, looked over."""

import argparse
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ilp_desktop.cli.answers import COULD_NOT, DONE, answer, opened, passphrase, secret_in
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.language import _
from ilp_desktop.wording import sentence

if TYPE_CHECKING:
    from ilp_desktop.office import Founding, Proof, SeenBackup

_MISTYPED = frozenset({"recovery_length", "recovery_groups", "recovery_wrong"})


def new(parsed: argparse.Namespace) -> int:
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
        passphrase=passphrase(parsed, twice=True),
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
    answer(parsed, values, words.format(name=founding.office_name, file=sheet))
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


def back_up(parsed: argparse.Namespace) -> int:
    """Copy an office to a stick, and say what is to be known of the place."""
    with opened(parsed) as there:
        made = there.back_up_to(parsed.to)
    remarks = [sentence(OfficeError(code)) for code in made.remarks]
    words = _("The backup stands in {folder}. It was read back and is whole.").format(folder=made.folder)
    values = {
        "backup": str(made.folder),
        "remarks": [{"code": c, "sentence": s} for c, s in zip(made.remarks, remarks, strict=True)],
    }
    answer(parsed, values, "\n".join([words, *remarks]))
    return DONE


def restore(parsed: argparse.Namespace) -> int:
    """Make an office of a backup, or say which backups there are."""
    from ilp_desktop import office  # noqa: PLC0415
    from ilp_desktop.app.doors import Door  # noqa: PLC0415 - it knows where offices stand on this computer
    from ilp_desktop.clock import SystemClock  # noqa: PLC0415

    seen = office.look_at_backups(parsed.backup)
    if parsed.look:
        answer(parsed, {"backups": [_as_json(one) for one in seen]}, "\n".join(_in_words(one) for one in seen))
        return DONE
    chosen = office.latest_of(seen)
    if chosen.problem is not None:
        raise chosen.problem
    clock = SystemClock()
    proof, new = _proof(parsed)
    to = parsed.to or Door(clock).place_for(chosen.school)
    done = office.restore(chosen.folder, to, proof, new_passphrase=new, clock=clock)
    words = [
        _("The office stands in {folder}, as it was on {made}.").format(folder=done.folder, made=_moment(done.made_at))
    ]
    if done.set_aside is not None:
        words.append(_("What stood there was set aside: {folder}.").format(folder=done.set_aside))
    words += [sentence(OfficeError(code)) for code in done.remarks]
    values = {
        "office": str(done.folder),
        "made_at": done.made_at.isoformat(),
        "set_aside": None if done.set_aside is None else str(done.set_aside),
        "remarks": list(done.remarks),
    }
    answer(parsed, values, "\n".join(words))
    return DONE


def _proof(parsed: argparse.Namespace) -> "tuple[Proof, str]":
    """Return what opens the backup, and the lead's new passphrase where that is the recovery sheet."""
    from ilp_desktop.office import Proof  # noqa: PLC0415

    if parsed.recovery_file is not None:
        code = secret_in(parsed.recovery_file)
    elif parsed.recovery:
        print(_("Recovery code: "), end="", file=sys.stderr, flush=True)
        try:
            code = input()
        except EOFError:
            raise OfficeError("answer_missing") from None
    else:
        return Proof(passphrase=passphrase(parsed)), ""
    print(_("Choose a new passphrase for the lead."), file=sys.stderr)
    return Proof(recovery=code), passphrase(parsed, twice=True)


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def _in_words(one: "SeenBackup") -> str:
    if one.problem is not None:
        return f"{one.folder}: {sentence(one.problem)}"
    from ilp_desktop.wording.checking import HOLDERS  # noqa: PLC0415

    words = _("{folder}: {school}, {made}. It opens for: {roles}.")
    roles = ", ".join(_(HOLDERS.get(role, role)) for role in one.roles)
    return words.format(folder=one.folder, school=one.school, made=_moment(one.made_at), roles=roles)


def _as_json(one: "SeenBackup") -> dict[str, object]:
    return {
        "folder": str(one.folder),
        "made_at": one.made_at.isoformat(),
        "school": one.school,
        "office": None if one.office_uid is None else str(one.office_uid),
        "roles": list(one.roles),
        "problem": None if one.problem is None else one.problem.code,
    }


def check(parsed: argparse.Namespace) -> int:
    """Look an office over and say what was found, a line for each thing."""
    from ilp_desktop import office  # noqa: PLC0415
    from ilp_desktop.clock import SystemClock  # noqa: PLC0415
    from ilp_desktop.wording.checking import LEVELS, PARTS  # noqa: PLC0415

    lines = office.check_office(parsed.office, passphrase(parsed), clock=SystemClock(), also=parsed.backups)
    worst = office.gravest(lines)
    words = [f"{_(LEVELS[line.level.value]):<7}{_(PARTS[line.part])}: {line.sentence}" for line in lines]
    answer(parsed, {"found": worst.value, "lines": [line.as_json() for line in lines]}, "\n".join(words))
    return COULD_NOT if worst is office.CheckLevel.WRONG else DONE
