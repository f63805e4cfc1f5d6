"""The library and its command line are a whole product without a window: the thread is gone through with Qt blocked."""

import json
import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import json, sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"PySide6", "shiboken6"}:
            raise ImportError("no Qt here")

sys.meta_path.insert(0, NoQt())
from pathlib import Path
import cli_office as c

place = Path(sys.argv[1])
secret, roster, folder = place / "secret", c.write_zip(place / "roster.zip"), place / "Alder.ilp"
secret.write_text(c.PASSPHRASE)
own = ("--passphrase-file", secret, "--json")
codes = [
    c.run("new", folder, "--name", c.SCHOOL, "--person", "Iris Park", *own).code,
    c.run("import", folder, roster, "--preview", *own).code,
    c.run("import", folder, roster, *own).code,
]
(place / "school.pem").write_bytes(c.hold_conference(folder))
plan = c.run("plan", folder, c.STUDENT, "--out", place / "plans", *own)
(pdf,) = plan.json["plans"]
codes += [
    plan.code,
    c.run("verify", "--office", folder, "--passphrase-file", secret, pdf).code,
    c.run("verify", "--trust", place / "school.pem", pdf).code,
    c.run("verify", pdf).code,
]
try:
    import PySide6
except ImportError:
    blocked = True
else:
    blocked = False
print(json.dumps({"codes": codes, "blocked": blocked, "qt": sorted(n for n in sys.modules if n.startswith(("PySide6", "ilp_desktop.ui", "ilp_desktop.app")))}))
"""


def test_from_a_new_office_to_a_verified_plan_with_qt_blocked(tmp_path: Path):
    paths = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parents[2])])
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": paths},
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"codes": [0, 0, 0, 0, 0, 0, 3], "blocked": True, "qt": []}
    assert done.stderr == ""
