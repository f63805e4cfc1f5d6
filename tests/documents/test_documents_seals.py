"""Genuine is genuine for programs of other people; nothing else is genuine for ours. Never with help from a stored hash."""

import hashlib
import io
import random
import subprocess
import time
import zlib

import pytest
from conftest import NOW, school
from sample_plan import sample_content, sample_signatures

from ilp_desktop.documents.papers import CONTENTS, Enclosure, Paper
from ilp_desktop.documents.plans import draw_plan
from ilp_desktop.documents.revisions import revision_of
from ilp_desktop.documents.seals import Sealer, fingerprint
from ilp_desktop.documents.verify import verify


def judged(pdf: bytes, sealed) -> str:
    return verify(pdf, [sealed.certificate]).kind


def test_other_readers_find_the_whole_document_signed_and_valid(sealed, read):
    said = read("pdfsig", sealed.pdf)
    assert "Total document signed" in said
    assert "Signature is Valid" in said
    assert "ETSI.CAdES.detached" in said
    assert "Red Mesa Elementary" in said
    assert said.count("Signature #") == 1
    assert "No syntax or stream encoding errors" in read("qpdf", sealed.pdf, "--check")


def test_a_genuine_plan_says_who_sealed_it_when_and_what_it_holds(sealed):
    verdict = verify(sealed.pdf, [sealed.certificate])
    assert (verdict.kind, verdict.reasons) == ("genuine", ())
    assert verdict.signer == "Red Mesa Elementary"
    assert verdict.fingerprint == fingerprint(sealed.certificate)
    assert verdict.sealed_at == "2026-11-20T00:45:10.000000Z"
    assert verdict.plan.content == revision_of(sample_content()).content
    assert [mark.name for mark in verdict.plan.signatures] == ["Marisol Begay Ortiz", "Elena Ortiz", "Leah Nguyen"]


def test_an_intact_plan_of_a_school_nobody_introduced_is_told_apart(sealed):
    verdict = verify(sealed.pdf, [school("Another School")[1]])
    assert verdict.kind == "unknown_signer"
    assert verdict.plan is not None
    assert verify(sealed.pdf, []).kind == "unknown_signer"


def test_the_office_asks_about_its_own_plans_more_strictly(sealed):
    known = {hashlib.sha256(sealed.pdf).digest()}
    assert verify(sealed.pdf, [sealed.certificate], known).kind == "genuine"
    assert verify(sealed.pdf, [sealed.certificate], set()).kind == "altered"


def test_no_single_flipped_bit_passes(sealed):
    chance = random.Random(20261119)
    start = sealed.pdf.index(b"/Contents <") + 10
    end = start + len(CONTENTS)
    for n in range(2000):
        at = chance.randrange(start, end) if n % 4 == 0 else chance.randrange(len(sealed.pdf))
        flipped = bytearray(sealed.pdf)
        flipped[at] ^= 1 << chance.randrange(8)
        assert judged(bytes(flipped), sealed) != "genuine", at
    assert judged(sealed.pdf, sealed) == "genuine"


def test_bytes_more_or_fewer_are_an_alteration(sealed):
    for changed in (sealed.pdf + b"\n", sealed.pdf + b"%%EOF\n", sealed.pdf[:-1], b" " + sealed.pdf, sealed.pdf * 2):
        assert judged(changed, sealed) in {"altered", "unreadable"}
    for cut in range(0, len(sealed.pdf), 997):
        assert judged(sealed.pdf[:cut], sealed) != "genuine"


def updated(pdf: bytes, change) -> bytes:
    """Append an incremental update, as a well-meaning or an evil editor would."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def evil_annotation(writer):
    from pyhanko.pdf_utils import generic

    note = generic.DictionaryObject({
        generic.pdf_name("/Type"): generic.pdf_name("/Annot"), generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
        generic.pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (50, 50, 300, 90))),
        generic.pdf_name("/Contents"): generic.pdf_string("Goal 1 was cancelled"),
    })  # fmt: skip
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Annots"].append(writer.add_object(note))
    writer.mark_update(writer.root["/Pages"]["/Kids"].raw_get(0))


def replaced_page(writer):
    from pyhanko.pdf_utils import generic

    stream = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = stream
    writer.mark_update(writer.root["/Pages"]["/Kids"].raw_get(0))


def filled_field(writer):
    from pyhanko.pdf_utils import generic

    writer.root["/AcroForm"]["/NeedAppearances"] = generic.BooleanObject(True)
    writer.update_root()


@pytest.mark.parametrize("change", [evil_annotation, replaced_page, filled_field])
def test_nothing_can_be_added_afterwards(sealed, change):
    changed = updated(sealed.pdf, change)
    assert changed.startswith(sealed.pdf)
    assert judged(changed, sealed) == "altered"


def test_a_second_signature_is_refused(sealed, tmp_path, monkeypatch):
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers

    key, certificate = school("Another School")
    (tmp_path / "k").write_bytes(key)
    (tmp_path / "c").write_bytes(certificate)
    signer = signers.SimpleSigner.load(str(tmp_path / "k"), str(tmp_path / "c"))
    writer = IncrementalPdfFileWriter(io.BytesIO(sealed.pdf), strict=False)
    meta = signers.PdfSignatureMetadata(field_name="Sneaky")
    monkeypatch.setattr("pyhanko.sign.validation.read_certification_data", lambda _reader: None)  # a forger's library
    out = signers.sign_pdf(writer, meta, signer).getvalue()
    assert out.startswith(sealed.pdf)
    assert judged(out, sealed) == "altered"


@pytest.mark.parametrize("name", ["Another School", "Red Mesa Elementary"])
def test_a_copy_sealed_again_by_somebody_else_is_not_genuine_whatever_the_name(sealed, name):
    key, certificate = school(name, serial=1 if name == "Another School" else 77)
    forged = Sealer(key, certificate).seal(sealed.reserved, NOW)
    assert verify(forged, [certificate]).kind == "genuine"
    assert judged(forged, sealed) == "unknown_signer"


def test_a_certificate_of_the_same_name_and_number_is_still_another(sealed):
    key, certificate = school.__wrapped__("Red Mesa Elementary")
    assert judged(Sealer(key, certificate).seal(sealed.reserved, NOW), sealed) == "unknown_signer"


def test_the_right_certificate_with_another_key_is_altered(sealed):
    sealer = Sealer(sealed.key, sealed.certificate)
    sealer._key = Sealer(*school("Another School"))._key
    assert judged(sealer.seal(sealed.reserved, NOW), sealed) == "altered"
    with pytest.raises(ValueError, match="another key"):
        Sealer(school("Another School")[0], sealed.certificate)


def gap(pdf: bytes) -> tuple[int, int]:
    start = pdf.index(b"/Contents <") + 10
    return start, start + len(CONTENTS)


def test_the_unused_part_of_the_seal_is_no_hiding_place(sealed):
    start, end = gap(sealed.pdf)
    for change in (
        sealed.pdf[: end - 3] + b"01" + sealed.pdf[end - 1 :],
        sealed.pdf[: start + 1] + sealed.pdf[start + 1 : end - 1].upper() + sealed.pdf[end - 1 :],
        sealed.pdf[: end - 2] + b" " + sealed.pdf[end - 1 :],
        sealed.pdf[: end - 5] + b">/X<" + sealed.pdf[end - 1 :],
    ):
        assert len(change) == len(sealed.pdf)
        assert judged(change, sealed) == "altered"


def test_unsigned_attributes_are_refused(sealed):
    from asn1crypto import cms

    start, end = gap(sealed.pdf)
    whole = bytes.fromhex(sealed.pdf[start + 1 : end - 1].decode())
    content = cms.ContentInfo.load(whole[: 4 + int.from_bytes(whole[2:4])])
    content["content"]["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes(
        [cms.CMSAttribute({"type": "1.2.840.113549.1.9.15", "values": []})]
    )
    filled = content.dump(force=True).hex().encode()
    assert (
        judged(sealed.pdf[: start + 1] + filled.ljust(end - start - 2, b"0") + sealed.pdf[end - 1 :], sealed)
        == "altered"
    )


def resealed(reserved: bytes, sealed) -> bytes:
    return Sealer(sealed.key, sealed.certificate).seal(reserved, NOW)


def test_a_seal_that_does_not_cover_everything_is_refused(sealed):
    from ilp_desktop.documents.cms import SealForm  # noqa: F401 - what the forger would use

    start, end = gap(sealed.pdf)
    rest = len(sealed.pdf) - end
    honest = b"[0 %d %d %d]" % (start, end, rest)
    for forged in (
        b"[0 %d %d %d]" % (start, end, rest - 1),
        b"[0 %d %d %d]" % (start - 1, end, rest),
        b"[1 %d %d %d]" % (start, end, rest),
    ):
        changed = sealed.pdf.replace(honest.ljust(36), forged.ljust(36))
        assert changed != sealed.pdf
        assert judged(changed, sealed) == "altered"


def test_a_file_rewritten_by_another_program_is_altered(sealed, tmp_path):
    (tmp_path / "in.pdf").write_bytes(sealed.pdf)
    for options in (["--linearize"], ["--object-streams=generate"], ["--qdf"]):
        subprocess.run(["qpdf", *options, tmp_path / "in.pdf", tmp_path / "out.pdf"], check=True)
        assert judged((tmp_path / "out.pdf").read_bytes(), sealed) == "altered"


def paper_with(enclosures, sealed) -> bytes:
    paper = Paper(title="t", author="a", language="en", dated="2026-11-19")
    paper.page()
    return resealed(paper.finished(enclosures, place_for_seal=True), sealed)


def test_even_the_schools_own_key_makes_nothing_genuine_around_false_data(sealed):
    assert judged(paper_with([], sealed), sealed) == "altered"
    assert judged(paper_with([Enclosure("plan.json", b"{}", "")], sealed), sealed) == "altered"
    assert judged(paper_with([Enclosure("other.json", b"{}", "")], sealed), sealed) == "altered"


def test_a_bomb_inside_is_refused_in_bounded_time_and_memory(sealed):
    import resource

    bomb = paper_with([Enclosure("plan.json", b" " * (200 * 1024 * 1024), "")], sealed)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    assert verify(bomb, [sealed.certificate]).reasons == ("plan_too_large",)
    assert time.process_time() - started < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60 * 1024
    assert verify(b"%PDF-1.7\n/ByteRange" + b"[" * 30_000_000, []).kind != "genuine"
    assert verify(b"%PDF-1.7\n/ByteRange" + b"[" * 3_000_000, []).kind == "altered"


@pytest.mark.parametrize(
    ("pdf", "kind"),
    [
        (b"", "unreadable"),
        (b"hello", "unreadable"),
        (b"%PDF-1.7\nnothing", "unreadable"),
        (zlib.compress(b"x" * 99), "unreadable"),
    ],
)
def test_what_is_no_sealed_plan_is_said_to_be_unreadable(pdf, kind):
    assert verify(pdf, []).kind == kind


def test_a_preview_without_a_seal_is_not_genuine(sealed):
    assert judged(sealed.reserved, sealed) == "altered"


def test_any_two_seals_of_one_paper_are_genuine_and_spanish_ones_too(sealed):
    content = sample_content()
    for language in ("en", "es"):
        reserved = draw_plan(content, sample_signatures(content, language), language=language)
        assert judged(resealed(reserved, sealed), sealed) == "genuine"


def test_sealing_needs_none_of_the_verifying_library():
    code = "import sys, ilp_desktop.documents.seals, ilp_desktop.documents.plans; print([m for m in sys.modules if 'pyhanko' in m or 'reportlab' in m])"
    import sys

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert said.stdout.strip() == b"[]"


def test_a_seal_takes_well_under_a_millisecond(sealed):
    sealer = Sealer(sealed.key, sealed.certificate)
    best = 1.0
    for _ in range(50):
        started = time.perf_counter()
        sealer.seal(sealed.reserved, NOW)
        best = min(best, time.perf_counter() - started)
    assert best < 0.001


def test_every_verdict_and_reason_has_a_sentence():
    import re
    from pathlib import Path

    from ilp_desktop.documents import verify as module
    from ilp_desktop.wording.documents import REASONS, VERDICTS

    source = Path(module.__file__).read_text()
    codes = set(re.findall(r'_must\(.*, "(\w+)"\)', source)) | set(re.findall(r'reasons, "(\w+)"', source))
    codes |= set(re.findall(r'Verdict\("\w+", \("(\w+)"', source)) | set(re.findall(r'None, \("(\w+)",\)', source))
    assert codes == set(REASONS)
    assert set(VERDICTS) == {"genuine", "report", "altered", "unreadable", "unknown_signer"}
