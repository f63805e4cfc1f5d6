"""plan.json: the plan as data inside its own paper. docs/plan.schema.json and docs/formats/plan-json.md say what it holds."""

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any, cast

import rfc8785

from ilp_desktop.documents.revisions import Revision, canonical, normalized, revision_of
from ilp_desktop.domain.jsonables import Json, from_jsonable, to_jsonable
from ilp_desktop.domain.plans import PLAN_FORMAT, PLAN_FORMAT_VERSION, CopyNote, PlanContent, ReadPlan, SignatureMark


class NewerPlanFormat(ValueError):  # noqa: N818 - what it is, not that it failed
    """A plan.json of a format version that this program does not know."""


def plan_json(revision: Revision, signatures: Sequence[SignatureMark], note: CopyNote | None = None) -> bytes:
    """Return plan.json in canonical form. Pen timing and pressure stay in the office."""
    marks = b"[" + b",".join([_mark(one) for one in signatures]) + b"]"
    copy = b"" if note is None else b'"copy":%s,' % canonical(normalized(to_jsonable(note)))
    # The keys stand in RFC 8785's order, so that the revision's canonical bytes go in as they are.
    return b'{%s"format":"%s","revision":%s,"seal_code":"%s","signatures":%s,"version":%d}' % (
        copy,
        PLAN_FORMAT.encode(),
        revision.canonical,
        revision.seal_code.encode(),
        marks,
        version_of(revision.content, signatures, note),
    )


def version_of(content: PlanContent, signatures: Sequence[SignatureMark] = (), note: CopyNote | None = None) -> int:
    """Return the lowest format version that can say this: whoever knows none of it reads every plan without."""
    further = any(part is not None for part in (content.sections, content.courses, content.diplomas))
    if further or note is not None or any(mark.consent is not None for mark in signatures):
        return PLAN_FORMAT_VERSION
    on_paper = content.conference is not None and content.conference.paper is not None
    return _ON_PAPER if on_paper else 1


_ON_PAPER = 2


def _mark(one: SignatureMark) -> bytes:
    """Return a signature as canonical JSON. Strokes are long and numbers already: they are spelled from a table."""
    mark = cast("dict[str, Json]", normalized(replace(one, strokes=()).to_jsonable()))
    before = canonical({key: value for key, value in mark.items() if key < "strokes"})
    after = canonical({key: value for key, value in mark.items() if key > "strokes"})
    spelled = _tenthousandths()
    strokes = ",".join([
        "[" + ",".join([f"[{spelled[round(p[0] * 10_000)]},{spelled[round(p[1] * 10_000)]}]" for p in stroke]) + "]"
        for stroke in one.strokes
    ])  # fmt: skip
    return b'%s,"strokes":[%s],%s' % (before[:-1], strokes.encode(), after[1:])


@cache
def _tenthousandths() -> tuple[str, ...]:
    """Return 0 to 1 in steps of 0.0001, as canonical JSON spells them."""
    return ("0", *(repr(n / 10_000) for n in range(1, 10_000)), "1")


def read_plan_json(content: bytes) -> ReadPlan:
    """Read plan.json strictly: known keys, canonical bytes, and the seal code of exactly this revision.

    Raises ValueError when anything differs, NewerPlanFormat when a newer program made it.
    """
    value: Any = json.loads(content)
    if not isinstance(value, dict):
        raise ValueError("plan.json is no object")  # noqa: TRY004 - bad input, not a programming mistake
    given = cast("dict[str, Any]", value)
    version = given.get("version")
    if given.get("format") != PLAN_FORMAT or type(version) is not int:
        raise ValueError("not a plan of this program")
    if version > PLAN_FORMAT_VERSION:
        raise NewerPlanFormat(str(version))
    if set(given) - {"copy"} != _KEYS or rfc8785.dumps(given) != content:
        raise ValueError("not in canonical form")
    revision = revision_of(PlanContent.from_jsonable(given["revision"]))
    if revision.content.to_jsonable() != given["revision"] or given["seal_code"] != revision.seal_code:
        raise ValueError("the seal code is another revision's")
    marks = tuple(SignatureMark.from_jsonable(mark) for mark in given["signatures"])
    if any(mark.revision_sha256 != revision.seal_code for mark in marks):
        raise ValueError("a signature is bound to another revision")
    note = from_jsonable(CopyNote, given["copy"]) if "copy" in given else None
    if version != version_of(revision.content, marks, note):
        raise ValueError("the version is another content's")
    return ReadPlan(revision.content, revision.seal_code, marks, note)


_KEYS = {"format", "version", "revision", "seal_code", "signatures"}
