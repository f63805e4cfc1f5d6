"""The system packages that Qt and the tests stand on: which are missing, and the line that installs them.

Standard library only: it runs before anything is installed.
"""

import ctypes
import os
import shutil
import subprocess
import sys

# library file -> Debian package. Qt loads these even for a window that nobody sees.
WINDOW = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
# These only for a window on an X screen.
SCREEN = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# Programs that did not write our files and so may judge them.
PROGRAMS = {
    "pdfsig": "poppler-utils",
    "pdftotext": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "pdfdetach": "poppler-utils",
    "qpdf": "qpdf",
    "strace": "strace",
    # What stands between an office and its disk in the hard tests is compiled where they run.
    "gcc": "build-essential",
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    # A login manager of the tests' own speaks on a bus of their own.
    "dbus-daemon": "dbus-daemon",
}


def loads(library: str) -> bool:
    """Tell whether the system's loader finds this library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing(*, window: bool, screen: bool, tests: bool) -> dict[str, str]:
    """Return what is not there, each with the Debian package that brings it."""
    libraries = (WINDOW if window else {}) | (SCREEN if (window and screen) or tests else {})
    lacking = {name: package for name, package in libraries.items() if not loads(name)}
    if tests:
        lacking |= {name: package for name, package in PROGRAMS.items() if not shutil.which(name)}
    return lacking


def prepare(*, window: bool, screen: bool, tests: bool) -> None:
    """Install what is missing where we may; say the exact line where we may not. Linux only.

    A missing package is not the end here: what needs it fails by itself, by name.
    """
    if not sys.platform.startswith("linux"):
        return
    lacking = missing(window=window, screen=screen, tests=tests)
    if not lacking:
        return
    packages = sorted(set(lacking.values()))
    line = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    print(f"Missing from this system: {', '.join(sorted(lacking))}", flush=True)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        print(f"Install it with:\n  sudo apt-get update && sudo {' '.join(line)}", flush=True)
        return
    print(f"Installing: {' '.join(line)}", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], line):
        subprocess.run(command, check=False, env=environment, stdout=subprocess.DEVNULL)
    still = missing(window=window, screen=screen, tests=tests)
    if still:
        print(f"Still missing: {', '.join(sorted(still))}. What needs it will fail and say so.", flush=True)
