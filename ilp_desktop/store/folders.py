"""Where an office may live: on this computer's own disk, in a folder that nothing copies away, and open only once."""

import os
import subprocess
import sys
from pathlib import Path

from filelock import FileLock, Timeout

from ilp_desktop.domain.errors import OfficeError

LOCK = "lock"

_NETWORK_TYPES = frozenset(
    [
        "afpfs",
        "afs",
        "ceph",
        "cifs",
        "davfs",
        "fuse.davfs2",
        "fuse.gvfsd-fuse",
        "fuse.rclone",
        "fuse.sshfs",
        "glusterfs",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb2",
        "smb3",
        "smbfs",
        "webdav",
    ]
)
_SERVICES = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "iclouddrive": "iCloud Drive",
    "icloud drive": "iCloud Drive",
    "mobile documents": "iCloud Drive",
    "cloudstorage": "CloudStorage",
    "box": "Box",
    "box sync": "Box",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "pclouddrive": "pCloud",
    "creative cloud files": "Creative Cloud",
    "mega": "MEGA",
}
# Left by the programs that synchronize, in the folder they synchronize.
_MARKS = {
    ".dropbox": "Dropbox",
    ".stfolder": "Syncthing",
    ".owncloudsync.log": "ownCloud",
    ".sync.ffs_db": "FreeFileSync",
}


class Hold:
    """An office's folder, held by this program until ``release``."""

    def __init__(self, lock: FileLock) -> None:
        self._lock = lock

    def release(self) -> None:
        """Let others open the office."""
        self._lock.release()


def hold(folder: Path) -> Hold:
    """Keep every other program, the command line too, out of an office's folder.

    Raises OfficeError office_in_use, store_unreachable.
    """
    # Taken by the thread that opens, released by the one that closes.
    lock = FileLock(folder / LOCK, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise OfficeError("office_in_use") from error
    except OSError as error:
        raise OfficeError("store_unreachable", file=folder.name) from error
    return Hold(lock)


def refuse_network_or_cloud(folder: Path) -> None:
    """Refuse a folder on another computer, or one that is copied to the cloud. It need not exist yet.

    Raises OfficeError folder_network, folder_cloud.
    """
    place = folder.resolve()
    if _is_on_network(place):
        raise OfficeError("folder_network", folder=folder.name)
    service = _synchronized_by(place)
    if service:
        raise OfficeError("folder_cloud", folder=folder.name, service=service)


def _synchronized_by(place: Path) -> str:
    for name in place.parts:
        known = _SERVICES.get(name.casefold())
        if known:
            return known
        # Windows and macOS name an organization's folder "OneDrive - District" or "OneDrive-District".
        if name.casefold().startswith(("onedrive -", "onedrive-", "googledrive-", "dropbox (")):
            return name.split("-", maxsplit=1)[0].split("(", maxsplit=1)[0].strip()
    for variable in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        synchronized = os.environ.get(variable)
        if synchronized and place.is_relative_to(Path(synchronized).resolve()):
            return "OneDrive"
    return next(
        (service for up in (place, *place.parents) for mark, service in _MARKS.items() if (up / mark).exists()), ""
    )


def _is_on_network(place: Path) -> bool:
    if sys.platform == "win32":
        return _is_remote_drive(place)
    if sys.platform == "darwin":
        mounts = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False).stdout
        return file_system(place, mac_mounts(mounts)) in _NETWORK_TYPES
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return file_system(place, linux_mounts(mounts)) in _NETWORK_TYPES


def linux_mounts(mountinfo: str) -> dict[str, str]:
    """Return mount point and file system of /proc/self/mountinfo (proc(5)); a later mount covers an earlier one."""
    found: dict[str, str] = {}
    for line in mountinfo.splitlines():
        left, _, right = line.partition(" - ")
        point = left.split(" ")[4].encode().decode("unicode_escape")
        found[point] = right.split(" ")[0]
    return found


def mac_mounts(listing: str) -> dict[str, str]:
    """Return mount point and file system of what mount(8) prints on macOS: ``//me@srv/x on /Volumes/x (smbfs, …)``."""
    found: dict[str, str] = {}
    for line in listing.splitlines():
        point, opened, kind = line.partition(" on ")[2].rpartition(" (")
        if opened:
            found[point] = kind.split(",", maxsplit=1)[0].rstrip(")")
    return found


def file_system(place: Path, mounts: dict[str, str]) -> str:
    """Return the file system that a place is on: that of the deepest mount point above it."""
    return next((mounts[str(up)] for up in (place, *place.parents) if str(up) in mounts), "")


def _is_remote_drive(place: Path) -> bool:
    drive = place.drive
    if drive.startswith("\\\\"):
        return True
    import ctypes  # noqa: PLC0415 - Windows only

    remote = 4
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - known to the checker on Windows only
    return bool(kernel.GetDriveTypeW(f"{drive}\\") == remote)
