"""An office is kept on this computer, out of the cloud, and opened once."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.store import folders


def test_a_folder_of_this_computer_is_fine(tmp_path: Path):
    folders.refuse_network_or_cloud(tmp_path / "Lincoln.ilp")


@pytest.mark.parametrize(
    ("where", "service"),
    [
        ("OneDrive/Lincoln.ilp", "OneDrive"), ("OneDrive - Millard District/Documents/Lincoln.ilp", "OneDrive"),
        ("Dropbox/Lincoln.ilp", "Dropbox"), ("Dropbox (School)/L.ilp", "Dropbox"), ("My Drive/L.ilp", "Google Drive"),
        ("Library/Mobile Documents/com~apple~CloudDocs/L.ilp", "iCloud Drive"),
        ("Library/CloudStorage/GoogleDrive-me/L.ilp", "CloudStorage"), ("iCloudDrive/L.ilp", "iCloud Drive"),
        ("Nextcloud/a/b/L.ilp", "Nextcloud"), ("Box/L.ilp", "Box"),
    ],
)  # fmt: skip
def test_a_folder_that_is_copied_to_the_cloud_is_refused(tmp_path: Path, where: str, service: str):
    with pytest.raises(OfficeError) as refused:
        folders.refuse_network_or_cloud(tmp_path / where)
    assert (refused.value.code, refused.value.params["service"]) == ("folder_cloud", service)


@pytest.mark.parametrize("mark", [".dropbox", ".stfolder"])
def test_a_synchronized_folder_under_another_name_is_known_by_its_mark(tmp_path: Path, mark: str):
    (tmp_path / mark).touch()
    with pytest.raises(OfficeError, match="folder_cloud"):
        folders.refuse_network_or_cloud(tmp_path / "a" / "Lincoln.ilp")


def test_a_redirected_onedrive_is_known_by_the_systems_own_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Redirected"))
    with pytest.raises(OfficeError, match="folder_cloud"):
        folders.refuse_network_or_cloud(tmp_path / "Redirected" / "Documents" / "Lincoln.ilp")


def test_a_link_into_the_cloud_is_followed(tmp_path: Path):
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "innocent").symlink_to(tmp_path / "Dropbox")
    with pytest.raises(OfficeError, match="folder_cloud"):
        folders.refuse_network_or_cloud(tmp_path / "innocent" / "Lincoln.ilp")


LINUX = r"""22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
40 22 0:35 / /mnt/school\040share rw - cifs //server/share rw
41 22 0:36 / /home/ana rw master:3 - nfs4 server:/home rw
42 41 0:37 / /home/ana/local rw - ext4 /dev/vdb rw
"""
MAC = """/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//ana@server/Share on /Volumes/Share (One) (smbfs, nodev, nosuid, mounted by ana)
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/mnt/school share/L.ilp", "cifs"), ("/home/ana/L.ilp", "nfs4"), ("/home/ana/local/L.ilp", "ext4"),
        ("/home/anabel/L.ilp", "ext4"), ("/", "ext4"),
    ],
)  # fmt: skip
def test_a_mount_on_linux_is_known_by_its_file_system(place: str, kind: str):
    assert folders.file_system(Path(place), folders.linux_mounts(LINUX)) == kind


def test_a_mount_on_a_mac_is_known_by_its_file_system():
    mounts = folders.mac_mounts(MAC)
    assert folders.file_system(Path("/Volumes/Share (One)/L.ilp"), mounts) == "smbfs"
    assert folders.file_system(Path("/Users/ana/L.ilp"), mounts) == "apfs"


def test_a_network_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(folders, "file_system", lambda place, mounts: "cifs")
    with pytest.raises(OfficeError, match="folder_network"):
        folders.refuse_network_or_cloud(tmp_path)


def test_an_office_is_opened_once_and_again_when_it_was_let_go(tmp_path: Path):
    first = folders.hold(tmp_path)
    with pytest.raises(OfficeError, match="office_in_use"):
        folders.hold(tmp_path)
    # Opened by one thread, closed by another.
    closing = threading.Thread(target=first.release)
    closing.start()
    closing.join()
    folders.hold(tmp_path).release()


def test_another_program_is_kept_out_until_this_one_ends(tmp_path: Path):
    program = (
        "import sys; from pathlib import Path; from ilp_desktop.store import folders\n"
        f"held = folders.hold(Path({str(tmp_path)!r})); print('held', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert other.stdin is not None
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    with pytest.raises(OfficeError, match="office_in_use"):
        folders.hold(tmp_path)
    other.kill()
    other.wait()
    other.stdin.close()
    other.stdout.close()
    folders.hold(tmp_path).release()
