"""How the mapping of a table is said on the screen."""

from collections.abc import Mapping
from types import MappingProxyType

from ilp_desktop.domain.mappings import Content, TableLook, TableMapping
from ilp_desktop.language import N_, _, ngettext
from ilp_desktop.ui.rosters.mapping import Draft, Line, Why
from ilp_desktop.ui.rosters.mapping_chooser import Option
from ilp_desktop.ui.rosters.mapping_fields import Reads, field_words, may_repeat, offered, reads_of
from ilp_desktop.ui.rosters.mapping_rows import ColumnRow, Tone
from ilp_desktop.ui.rosters.words import number_words

CONTENTS: Mapping[Content, str] = MappingProxyType(
    {
        Content.STUDENTS: N_("A student"),
        Content.GUARDIANS: N_("A parent or guardian"),
        Content.STAFF: N_("A staff member"),
        Content.REGISTRATIONS: N_("A student in a class"),
        Content.GRADES: N_("A report-card grade"),
        Content.ASSESSMENTS: N_("A test result"),
        Content.ATTENDANCE: N_("A student's attendance"),
        Content.CREDITS: N_("A student's credits"),
        Content.CASELOAD: N_("A student on a caseload"),
        Content.COURSES: N_("A course of the catalog"),
    }
)
LEAVE_OUT = N_("Leave out")
_CELLS: Mapping[Reads, str] = MappingProxyType(
    {
        Reads.DATE: N_("Looks like dates"),
        Reads.NUMBER: N_("Looks like numbers"),
        Reads.GRADE: N_("Looks like grade levels"),
        Reads.FLAG: N_("Looks like yes and no"),
        Reads.PHONE: N_("Looks like phone numbers"),
        Reads.EMAIL: N_("Looks like e-mail"),
        Reads.LANGUAGE: N_("Looks like languages"),
        Reads.NAME: N_("Looks like names"),
    }
)
_MISREAD: Mapping[Reads, str] = MappingProxyType(
    {
        Reads.DATE: N_("These do not read as dates"),
        Reads.NUMBER: N_("These do not read as numbers"),
        Reads.GRADE: N_("These do not read as grade levels"),
        Reads.FLAG: N_("These do not read as yes or no"),
        Reads.PHONE: N_("These do not read as phone numbers"),
        Reads.EMAIL: N_("These do not read as e-mail"),
        Reads.LANGUAGE: N_("These do not read as languages"),
    }
)
_BY_CELLS = N_("By what stands in it")
_MISREAD_AT_ALL = N_("These do not read as this")
_WHY: Mapping[Why, str] = MappingProxyType(
    {
        Why.REMEMBERED: N_("Remembered"),
        Why.NAME: N_("By its name"),
        Why.UNSURE: N_("Not sure"),
        Why.CHOSEN: N_("Your choice"),
        Why.CONSTANT: "",
        Why.LEFT_OUT: "",
    }
)


def file_words(look: TableLook) -> str:
    """Say how large a table is: 1,243 rows, 14 columns."""
    count = number_words(look.rows)
    if look.rows_bounded:
        rows = _("more than {count} rows").format(count=count)
    else:
        rows = ngettext("{count} row", "{count} rows", look.rows).format(count=count)
    columns = ngettext("{count} column", "{count} columns", len(look.columns)).format(count=len(look.columns))
    return _("{rows} · {columns}").format(rows=rows, columns=columns)


def complete_words(mapping: TableMapping) -> str:
    """Say what it means that a table is complete, or that it is not."""
    if not mapping.complete:
        return _("What is not in this file stays as it is.")
    return _(
        "What came from this system before and is not in this file counts as gone. You see it before anything changes."
    )


def standing_words(draft: Draft) -> str:
    """Say in a sentence what is still needed, or how many columns come in."""
    lacks = list(draft.lacks)
    if not draft.mapping.source.strip():
        lacks.append(_("the system it is from"))
    if lacks:
        return _("Still needed: {fields}.").format(fields=" · ".join(lacks))
    taken = sum(1 for line in draft.lines if line.field)
    left = sum(1 for line in draft.lines if not line.field)
    words = ngettext("{count} column comes in", "{count} columns come in", taken).format(count=taken)
    if not left:
        return _("{taken}, none is left out.").format(taken=words)
    out = ngettext("{count} is left out", "{count} are left out", left).format(count=left)
    return _("{taken}, {out}.").format(taken=words, out=out)


def column_row(draft: Draft, line: Line) -> ColumnRow:
    """Say one line of the draft."""
    content = draft.mapping.content
    reads = reads_of(content, line.field)
    heading = _("The same in every row") if line.why is Why.CONSTANT else line.heading or _("(no heading)")
    becomes = field_words(content, line.field) if line.field else _(LEAVE_OUT)
    if line.misread:
        return ColumnRow(
            heading, line.samples, line.field, becomes, _(_MISREAD.get(reads, _MISREAD_AT_ALL)), Tone.WRONG
        )
    if line.why is Why.CELLS:
        return ColumnRow(heading, line.samples, line.field, becomes, _(_CELLS.get(reads, _BY_CELLS)), Tone.DOUBT)
    why = _(_WHY[line.why]) if _WHY[line.why] else ""
    tone = Tone.DOUBT if line.why is Why.UNSURE else Tone.QUIET
    return ColumnRow(heading, line.samples, line.field, becomes, why, tone)


def options_of(draft: Draft, line: Line | None) -> tuple[Option, ...]:
    """Return what a column can become; each says when it is needed or already read from another column."""
    taken = {use.field: use.column or _("the same in every row") for use in draft.mapping.columns}
    if line is not None:
        taken.pop(line.field, None)
    made = [Option("", _(LEAVE_OUT))]
    for field in offered(draft.mapping.content):
        note = ""
        if field.key in taken and not may_repeat(draft.mapping.content, field.key):
            note = _("now “{column}”").format(column=taken[field.key])
        elif field.needed:
            note = _("needed")
        made.append(Option(field.key, field.words, field.group, note, field.also))
    return tuple(made)
