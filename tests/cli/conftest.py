"""An office with a roster and one finalized plan, made once; a passphrase file; a roster."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from cli_office import PASSPHRASE, hold_conference, make, run, write_zip

from ilp_desktop.store import ballasts


@dataclass(frozen=True)
class School:
    folder: Path
    certificate: Path
    secret: Path
    roster: Path
    plan: Path


@pytest.fixture(scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory) -> School:
    place = tmp_path_factory.mktemp("school")
    secret, certificate = place / "passphrase", place / "school.pem"
    secret.write_text(f"{PASSPHRASE}\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ballasts, "SIZE", 4096)
        make(place / "empty.ilp")
        shutil.copytree(place / "empty.ilp", place / "Alder.ilp")
        folder, roster = place / "Alder.ilp", write_zip(place / "roster.zip")
        assert run("import", folder, roster, "--passphrase-file", secret).code == 0
        certificate.write_bytes(hold_conference(folder))
        assert run("plan", folder, "6001", "--out", place / "plans", "--passphrase-file", secret).code == 0
    (plan,) = (place / "plans").glob("*-r1-*.pdf")
    return School(folder, certificate, secret, roster, plan)


@pytest.fixture
def school(_template: School, tmp_path: Path) -> School:
    """Return the school; its office is a copy that the test may change."""
    folder = shutil.copytree(_template.folder, tmp_path / "Alder.ilp")
    t = _template
    return School(folder, t.certificate, t.secret, t.roster, t.plan)


@pytest.fixture
def empty(_template: School, tmp_path: Path) -> Path:
    """Return an office with nobody in it yet."""
    return shutil.copytree(_template.folder.with_name("empty.ilp"), tmp_path / "empty.ilp")
