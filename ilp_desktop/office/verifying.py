"""Telling a genuine plan from an altered one, from the command line: by an office, or by certificates alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ilp_desktop.clock import Clock
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.language import N_, _
from ilp_desktop.office.opening import open_office

if TYPE_CHECKING:
    from ilp_desktop.documents.verify import Verdict

GENUINE, ALTERED, UNREADABLE, UNKNOWN_SIGNER = range(4)
_EXIT = {
    "genuine": GENUINE,
    "report": GENUINE,
    "altered": ALTERED,
    "unreadable": UNREADABLE,
    "unknown_signer": UNKNOWN_SIGNER,
}
VERDICTS: dict[str, str] = {
    "genuine": N_("genuine. Finalized by {signer}; nothing in it was changed."),
    "report": N_("genuine. A report, sealed by {signer}; nothing in it was changed."),
    "altered": N_(
        "not genuine. It was changed after it was finalized, or was never finalized. Ask the school for its copy."
    ),
    "unreadable": N_("cannot be read as a finalized plan. Nothing can be said about it. Ask the school for its copy."),
    "unknown_signer": N_(
        "intact, but the signer is unknown here. Compare its fingerprint {fingerprint} with the one that the school printed."
    ),
}


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found of one file."""

    path: Path
    kind: str
    reasons: tuple[str, ...]
    signer: str
    fingerprint: str
    sealed_at: str

    @property
    def exit_code(self) -> int:
        """0 genuine, 1 altered, 2 unreadable, 3 intact but signer unknown."""
        return _EXIT[self.kind]

    @property
    def sentence(self) -> str:
        """Say what was found."""
        return _(VERDICTS[self.kind]).format(signer=self.signer, fingerprint=self.fingerprint)

    def as_json(self) -> dict[str, Any]:
        """Return the finding as the command line's JSON has it."""
        return {
            "file": str(self.path),
            "verdict": self.kind,
            "reasons": list(self.reasons),
            "signer": self.signer,
            "fingerprint": self.fingerprint,
            "finalized_at": self.sealed_at,
        }


def check_files(
    files: Sequence[Path],
    *,
    clock: Clock,
    office: Path | None = None,
    passphrase: Callable[[], str] | None = None,
    trust: Sequence[Path] = (),
) -> tuple[Checked, ...]:
    """Check files against an office's certificate and stored plans, else against the certificates trusted.

    A file that is not there or cannot be read is a finding like the others. Raises OfficeError where the office does
    not open or a certificate cannot be read.
    """
    from ilp_desktop.documents.verify import verify  # noqa: PLC0415 - whoever verifies pays for the library

    if office is not None and passphrase is not None:
        with open_office(office, passphrase(), clock=clock) as opened:
            return tuple(_check(file, opened.plans.verify) for file in files)
    certificates = [_certificate(path) for path in trust]
    return tuple(_check(file, lambda pdf: verify(pdf, certificates)) for file in files)


def exit_code(checked: Sequence[Checked]) -> int:
    """Return one code for several files: that of the gravest finding, altered before unreadable before unknown."""
    found = {check.exit_code for check in checked}
    return next((code for code in (ALTERED, UNREADABLE, UNKNOWN_SIGNER) if code in found), GENUINE)


def _check(path: Path, judge: Callable[[bytes], "Verdict"]) -> Checked:
    try:
        pdf = _read(path)
    except OSError:
        return Checked(path, "unreadable", ("not_read",), "", "", "")
    verdict = judge(pdf)
    return Checked(path, verdict.kind, verdict.reasons, verdict.signer, verdict.fingerprint, verdict.sealed_at)


def _read(path: Path) -> bytes:
    from ilp_desktop.documents.verify import MOST_BYTES  # noqa: PLC0415

    with path.open("rb") as file:
        # One byte more than is ever judged tells that a file is too large, however large it is.
        return file.read(MOST_BYTES + 1)


def _certificate(path: Path) -> bytes:
    from ilp_desktop.documents.verify import is_certificate  # noqa: PLC0415

    try:
        pem = _read(path)
    except OSError as error:
        raise OfficeError("file_not_read", file=path.name) from error
    if not is_certificate(pem):
        raise OfficeError("certificate_unreadable", file=path.name)
    return pem
