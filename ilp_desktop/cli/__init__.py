"""The command line: everything that needs no window.

Exit codes: 0 done · 1 could not, and the sentence says why · 64 wrong usage · 70 a mistake of the program.
verify: 0 genuine · 1 altered · 2 unreadable, or it could not be checked · 3 intact, signer unknown · 64 · 70.
check-pack: 0 it can be read and every example comes out · 1 not.
check: 0 nothing is wrong · 1 something is · 2 it could not be checked, and the sentence says why · 64 · 70.
"""

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from ilp_desktop.cli import offices, plans, policies, rosters
from ilp_desktop.cli.answers import BUG, COULD_NOT, UNCHECKED, answer
from ilp_desktop.cli.arguments import new_parser
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.language import _
from ilp_desktop.wording import sentence


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; with none, open the window."""
    for stream in (sys.stdout, sys.stderr):
        # A name that this terminal cannot write must not keep the rest from being said.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        parsed = new_parser().parse_args(arguments)
    except SystemExit as left:
        return int(left.code or 0)
    if parsed.command is None:
        from ilp_desktop import app  # noqa: PLC0415 - only the window needs Qt

        return app.main()
    return _run(parsed)


def _run(parsed: argparse.Namespace) -> int:
    # These have a meaning of their own for 1: "altered" and "wrong" are never said of what could not be checked.
    could_not = UNCHECKED if parsed.command in {"verify", "check"} else COULD_NOT
    try:
        code = _COMMANDS[parsed.command](parsed)
        sys.stdout.flush()
    except OfficeError as error:
        answer(parsed, {"error": error.code, "sentence": sentence(error)}, sentence(error), stream=sys.stderr)
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


def _demo(parsed: argparse.Namespace) -> int:
    from ilp_desktop import app  # noqa: PLC0415 - only the window needs Qt

    return app.demo(parsed.out, seed=parsed.seed, today=parsed.today, as_json=parsed.json)


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "new": offices.new,
    "back-up": offices.back_up,
    "restore": offices.restore,
    "check": offices.check,
    "import": rosters.bring,
    "plan": plans.plan,
    "verify": plans.verify,
    "check-pack": policies.check_pack,
    "demo": _demo,
}
