"""How a row of the preview is said on the screen."""

from collections.abc import Mapping
from types import MappingProxyType

from ilp_desktop.domain.imports import Effect, FieldChange, RosterPreview, StagedRow
from ilp_desktop.language import N_, _, ngettext
from ilp_desktop.ui.rosters.preview_state import Looking, View, can_keep, waiting
from ilp_desktop.ui.rosters.words import number_words
from ilp_desktop.wording.imports import KIND_NAMES

VIEWS: Mapping[View, str] = MappingProxyType(
    {
        View.NEW: N_("New"),
        View.CHANGED: N_("Changed"),
        View.GONE: N_("Gone"),
        View.REFUSED: N_("Refused"),
        View.REMARKS: N_("Remarks"),
    }
)
KIND_OF_ONE: Mapping[str, str] = MappingProxyType(
    {
        "student": N_("Student"),
        "guardian": N_("Guardian"),
        "staff_member": N_("Member of staff"),
        "school_class": N_("Class"),
        "course": N_("Course"),
        "enrollment": N_("Registration"),
        "academic_session": N_("Term"),
        "org": N_("School or district"),
        "relation": N_("Guardian of a student"),
        "measure_point": N_("Result"),
        "assignment": N_("Caseload"),
    }
)
FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "address": N_("Address"),
        "barred": N_("See office before contact"),
        "begins_on": N_("Begins on"),
        "benchmark": N_("Benchmark"),
        "birth_date": N_("Birth date"),
        "category": N_("Kind of result"),
        "class_code": N_("Class code"),
        "class_id": N_("Class"),
        "class_type": N_("Kind of class"),
        "course_code": N_("Course code"),
        "course_id": N_("Course"),
        "duty": N_("Duty"),
        "email": N_("E-mail"),
        "ends_on": N_("Ends on"),
        "family_name": N_("Family name"),
        "given_name": N_("Given name"),
        "grade": N_("Grade"),
        "guardian": N_("Guardian"),
        "guardians": N_("Guardians"),
        "home_language": N_("Language at home"),
        "identifier": N_("Identifier"),
        "is_primary": N_("Leads the class"),
        "label": N_("What was measured"),
        "language": N_("Language"),
        "lives_with": N_("Student lives with them"),
        "may_be_mailed": N_("Gets mail"),
        "may_see": N_("May see the file"),
        "measured_on": N_("Measured on"),
        "middle_name": N_("Middle name"),
        "name": N_("Name"),
        "needs_interpreter": N_("Needs an interpreter"),
        "org_id": N_("School"),
        "schools": N_("Schools"),
        "phone": N_("Phone"),
        "preferred_name": N_("Preferred name"),
        "relationship": N_("Relationship"),
        "role": N_("Role"),
        "said": N_("Result"),
        "school_year": N_("School year"),
        "session_id": N_("Term"),
        "staff": N_("Member of staff"),
        "starts_on": N_("Begins on"),
        "student": N_("Student"),
        "student_number": N_("Student number"),
        "students": N_("Students"),
        "term": N_("Term"),
        "title": N_("Title"),
        "type": N_("Kind"),
        "unit": N_("Unit"),
        "user": N_("Person"),
        "value": N_("Number"),
        "withdrawn_at": N_("Where it stands"),
    }
)
CORRECTED = N_("Corrected here")


def field_words(field: str) -> str:
    """Name a field. One that has no name here is shown by its own, readably."""
    return _(FIELDS[field]) if field in FIELDS else field.replace("_", " ").capitalize()


def kind_words(kind: str) -> str:
    """Name what one row is."""
    return _(KIND_OF_ONE[kind]) if kind in KIND_OF_ONE else kinds_words(kind)


def kinds_words(kind: str) -> str:
    """Name a kind of row; "" is all of them."""
    if not kind:
        return _("All kinds")
    return _(KIND_NAMES[kind]) if kind in KIND_NAMES else kind.replace("_", " ").capitalize()


def place_of(row: StagedRow) -> str:
    """Say where a row stands."""
    if not row.row:
        return row.file or _("not in the file")
    if not row.file:
        return _("row {row}").format(row=number_words(row.row))
    return _("{file} · row {row}").format(file=row.file, row=number_words(row.row))


def row_meta(row: StagedRow, *, with_kind: bool = True) -> str:
    """Word the second line of a row: what it is and where it stands; of a changed one, what changes."""
    parts = [kind_words(row.kind) if with_kind else "", place_of(row)]
    if row.effect is Effect.CHANGED:
        parts.append(", ".join(field_words(change.field) for change in row.fields))
    return " · ".join(part for part in parts if part)


def row_mark(row: StagedRow) -> tuple[str, str]:
    """Word what a person decided about a row, and the kind of its chip; ("", "") where there is nothing to say."""
    if row.left_out:
        return _("Left out"), "grey"
    if row.withdraw:
        return _("Will be withdrawn"), "amber"
    if row.effect is Effect.CHANGED and row.fields:
        kept = sum(change.keep for change in row.fields)
        if kept and all(change.keep or not can_keep(change) for change in row.fields):
            return _("Ours stays"), "accent"
        if kept:
            return _("Ours in part"), "accent"
    return "", ""


def row_spoken(row: StagedRow) -> str:
    """Word a whole row for a screen reader."""
    return ", ".join(part for part in (row.name, row_meta(row), row_mark(row)[0]) if part)


def value_words(value: str) -> str:
    """Word a field's value, so that a long address may go on in the next line; an empty one is said to be so."""
    return value.replace("@", "\u200b@") or _("empty")


def after_words(change: FieldChange) -> str:
    """Word what a field will be. Whoever was withdrawn and is named again is back."""
    return value_words(change.after) if can_keep(change) else _("here again")


def change_spoken(change: FieldChange) -> str:
    """Word a changed field for a screen reader."""
    words = _("{field}: from {before} to {after}").format(
        field=field_words(change.field), before=value_words(change.before), after=after_words(change)
    )
    return f"{words}. {_(CORRECTED)}" if change.corrected else words


def listed_words(count: int) -> str:
    """Word how many rows the list has."""
    return ngettext("{count} row", "{count} rows", count).format(count=number_words(count))


def waiting_words(preview: RosterPreview, looking: Looking) -> str:
    """Say what the students that are gone from the file wait for; "" where there are none."""
    gone = preview.of("student").gone
    if not gone:
        return ""
    left = waiting(preview, looking)
    parts: list[str] = []
    if left:
        parts.append(
            ngettext(
                "{count} student is no longer in the file and stays enrolled unless you mark them as withdrawn.",
                "{count} students are no longer in the file and stay enrolled unless you mark them as withdrawn.",
                left,
            ).format(count=number_words(left))
        )
    if looking.withdrawn:
        parts.append(
            ngettext(
                "{count} student will be marked as withdrawn.",
                "{count} students will be marked as withdrawn.",
                looking.withdrawn,
            ).format(count=number_words(looking.withdrawn))
        )
    return " ".join(parts)


def left_out_words(looking: Looking) -> str:
    """Say how many new rows will not come in; "" where all do."""
    if not looking.left_out:
        return ""
    return ngettext("{count} new row is left out.", "{count} new rows are left out.", looking.left_out).format(
        count=number_words(looking.left_out)
    )
