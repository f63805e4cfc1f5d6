"""Which drives can be taken out, as each system says it."""

import plistlib
from pathlib import Path

import pytest

from ilp_desktop.store import drives

MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 8:17 / /media/iris/KING\\040STON rw,nosuid shared:2 - vfat /dev/sdb1 rw
31 22 8:17 /photos /mnt/photos rw shared:2 - vfat /dev/sdb1 rw
32 22 0:51 / /media/iris/reader rw - fuseblk /dev/sdc1 rw
33 22 0:52 / /srv/school rw - nfs4 files.school:/srv rw
34 22 253:0 / /media/iris/sealed rw - ext4 /dev/mapper/luks-1 rw
35 22 0:5 / /dev rw - devtmpfs devtmpfs rw
"""


@pytest.fixture
def system(tmp_path: Path) -> Path:
    """A laptop's own disk, a stick, a card in a reader and an encrypted stick, as sysfs shows them."""
    real = {
        "8:1": "pci0000/ata1/block/sda/sda1",
        "8:17": "pci0000/usb1/1-2/block/sdb/sdb1",
        "253:0": "virtual/block/dm-0",
    }
    for number, path in real.items():
        (tmp_path / "devices" / path).mkdir(parents=True)
        link = tmp_path / "dev" / "block" / number
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(tmp_path / "devices" / path)
    (tmp_path / "devices/pci0000/ata1/block/sda/removable").write_text("0\n")
    reader = tmp_path / "devices/pci0000/card/block/sdc"
    (reader / "sdc1").mkdir(parents=True)
    (reader / "removable").write_text("1\n")
    (tmp_path / "class/block").mkdir(parents=True)
    (tmp_path / "class/block/sdc1").symlink_to(reader / "sdc1")
    slaves = tmp_path / "devices/virtual/block/dm-0/slaves"
    slaves.mkdir()
    (slaves / "sdb1").symlink_to(tmp_path / "devices" / real["8:17"])
    (tmp_path / "mountinfo").write_text(MOUNTS)
    return tmp_path


def test_sticks_and_cards_are_told_from_the_computers_own_disk_and_the_network(system: Path):
    found = drives.on_linux(system / "mountinfo", system, system / "labels")
    assert found == [
        (Path("/media/iris/KING STON"), "KING STON"),
        (Path("/media/iris/reader"), "reader"),
        (Path("/media/iris/sealed"), "sealed"),
    ]


def test_a_stick_is_called_as_its_owner_called_it(system: Path, tmp_path: Path):
    labels = tmp_path / "labels"
    labels.mkdir()
    (labels / "OFFICE\\x20KEY").symlink_to("/dev/sdb1")
    names = dict(drives.on_linux(system / "mountinfo", system, labels))
    assert names[Path("/media/iris/KING STON")] == "OFFICE KEY"


def test_a_system_that_says_nothing_has_no_stick(tmp_path: Path):
    assert drives.on_linux(tmp_path / "mountinfo", tmp_path, tmp_path) == []


def test_a_stick_pulled_out_just_now_is_not_offered(monkeypatch, tmp_path: Path):
    there = tmp_path / "stick"
    there.mkdir()
    monkeypatch.setattr(drives.sys, "platform", "linux")
    monkeypatch.setattr(drives, "on_linux", lambda *_: [(there, "here"), (tmp_path / "gone", "gone")])
    assert [(drive.root, drive.name) for drive in drives.plugged_in()] == [(there, "here")]


@pytest.mark.parametrize(
    ("told", "stick"),
    [
        ({"RemovableMediaOrExternalDevice": True, "BusProtocol": "USB", "WritableVolume": True}, True),
        ({"RemovableMediaOrExternalDevice": False, "BusProtocol": "PCI-Express", "Internal": True}, False),
        ({"Internal": False, "BusProtocol": "USB"}, True),
        ({"RemovableMediaOrExternalDevice": True, "BusProtocol": "Disk Image"}, False),
        ({"RemovableMediaOrExternalDevice": True, "BusProtocol": "USB", "WritableVolume": False}, False),
    ],
)
def test_a_mac_tells_a_stick_from_its_own_disk_and_from_an_opened_disk_image(told: dict, stick: bool):
    assert drives.is_stick_on_mac(plistlib.dumps(told)) is stick
