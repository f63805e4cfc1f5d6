#!/usr/bin/env python3
"""One command for everything on a fresh machine: python3 dev.py demo | test | bench | check | torture | pictures | texts | notices.

Standard library only. Makes .venv, installs what pyproject.toml and constraints.txt pin, names (and as root
installs) the system packages that are missing, then runs the work inside that environment.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parent
VENV = HOME / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "installed.sha256"
FAILED = HOME / ".pytest_cache" / "v" / "cache" / "lastfailed"
CRASHED = FAILED.with_name("crashed")
"""Left by tests/conftest.py when Python itself crashed: the tests after that were not run."""
UNSTEADY = 5
"""At most so many failed tests are looked at a second time; more of them are no accident of a busy machine."""
DEADLINE = 45 * 60
"""Seconds after which the tests, which take minutes, are taken to hang."""

# A command gets its own options and the words that it hands on; it returns the exit code.
Command = Callable[[argparse.Namespace, list[str]], int]


def say(line: str = "") -> None:
    """Print at once, in order with what the programs that we start print."""
    print(line, flush=True)


# The environment


def digest() -> str:
    """Return what decides which packages are installed: the two pin files and the Python that runs them."""
    pins = b"".join((HOME / name).read_bytes() for name in ("pyproject.toml", "constraints.txt"))
    return hashlib.sha256(pins + sys.version.encode()).hexdigest()


def make_environment() -> list[str]:
    """Make .venv where there is none and return the pip command that fills it."""
    own_pip = [str(PYTHON), "-m", "pip"]
    if not PYTHON.exists():
        say("Making .venv …")
        made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, check=False)
        if made.returncode != 0:  # Debian splits ensurepip off: make it bare and fill it from outside
            shutil.rmtree(VENV, ignore_errors=True)
            subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(VENV)], check=True)
    if subprocess.run([*own_pip, "--version"], capture_output=True, check=False).returncode == 0:
        return own_pip
    return [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def install() -> None:
    """Install the pinned packages, only when the pins or the Python changed since the last time."""
    wanted = digest()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text() == wanted:
        return
    pip = make_environment()
    say("Installing the pinned packages …")
    started = time.monotonic()
    options = ["--quiet", "--disable-pip-version-check", "-c", str(HOME / "constraints.txt")]
    done = subprocess.run([*pip, "install", *options, "-e", f"{HOME}[dev]"], cwd=HOME, check=False)
    if done.returncode != 0:
        sys.exit("The packages could not be installed; pip's own message stands above. Run the command again.")
    STAMP.write_text(wanted)
    say(f"Installed in {time.monotonic() - started:.0f} s.")


def enter(arguments: Sequence[str]) -> None:
    """Run this file again inside .venv, unless it already runs there."""
    if Path(sys.prefix).resolve() == VENV.resolve():
        return
    install()
    command = [str(PYTHON), str(HOME / "dev.py"), *arguments]
    if os.name == "nt":  # there, execv returns to the prompt before the program ends
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(command[0], command)


# The steps of a check


@dataclass(frozen=True)
class Step:
    """One program of the check; a loud one shows its output as it comes, a quiet one only when it fails."""

    name: str
    command: tuple[str, ...]
    loud: bool = False
    again: Callable[[], tuple[str, ...] | None] | None = None
    """What to run for a second look after a failure; it gives nothing where the failure stands."""
    deadline: float | None = None
    """Seconds after which the program is ended and the step has failed."""


def inside(*command: str) -> tuple[str, ...]:
    """Return a command that runs a module in this environment."""
    return (sys.executable, "-m", *command)


def static_steps() -> list[Step]:
    """What is checked without running the program."""
    return [
        Step("ruff check", inside("ruff", "check", "--quiet", ".")),
        Step("ruff format", inside("ruff", "format", "--check", ".")),
        Step("pyright (strict)", inside("pyright", "--warnings")),
        Step("import layers", (str(PYTHON.parent / "lint-imports"), "--no-logo")),
        Step("catalogs", inside("tools.texts", "--check")),
        Step("notices", inside("tools.notices", "--check")),
    ]


def pytest_step(arguments: Sequence[str]) -> Step:
    """Return the test run: a process for each core, unless the caller says otherwise."""
    # Where a process crashes, the run ends: with this spread, a new process in its place would wait without end.
    spread = ("-n", str(min(4, os.cpu_count() or 1)), "--dist", "loadfile", "--max-worker-restart", "0")
    own = any(argument == "-n" or argument.startswith(("-n", "--numprocesses", "--pdb")) for argument in arguments)
    command = inside("pytest", *(() if own else spread), *arguments)
    if arguments:
        return Step("pytest", command, loud=True)
    return Step("pytest", command, loud=True, again=second_look, deadline=DEADLINE)


def second_look() -> tuple[str, ...] | None:
    """Return what runs a few failed tests once more, alone: hands on a window may stumble where two cores do the work of six."""
    failed = list(json.loads(FAILED.read_text())) if FAILED.exists() else []
    if CRASHED.exists() or not 0 < len(failed) <= UNSTEADY:
        return None
    say("\nUNSTEADY: what failed is run once more, alone. If it passes now it still wants mending:")
    for name in failed:
        say(f"  {name}")
    return inside("pytest", *failed)


def run_step(step: Step) -> tuple[bool, float]:
    """Run one step and return whether it passed and the seconds it took."""
    say(f"── {step.name}")
    started = time.monotonic()
    try:
        passed = run_once(step, step.command)
        if not passed and step.again is not None and (again := step.again()):
            passed = run_once(step, again)
    except subprocess.TimeoutExpired:
        say(f"\n{step.name} was ended after {step.deadline} s: it hung.")
        passed = False
    return passed, time.monotonic() - started


def run_once(step: Step, command: Sequence[str]) -> bool:
    """Run one program of a step; True when it ended well."""
    environment = os.environ | {"PYRIGHT_PYTHON_IGNORE_WARNINGS": "1", "PYTHONUTF8": "1"}
    output = None if step.loud else subprocess.PIPE
    stderr = None if step.loud else subprocess.STDOUT
    done = subprocess.run(
        command, cwd=HOME, env=environment, stdout=output, stderr=stderr, check=False, timeout=step.deadline
    )
    if done.returncode != 0 and done.stdout:
        say(done.stdout.decode(errors="replace").rstrip())
    return done.returncode == 0


def run_steps(steps: Sequence[Step]) -> int:
    """Run every step, also after a failure, and end with a table; 0 when all passed."""
    results = [(step.name, *run_step(step)) for step in steps]
    say(f"\n{'step':<20}{'seconds':>9}")
    for name, passed, seconds in results:
        say(f"{name:<20}{seconds:>9.1f}   {'passed' if passed else 'FAILED'}")
    failed = [name for name, passed, _ in results if not passed]
    say(f"\nFailed: {', '.join(failed)}" if failed else "\nAll passed.")
    return 1 if failed else 0


# The commands


def has_screen() -> bool:
    """Tell whether a window can be shown to a person here."""
    if os.environ.get("QT_QPA_PLATFORM") in {"offscreen", "minimal"}:
        return False
    return sys.platform in {"win32", "darwin"} or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def demo(arguments: argparse.Namespace, rest: list[str]) -> int:
    """Open the demo school; without a screen (or with --out) hold a whole conference and leave pictures of it."""
    command = [*inside("ilp_desktop", "demo"), *rest]
    screen = has_screen()
    folder: Path | None = None
    if arguments.out or not screen:
        folder = Path(arguments.out or HOME / "demo-out").resolve()
        command += ["--out", str(folder)]
    if not screen:
        say("No screen here: the same window is driven through one conference.")
    environment = os.environ | ({} if screen else {"QT_QPA_PLATFORM": "offscreen"})
    code = subprocess.run(command, cwd=HOME, env=environment, check=False).returncode
    if folder and code == 0:
        left = sorted(path for path in folder.rglob("*") if path.is_file())
        say(f"\n{len(left)} files in {folder}:")
        for path in left:
            say(f"  {path.relative_to(folder)}")
    return code


def module(*command: str) -> Command:
    """Return a command that hands everything on to one module."""

    def run(_: argparse.Namespace, rest: list[str]) -> int:
        return subprocess.run([*inside(*command), *rest], cwd=HOME, check=False).returncode

    return run


def check(_: argparse.Namespace, rest: list[str]) -> int:
    """Run every check that runs nothing of the program."""
    if rest:
        sys.exit(f"check takes no further words: {' '.join(rest)}")
    return run_steps(static_steps())


def test(_: argparse.Namespace, rest: list[str]) -> int:
    """Run every check, then every test."""
    for left in (FAILED, CRASHED):
        left.unlink(missing_ok=True)
    return run_steps([*static_steps(), pytest_step(rest)])


def torture(_: argparse.Namespace, rest: list[str]) -> int:
    """Run the long form of every test that has one, then print the table; with words of its own, the table alone."""
    table = [*inside("torture"), *rest]
    if rest:
        return subprocess.run(table, cwd=HOME, check=False).returncode
    long_forms = run_steps([pytest_step(["--torture", "-m", "torture", "--timeout", "3600"])])
    return max(long_forms, subprocess.run(table, cwd=HOME, check=False).returncode)


def parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    outer = argparse.ArgumentParser(prog="dev.py", description="Everything a developer runs, on a fresh machine too.")
    commands = outer.add_subparsers(dest="command", required=True, metavar="COMMAND")
    demo_parser = commands.add_parser("demo", help="open the demo school, or drive it and leave pictures")
    demo_parser.add_argument("--out", metavar="DIR", help="drive one conference and leave pictures and the plan here")
    demo_parser.set_defaults(run=demo)
    helps: dict[str, tuple[str, Command]] = {
        "test": ("every check and every test; further words go to pytest", test),
        "check": ("every check that runs nothing of the program", check),
        "torture": (
            "kills, power cuts, refused writes, mutated files in their thousands; --quick, --only NAME",
            torture,
        ),
        "bench": ("measure against the physical floor; --json for machines", module("bench")),
        "pictures": ("a picture of every screen; --docs renews docs/screens.md, --only WORD", module("tools.pictures")),
        "texts": ("extract, update and compile the catalogs; --check only compares", module("tools.texts")),
        "notices": ("write THIRD_PARTY_NOTICES.md again; --check only compares", module("tools.notices")),
    }
    for name, (meaning, run) in helps.items():
        commands.add_parser(name, help=meaning, add_help=False).set_defaults(run=run)
    return outer


def main() -> int:
    """Prepare the machine, then do what was asked."""
    if sys.version_info < (3, 11):  # noqa: UP036 - it runs before pip could say so
        sys.exit("Python 3.11 or newer is needed.")
    arguments, rest = parser().parse_known_args()
    if Path(sys.prefix).resolve() != VENV.resolve():
        from tools import machine

        needs_tools = arguments.command in {"test", "torture"}
        machine.prepare(
            window=needs_tools or arguments.command in {"demo", "bench", "pictures"},
            screen=has_screen(),
            tests=needs_tools,
        )
    enter(sys.argv[1:])
    return arguments.run(arguments, rest)


if __name__ == "__main__":
    sys.exit(main())
