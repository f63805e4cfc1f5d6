"""The sticks that are plugged in: what each system tells of its drives, reduced to what a person sees.

Network drives are never touched: one that does not answer would hold the question up for minutes.
"""

import ctypes
import os
import plistlib
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_REMOVABLE, _FIXED = 2, 3
_BY_BUS = frozenset({"/usb", "/mmc_host/", "/firewire", "/thunderbolt"})


@dataclass(frozen=True, slots=True)
class Drive:
    """A drive that can be taken out. ``free`` is in bytes; ``name`` is what its owner called it."""

    root: Path
    name: str
    free: int


def plugged_in() -> tuple[Drive, ...]:
    """Return the drives that can be taken out and are there now, by name; call it on a worker."""
    if sys.platform == "win32":
        found = _on_windows()
    elif sys.platform == "darwin":
        found = _on_mac(Path("/Volumes"))
    else:
        found = on_linux(Path("/proc/self/mountinfo"), Path("/sys"), Path("/dev/disk/by-label"))
    return tuple(sorted(_with_room(found), key=lambda drive: (drive.name.casefold(), drive.root)))


def _with_room(found: Iterable[tuple[Path, str]]) -> Iterable[Drive]:
    for root, name in found:
        try:
            yield Drive(root, name, shutil.disk_usage(root).free)
        except OSError:
            continue  # pulled out just now


def on_linux(mountinfo: Path, devices: Path, labels: Path) -> list[tuple[Path, str]]:
    """Return root and name of each mounted drive that can be taken out, from mountinfo (proc(5)) and sysfs."""
    try:
        lines = mountinfo.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    found: dict[str, tuple[Path, str]] = {}
    for line in lines:
        left, _, right = line.partition(" - ")
        fields, source = left.split(" "), right.split(" ")[1:2]
        number, within, point = fields[2], fields[3], fields[4].encode().decode("unicode_escape")
        device = source[0] if source else ""
        # The whole drive, not a folder of it that is shown elsewhere once more.
        if within == "/" and device.startswith("/dev/") and _can_be_taken_out(devices, number, device):
            found.setdefault(device, (Path(point), _label(labels, device) or Path(point).name))
    return list(found.values())


def _can_be_taken_out(devices: Path, number: str, device: str) -> bool:
    block = devices / "dev" / "block" / number
    if not block.exists():  # a file system in user space, such as NTFS or exFAT, has a number of its own
        block = devices / "class" / "block" / Path(os.path.realpath(device)).name
    try:
        real = block.resolve(strict=True)
        below = [one.resolve() for one in (real / "slaves").iterdir()] if (real / "slaves").is_dir() else []
        return any(_is_removable(one) for one in (real, *below))
    except OSError:
        return False


def _is_removable(block: Path) -> bool:
    if any(bus in block.as_posix() for bus in _BY_BUS):
        return True
    marks = (block / "removable", block.parent / "removable")
    return any(mark.is_file() and mark.read_text(encoding="ascii").strip() == "1" for mark in marks)


def _label(labels: Path, device: str) -> str:
    real = os.path.realpath(device)
    try:
        for link in labels.iterdir():
            if os.path.realpath(link) == real:
                return link.name.encode().decode("unicode_escape")
    except (OSError, UnicodeDecodeError):
        return ""
    return ""


def _on_mac(volumes: Path) -> list[tuple[Path, str]]:
    found: list[tuple[Path, str]] = []
    for volume in volumes.iterdir() if volumes.is_dir() else ():
        asked = ["/usr/sbin/diskutil", "info", "-plist", str(volume)]
        try:
            if volume.is_symlink() or not volume.is_mount():
                continue
            told = subprocess.run(asked, capture_output=True, check=True, timeout=10)  # noqa: S603 - no shell
            if is_stick_on_mac(told.stdout):
                found.append((volume, volume.name))
        except (OSError, subprocess.SubprocessError, plistlib.InvalidFileException):
            continue
    return found


def is_stick_on_mac(plist: bytes) -> bool:
    """Tell from what diskutil(8) says whether a volume can be taken out; an opened disk image is none."""
    told = plistlib.loads(plist)
    outside = told.get("RemovableMediaOrExternalDevice", not told.get("Internal", True))
    return bool(outside) and told.get("BusProtocol") != "Disk Image" and bool(told.get("WritableVolume", True))


def _on_windows() -> list[tuple[Path, str]]:
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - known to the checker on Windows only
    mask = kernel.GetLogicalDrives()
    found: list[tuple[Path, str]] = []
    for place in range(26):
        if mask >> place & 1:
            letter = chr(ord("A") + place)
            kind = kernel.GetDriveTypeW(f"{letter}:\\")
            if kind == _REMOVABLE or (kind == _FIXED and _is_on_usb(kernel, letter)):
                name = _windows_label(kernel, letter)
                if name is not None:
                    found.append((Path(f"{letter}:\\"), f"{name} ({letter}:)" if name else f"{letter}:"))
    return found


def _windows_label(kernel: Any, letter: str) -> str | None:
    """Return a drive's label, None for a card reader without a card."""
    words = ctypes.create_unicode_buffer(261)
    there = kernel.GetVolumeInformationW(f"{letter}:\\", words, 261, None, None, None, None, 0)
    return words.value if there else None


def _is_on_usb(kernel: Any, letter: str) -> bool:
    """Tell whether a fixed drive hangs on USB: STORAGE_DEVICE_DESCRIPTOR.BusType, asked without opening the drive's data."""
    query_property, bus_at, usb = 0x2D1400, 28, 7
    kernel.CreateFileW.restype = ctypes.c_void_p
    handle = kernel.CreateFileW(f"\\\\.\\{letter}:", 0, 3, None, 3, 0, None)
    if handle in {None, ctypes.c_void_p(-1).value}:
        return False
    try:
        asked, told, length = (ctypes.c_uint32 * 3)(), (ctypes.c_ubyte * 1024)(), ctypes.c_uint32()
        ended = kernel.DeviceIoControl(
            ctypes.c_void_p(handle), query_property, asked, 12, told, 1024, ctypes.byref(length), None
        )
        return bool(ended) and length.value > bus_at and told[bus_at] == usb
    finally:
        kernel.CloseHandle(ctypes.c_void_p(handle))
