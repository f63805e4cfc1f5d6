"""A plan on paper: drawn and sealed, beside a drawing of the same words with nothing else, and a bare signature."""

import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, cast

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from bench.desks import conferences_in, open_desk
from bench.grounds import Grounds
from bench.measures import Limit, Measure, compare
from bench.queries import timed
from ilp_desktop.documents.fonts import FOLDER
from ilp_desktop.documents.plans import draw_plan
from ilp_desktop.documents.seals import Sealer
from ilp_desktop.domain.plans import PlanContent
from ilp_desktop.services.packs import Packs
from ilp_desktop.services.plan_batches import labels_of, marks_of
from ilp_desktop.services.signing import Signing

_FONT = "NotoSans-Regular"


def measure(grounds: Grounds) -> list[Measure]:
    """Measure a signed plan of the demo's day, warm: the fonts were read by the plan before."""
    folder = grounds.office(grounds.sizes[0])
    desk, keys = open_desk(folder)
    try:
        sheet = Signing(desk).prepare(conferences_in(desk, "signed")[0])
        labels = labels_of(Packs(desk).in_force(), "en")
    finally:
        desk.store.close()
    content, marks = sheet.content, marks_of(sheet)
    assert keys.seal_key_pem is not None
    sealer = Sealer(keys.seal_key_pem, keys.seal_certificate_pem)
    drawn = draw_plan(content, marks, labels=labels)
    private = serialization.load_pem_private_key(keys.seal_key_pem, password=None)
    assert isinstance(private, ec.EllipticCurvePrivateKey)
    lines = printed(content, labels)
    algorithm = ec.ECDSA(hashes.SHA256())
    rounds = 15 if grounds.quick else 101
    draw = {
        "ours": timed(lambda: draw_plan(content, marks, labels=labels)),
        "floor": timed(lambda: bare_drawing(lines)),
    }
    seal = {
        "ours": timed(lambda: sealer.seal(drawn, desk.clock.now())),
        "floor": timed(lambda: private.sign(hashlib.sha256(drawn).digest(), algorithm)),
    }
    return [
        compare("a plan drawn", "ms", draw, rounds, Limit(15)),
        compare("a plan sealed", "ms", seal, 3 * rounds, Limit(1)),
    ]


def bare_drawing(lines: list[str]) -> bytes:
    """Draw the same words with reportlab: wrapped and in an embedded face, but no tags, charts, signatures or data."""
    from reportlab.lib import utils
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    fonts, wrapped = cast("Any", pdfmetrics), cast("Any", utils).simpleSplit
    if _FONT not in fonts.getRegisteredFontNames():
        fonts.registerFont(TTFont(_FONT, str(FOLDER / f"{_FONT}.ttf")))
    out = io.BytesIO()
    canvas = cast("Any", Canvas(out, pagesize=(612, 792)))
    canvas.setFont(_FONT, 10)
    top = 740
    for text in lines:
        for line in wrapped(text, _FONT, 10, 500):
            if top < 60:
                canvas.showPage()
                canvas.setFont(_FONT, 10)
                top = 740
            canvas.drawString(56, top, line)
            top -= 14
    canvas.save()
    return out.getvalue()


def printed(content: PlanContent, labels: Mapping[str, str]) -> list[str]:
    """Return the texts of a plan and the policy set's headings of its places."""
    headings = [said for place, said in labels.items() if not place.startswith("prompt.")]
    return [text for text in texts_of(content) if text] + headings


def texts_of(value: object) -> Iterator[str]:
    """Go through every text that a plan holds."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_of(getattr(value, field.name))
    elif isinstance(value, (tuple, list)):
        for each in cast("list[object]", value):
            yield from texts_of(each)
