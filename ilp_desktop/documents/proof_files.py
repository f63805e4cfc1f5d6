"""A proof as data: ``proof.json``, with counts and words of policy sets only, written and read strictly (docs/formats.md)."""

import json
from typing import Any, cast

import rfc8785

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.jsonables import from_jsonable, to_jsonable
from ilp_desktop.domain.policy.proofs import FORMAT, FORMAT_VERSION, Proof, faults

MOST_BYTES = 64 * 1024 * 1024


def proof_json(proof: Proof) -> bytes:
    """Return a proof as canonical JSON (RFC 8785): equal proofs give equal bytes."""
    return rfc8785.dumps(cast("Any", to_jsonable(proof)))


def read_proof(content: bytes, number: int = 1) -> Proof:
    """Read what ``proof_json`` wrote here or in another office; ``number`` is the file's place in a list, for the sentence.

    Raises OfficeError ``proof_file_broken`` where anything is unknown, missing, mistyped or does not add up, and
    ``proof_file_newer`` for a format that a later version writes.
    """
    if len(content) > MOST_BYTES:
        raise OfficeError("proof_file_broken", number=number)
    try:
        value: object = json.loads(content)
        given = cast("dict[str, Any]", value) if isinstance(value, dict) else {}
        version = given.get("version")
        if given.get("format") == FORMAT and type(version) is int and version > FORMAT_VERSION:
            raise OfficeError("proof_file_newer", number=number)
        proof = from_jsonable(Proof, given)
    except (ValueError, RecursionError) as error:
        raise OfficeError("proof_file_broken", number=number) from error
    if proof.format != FORMAT or proof.version != FORMAT_VERSION or faults(proof):
        raise OfficeError("proof_file_broken", number=number)
    return proof
