"""Tell a genuine plan from an altered one: stricter than the library, and without help from what the office stored.

Genuine means: a file made of nothing but what one seal covers, one signature and one field, certified against any
change, in the one form of CMS that our seals take, by a certificate that the reader trusts, around a plan.json whose
seal code is its own. pyHanko is asked as well and must agree. Whatever else happens, the file is not genuine.

A school's own certificate proves that nothing changed and which office's file made it, not who the school is in law;
and the time of a seal is the office's own clock. A seal therefore does not expire with its certificate: a plan has to
be verified for thirteen years.
"""

import hashlib
import io
import re
import zlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, cast

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from ilp_desktop.documents.cms import SealForm
from ilp_desktop.documents.enclosures import NewerPlanFormat, read_plan_json
from ilp_desktop.documents.papers import CONTENTS
from ilp_desktop.documents.seals import in_fours
from ilp_desktop.domain.plans import ReadPlan

Kind: TypeAlias = Literal["genuine", "report", "altered", "unreadable", "unknown_signer"]
"""``report``: genuine too, and no plan but a report that says of itself that it is one."""
REPORT_DATA = frozenset({"report.json", "proof.json"})
"""What a report has inside, in place of a plan."""

MOST_BYTES = 24 * 1024 * 1024
MOST_OBJECTS = 20_000
MOST_PLAN_BYTES = 8 * 1024 * 1024

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_END = re.compile(rb"startxref\n(\d{1,9})\n%%EOF\n\Z")
_TRAILER = re.compile(
    rb"trailer\n<</Size (\d{1,6}) /Root (\d{1,6}) 0 R /Info (\d{1,6}) 0 R /ID \[<[0-9A-F]{32}> <[0-9A-F]{32}>\]>>\n"
)
_RANGE = re.compile(rb"/ByteRange \[0 (\d{1,9}) (\d{1,9}) (\d{1,9})\] *")
_TIME = re.compile(rb"/M \(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z\)")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a file. ``reasons`` are codes; ``sealed_at`` rests on the clock of the office that sealed it."""

    kind: Kind
    reasons: tuple[str, ...] = ()
    signer: str = ""
    fingerprint: str = ""
    sealed_at: str = ""
    plan: ReadPlan | None = None


class _NotGenuineError(Exception):
    """A reason, as a code."""


def verify(pdf: bytes, trusted: Sequence[bytes], known_sha256: Collection[bytes] | None = None) -> Verdict:
    """Judge a file. ``trusted`` are certificates (PEM) that the office made or was introduced to.

    ``known_sha256`` are the digests of all plans that the office sealed, when it asks about its own; a file that only
    the key knows is then not genuine. Never raises.
    """
    if not pdf.startswith(b"%PDF-") and b"/ByteRange" not in pdf[:MOST_BYTES]:
        return Verdict("unreadable", ("not_a_pdf",))
    if len(pdf) > MOST_BYTES:
        return Verdict("unreadable", ("too_large",))
    if b"/ByteRange" not in pdf:
        return Verdict("unreadable", ("no_seal",))
    try:
        return _judged(pdf, trusted, known_sha256)
    except _NotGenuineError as reason:
        return Verdict("altered", (str(reason),))
    except Exception:  # noqa: BLE001 - a forged file may break a reader in any way; none of them makes it genuine
        return Verdict("altered", ("broken",))


def is_certificate(pem: bytes) -> bool:
    """Tell whether bytes are a certificate in PEM that plans can be checked by."""
    try:
        x509.load_pem_x509_certificate(pem)
    except ValueError:
        return False
    return True


def _judged(pdf: bytes, trusted: Sequence[bytes], known: Collection[bytes] | None) -> Verdict:
    _must_be_laid_out(pdf)
    certificate = _must_be_sealed(pdf)
    _library_must_agree(pdf, certificate)
    plan, reasons = _plan_inside(pdf)
    is_report = "no_plan_but_report" in reasons
    mark = certificate.fingerprint(hashes.SHA256())
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    signer = str(names[0].value) if names else ""
    kind: Kind = "genuine"
    whole = certificate.public_bytes(Encoding.DER)
    if not any(x509.load_pem_x509_certificate(pem).public_bytes(Encoding.DER) == whole for pem in trusted):
        kind, reasons = "unknown_signer", (*reasons, "signer_not_introduced")
    elif known is not None and hashlib.sha256(pdf).digest() not in known:
        kind, reasons = "altered", (*reasons, "not_in_the_file")
    elif is_report:
        kind = "report"
    return Verdict(kind, reasons, signer, in_fours(mark), _sealed_at(pdf), plan)


def _must(holds: object, reason: str) -> None:
    if not holds:
        raise _NotGenuineError(reason)


def _must_be_laid_out(pdf: bytes) -> None:
    """Account for every byte: header, objects one after the other, one table, one trailer, one end."""
    end = _END.search(pdf, max(0, len(pdf) - 40))
    _must(pdf.startswith(_HEADER) and end, "layout")
    table = int(cast("re.Match[bytes]", end)[1])
    trailer = _TRAILER.match(pdf, pdf.rindex(b"trailer\n"))
    _must(trailer and trailer.end() == cast("re.Match[bytes]", end).start(), "layout")
    count = int(cast("re.Match[bytes]", trailer)[1])
    _must(1 < count <= MOST_OBJECTS, "layout")
    head = b"xref\n0 %d\n0000000000 65535 f \n" % count
    rows = pdf[table + len(head) : cast("re.Match[bytes]", trailer).start()]
    _must(pdf.startswith(head, table) and len(rows) == 20 * (count - 1), "layout")
    places = [int(rows[i : i + 10]) for i in range(0, len(rows), 20)]
    _must(rows == b"".join([b"%010d 00000 n \n" % place for place in places]), "layout")
    _must(places[0] == len(_HEADER), "layout")
    for n, (place, after) in enumerate(zip(places, [*places[1:], table], strict=True), start=1):
        opening = b"%d 0 obj\n" % n
        whole = place + len(opening) + 8 <= after <= table
        _must(whole and pdf.startswith(opening, place) and pdf[after - 8 : after] == b"\nendobj\n", "layout")


def _must_be_sealed(pdf: bytes) -> x509.Certificate:
    """Check the seal itself: what it covers, its one form, its signature. Returns the certificate inside it."""
    ranges = list(_RANGE.finditer(pdf))
    _must(len(ranges) == 1 and pdf.count(b"/ByteRange") == 1, "more_than_one_seal")
    start, end, rest = (int(part) for part in ranges[0].groups())
    _must(end - start == len(CONTENTS) and end + rest == len(pdf), "not_all_covered")
    _must(pdf[ranges[0].end() : start] == b"/Contents ", "not_all_covered")
    spelled = pdf[start + 1 : end - 1]
    _must(pdf[start : start + 1] == b"<" and pdf[end - 1 : end] == b">", "seal_form")
    contents = bytes.fromhex(spelled.decode("ascii"))
    from asn1crypto import cms  # noqa: PLC0415 - only whoever verifies pays for it

    size = 4 + int.from_bytes(contents[2:4])
    given = contents[:size]
    _must(contents[:2] == b"\x30\x82" and not any(contents[size:]) and spelled == contents.hex().encode(), "seal_form")
    signed = cast("Any", cms).ContentInfo.load(given, strict=True)["content"]
    certificate = x509.load_der_x509_certificate(cast("bytes", signed["certificates"][0].dump()))
    signature = cast("bytes", signed["signer_infos"][0]["signature"].native)
    digest = hashlib.sha256(pdf[:start] + pdf[end:]).digest()
    form = SealForm(certificate)
    _must(form.filled(digest, signature) == given, "seal_form")
    key = certificate.public_key()
    _must(isinstance(key, ec.EllipticCurvePublicKey), "seal_form")
    cast("ec.EllipticCurvePublicKey", key).verify(signature, form.to_sign(digest), ec.ECDSA(hashes.SHA256()))
    return certificate


def _library_must_agree(pdf: bytes, certificate: x509.Certificate) -> None:
    """Ask pyHanko, which knows nothing of our form: one signature, one field, all covered, nothing changed, DocMDP 1."""
    from asn1crypto import x509 as asn1_x509  # noqa: PLC0415
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415 - 300 ms, only for whoever verifies
    from pyhanko.sign.fields import MDPPerm  # noqa: PLC0415
    from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature  # noqa: PLC0415
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    reader = cast("Any", PdfFileReader)(io.BytesIO(pdf))
    _must(reader.xrefs.total_revisions == 1, "more_than_one_revision")
    _must(len(reader.root["/AcroForm"]["/Fields"]) == 1, "more_than_one_field")
    found = reader.embedded_signatures
    _must(len(found) == 1, "more_than_one_seal")
    root = cast("Any", asn1_x509).Certificate.load(certificate.public_bytes(Encoding.DER))
    context = cast("Any", ValidationContext)(trust_roots=[root], allow_fetching=False)
    status = cast("Any", validate_pdf_signature)(found[0], context)
    _must(status.intact and status.valid, "changed")
    _must(status.coverage == SignatureCoverageLevel.ENTIRE_FILE, "not_all_covered")
    _must(status.modification_level.name == "NONE", "changed")
    _must(found[0].docmdp_level == MDPPerm.NO_CHANGES, "not_certified")


def _plan_inside(pdf: bytes) -> tuple[ReadPlan | None, tuple[str, ...]]:
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415

    root = cast("Any", PdfFileReader)(io.BytesIO(pdf)).root
    names = list(root["/Names"]["/EmbeddedFiles"]["/Names"])
    # The seal covers the whole file, so nobody makes a report of a plan by what is inside it.
    if len(names) == 2 and str(names[0]) in REPORT_DATA:
        return None, ("no_plan_but_report",)
    _must(len(names) == 2 and str(names[0]) == "plan.json", "no_plan_inside")
    stream = root["/AF"][0]["/EF"]["/F"]
    unpacking = zlib.decompressobj()
    content = unpacking.decompress(cast("bytes", stream.encoded_data), MOST_PLAN_BYTES)
    _must(unpacking.eof, "plan_too_large")
    try:
        return read_plan_json(content), ()
    except NewerPlanFormat:
        return None, ("newer_plan_format",)


def _sealed_at(pdf: bytes) -> str:
    found = _TIME.search(pdf)
    if found is None:
        return ""
    year, month, day, hour, minute, second = (part.decode() for part in found.groups())
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}.000000Z"
