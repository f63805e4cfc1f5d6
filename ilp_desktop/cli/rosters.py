"""Rosters: previewed and brought in."""

import argparse
from typing import TYPE_CHECKING

from ilp_desktop.cli.answers import DONE, answer, opened
from ilp_desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from ilp_desktop.domain.mappings import TableMapping
    from ilp_desktop.office import Office


def bring(parsed: argparse.Namespace) -> int:
    from ilp_desktop.wording.imports import in_words  # noqa: PLC0415

    with opened(parsed) as there:
        preview = there.rosters.preview(parsed.roster, mapping=_mapping(parsed, there))
        applied = not parsed.preview and not preview.changes_nothing
        if applied:
            there.rosters.apply(preview.run_id)
        else:
            there.rosters.discard(preview.run_id)
    values = {
        "applied": applied,
        "source": preview.source,
        "shape": preview.shape,
        "counts": {
            count.kind: {
                "new": count.new,
                "changed": count.changed,
                "same": count.same,
                "gone": count.gone,
                "refused": count.refused,
            }
            for count in preview.counts
        },
        "remarks": [
            {"file": r.file, "row": r.row, "code": r.code, "level": r.level.value, **dict(r.params)}
            for r in preview.remarks
        ],
    }
    answer(parsed, values, in_words(preview, applied=applied))
    return DONE


def _mapping(parsed: argparse.Namespace, there: "Office") -> "TableMapping | None":
    """Return what the columns of a table are: as a file says it, else as it was said for such a table before."""
    if parsed.mapping is None:
        table = there.rosters.look(parsed.roster).table
        return table.suggested if table is not None and table.remembered else None
    try:
        content = parsed.mapping.read_bytes()
    except FileNotFoundError:
        raise OfficeError("roster_not_found", name=parsed.mapping.name) from None
    except OSError:
        raise OfficeError("roster_unreadable", name=parsed.mapping.name) from None
    return there.mappings.taken(content, parsed.mapping.name)
