"""An import in words: what came, what changed, what was refused and why."""

import csv
import io
from datetime import date, datetime

from ilp_desktop.domain.imports import KindCount, RosterPreview
from ilp_desktop.domain.roster import RemarkLevel, RosterRemark
from ilp_desktop.domain.sheets import harmless
from ilp_desktop.language import N_, _, ngettext
from ilp_desktop.wording.roster import remark_sentence

KIND_NAMES: dict[str, str] = {
    "student": N_("Students"),
    "guardian": N_("Guardians"),
    "staff_member": N_("Staff"),
    "school_class": N_("Classes"),
    "course": N_("Courses"),
    "enrollment": N_("Registrations"),
    "academic_session": N_("Terms"),
    "org": N_("Schools and districts"),
    "relation": N_("Guardians of students"),
    "measure_point": N_("Results"),
    "assignment": N_("Caseload"),
}


def remark_words(remark: RosterRemark) -> str:
    """Say one remark: file, row and reason."""
    reason = remark_sentence(remark)
    if remark.row:
        return _("{file}, row {row}: {reason}").format(file=remark.file, row=remark.row, reason=reason)
    return _("{file}: {reason}").format(file=remark.file, reason=reason)


def count_words(count: KindCount) -> str:
    """Say one kind's counts in a line."""
    return _(
        "{kind}: {new} new, {changed} changed, {same} the same, {gone} no longer in the file, {refused} refused"
    ).format(
        kind=_(KIND_NAMES[count.kind]),
        new=count.new,
        changed=count.changed,
        same=count.same,
        gone=count.gone,
        refused=count.refused,
    )


def in_words(preview: RosterPreview, *, applied: bool) -> str:
    """Say a whole preview, as the command line shows it."""
    lines = [count_words(count) for count in preview.counts]
    said = len(preview.remarks)
    if said:
        lines.append(ngettext("{count} remark:", "{count} remarks:", said).format(count=said))
        lines += [f"  {remark_words(remark)}" for remark in preview.remarks]
    if applied:
        lines.append(_("Imported."))
    elif preview.changes_nothing:
        lines.append(_("The office already has all of this. Nothing was changed."))
    else:
        lines.append(_("Only a preview: nothing was changed."))
    return "\n".join(lines)


_MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August"),
    N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
_DAYS = frozenset({"birth_date", "starts_on", "ends_on", "begins_on", "measured_on"})
_FLAGS = frozenset({"needs_interpreter", "is_primary", "lives_with", "may_see", "may_be_mailed", "barred"})


def value_words(field: str, value: object) -> str:
    """Say a field's value for reading: a date as people say it, yes and no; nothing where there is nothing."""
    if value is None or value == "":
        return ""
    if field == "withdrawn_at":
        return _("Withdrawn")
    if field in _FLAGS:
        return _("Yes") if value else _("No")
    if field in _DAYS:
        on = value if isinstance(value, date) and not isinstance(value, datetime) else date.fromisoformat(str(value))
        return _("{month} {day}, {year}").format(month=_(_MONTHS[on.month - 1]), day=on.day, year=on.year)
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


def refusals(preview: RosterPreview) -> bytes:
    """Return the refused rows as a CSV file that spreadsheets open: file, row, reason, and nothing else of a row."""
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow([_("File"), _("Row"), _("Reason")])
    said: dict[tuple[str, str], int] = {}
    for remark in preview.remarks:
        if remark.level is RemarkLevel.REFUSED:
            said[remark.file, remark.code] = said.get((remark.file, remark.code), 0) + 1
            table.writerow([harmless(remark.file), remark.row or "", remark_sentence(remark)])
    for count in preview.remark_counts:
        more = count.count - said.get((count.file, count.code), 0)
        if count.level is RemarkLevel.REFUSED and more > 0:
            reason = ngettext("{count} more row like these", "{count} more rows like these", more).format(count=more)
            table.writerow([harmless(count.file), "", reason])
    return b"\xef\xbb\xbf" + written.getvalue().encode()
