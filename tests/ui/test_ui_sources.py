"""What PySide6 would read of every module, and keep."""

import subprocess
import sys


def test_no_source_is_kept_in_memory_because_the_window_is_open():
    code = (
        "import linecache, ilp_desktop.ui, PySide6.QtWidgets, tabnanny\n"
        "kept = [name for name in linecache.cache if len(linecache.cache[name]) > 1 and 'tabnanny' in name]\n"
        "assert not kept, kept\n"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
