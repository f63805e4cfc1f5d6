"""Finalized plans: written out, and told genuine from altered."""

import argparse

from ilp_desktop.cli.answers import DONE, answer, opened, passphrase


def plan(parsed: argparse.Namespace) -> int:
    with opened(parsed) as there:
        exported = there.export_plans(parsed.student, parsed.out)
    files = [str(file) for file in exported.plans]
    requests = None if exported.requests is None else str(exported.requests)
    answer(parsed, {"plans": files, "requests": requests}, "\n".join([*files, *filter(None, [requests])]))
    return DONE


def verify(parsed: argparse.Namespace) -> int:
    from ilp_desktop.clock import SystemClock  # noqa: PLC0415
    from ilp_desktop.office import verifying  # noqa: PLC0415

    ask = (lambda: passphrase(parsed)) if parsed.office is not None else None
    checked = verifying.check_files(
        parsed.pdf, clock=SystemClock(), office=parsed.office, passphrase=ask, trust=parsed.trust
    )
    answer(
        parsed,
        {"plans": [check.as_json() for check in checked]},
        "\n".join(f"{check.path}: {check.sentence}" for check in checked),
    )
    return verifying.exit_code(checked)
