"""A revision as canonical bytes, and the code that binds signatures and paper to it."""

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass

import rfc8785

from ilp_desktop.domain.jsonables import Json
from ilp_desktop.domain.plans import PlanContent

_WHOLE = 2**53
"""Whole numbers below this are exact in every reader of JSON."""
_EXPONENT = re.compile(rb"(?:^|[:,[])-?[0-9.]+e")
"""A number with an exponent; hashes, which are text, have digits around an e as well."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A plan's content as RFC 8785 JSON in Unicode NFC, and its SHA-256: the seal code."""

    content: PlanContent
    canonical: bytes
    seal_code: str


def revision_of(content: PlanContent) -> Revision:
    """Return the canonical form of a plan's content; equal content always gives equal bytes.

    Numbers of 2**53 and more, which readers of JSON round, raise ValueError.
    """
    value = normalized(content.to_jsonable())
    found = canonical(value)
    return Revision(PlanContent.from_jsonable(value), found, hashlib.sha256(found).hexdigest())


def canonical(value: Json) -> bytes:
    """Return what ``rfc8785.dumps`` returns, ten times as fast, for values with ASCII keys and ``normalized`` numbers.

    Python spells numbers as that format does, but for very small ones: those are left to the library, and with them the
    odd text that looks like one. ``read_plan_json`` compares with the library's own bytes.
    """
    spelled = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return rfc8785.dumps(value) if _EXPONENT.search(spelled) else spelled


def short_code(seal_code: str) -> str:
    """Return the part of a seal code that people compare: twelve digits in fours."""
    return " ".join(seal_code[i : i + 4].upper() for i in (0, 4, 8))


def normalized(value: Json) -> Json:
    """Return JSON values with every text in NFC and whole numbers as such: the same however they were typed."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [normalized(item) for item in value]
    if isinstance(value, dict):
        return {key: normalized(item) for key, item in value.items()}
    if isinstance(value, int | float) and abs(value) >= _WHOLE:
        raise ValueError("a number is too large to be kept exactly")
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
