"""The library works with no window, and the window comes up before what it does not need yet."""

import json
import subprocess
import sys

import pytest
from house_source import HOME, PACKAGE, dotted, modules

WITH_A_WINDOW = ("ilp_desktop.ui", "ilp_desktop.app")
SLOW = (
    "sqlalchemy",
    "alembic",
    "sqlcipher3",
    "reportlab",
    "pyhanko",
    "keyring",
    "uharfbuzz",
    "lxml",
    "cryptography.x509",
)


def _run(code: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *arguments], cwd=HOME, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_library_needs_no_window() -> None:
    names = [dotted(path) for path in modules()]
    library = [name for name in names if not name.startswith(WITH_A_WINDOW) and not name.endswith("__main__")]
    blocked = "import sys, importlib; sys.modules['PySide6'] = sys.modules['shiboken6'] = None\n"
    _run(blocked + "[importlib.import_module(name) for name in sys.argv[1:]]", *library)
    assert "ilp_desktop.domain.errors" in library


FIRST_SHOWN = [
    path
    for path in (PACKAGE / "app" / "program.py", PACKAGE / "ui" / "window.py", *PACKAGE.glob("ui/unlock/*.py"))
    if path.exists()
]


@pytest.mark.skipif(not FIRST_SHOWN, reason="there is no window yet")
def test_the_unlock_screen_waits_for_nothing_slow() -> None:
    code = f"import sys, json, importlib\n[importlib.import_module(name) for name in {[dotted(path) for path in FIRST_SHOWN]}]\n"
    loaded = set(json.loads(_run(code + "print(json.dumps(sorted(sys.modules)))")))
    assert sorted(name for name in SLOW if name in loaded) == []
    assert "PySide6.QtWidgets" in loaded
