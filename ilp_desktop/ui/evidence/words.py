"""How requirements and what was recorded are said on the screen."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from types import MappingProxyType

from ilp_desktop.domain.evidence import OUTCOME, EventLine, Requirement
from ilp_desktop.domain.packs import worded
from ilp_desktop.domain.policy.facts import Stage
from ilp_desktop.domain.policy.findings import State
from ilp_desktop.domain.policy.recording import Offer
from ilp_desktop.domain.policy.sets import Template
from ilp_desktop.language import N_, _, in_use, ngettext
from ilp_desktop.ui.day.words import date_words
from ilp_desktop.wording.evidence import EVENTS, MODES, OUTCOMES, STAGES, role_names
from ilp_desktop.wording.findings import because


class Group(Enum):
    """Where a requirement stands on the screen."""

    NEEDED = "needed"
    ADVISED = "advised"
    DONE = "done"
    PAST = "past"
    OTHER = "other"


TITLES: Mapping[Group, str] = MappingProxyType(
    {
        Group.NEEDED: N_("Needed now"),
        Group.ADVISED: N_("Advised"),
        Group.DONE: N_("Done"),
        Group.PAST: N_("Not done in its time"),
        Group.OTHER: N_("Not for this student"),
    }
)
SCHOOL_OTHER = N_("Not asked for this year")
FOLDED = frozenset({Group.DONE, Group.PAST, Group.OTHER})
"""What is folded until somebody wants to see it."""
STAFF = frozenset({"school", "counselor", "teacher", "administrator", "career_staff"})
"""Roles of the staff: who is named need not be said again."""
ICONS: Mapping[str, str] = MappingProxyType(
    {
        "conference": "users",
        "attempt": "phone",
        "call": "phone",
        "invitation": "mail",
        "notice": "mail",
        "delivery": "mail",
        "note": "pen-line",
        "plan": "file-check",
        "signature": "signature",
        "approval": "badge-check",
        "review": "eye",
        "document": "file-text",
        "report_card": "file-text",
        "registration": "file-text",
        "filing": "folder-check",
        "request": "message-circle",
        "response": "message-circle",
        "consultation": "message-circle",
        "training": "graduation-cap",
        "report": "chart-column",
    }
)
"""What stands beside an event; any other has a check."""
_GROUPS: Mapping[State, Group] = MappingProxyType(
    {
        State.OVERDUE: Group.NEEDED,
        State.DUE: Group.NEEDED,
        State.ADVISED: Group.ADVISED,
        State.MET: Group.DONE,
        State.ELSEWHERE: Group.DONE,
        State.WAIVED: Group.DONE,
        State.CLOSED: Group.PAST,
        State.NOT_DONE: Group.PAST,
        State.NOT_APPLICABLE: Group.OTHER,
    }
)


def grouped(lines: Iterable[Requirement]) -> dict[Group, list[Requirement]]:
    """Return requirements by where they stand, what is due first at the top."""
    found: dict[Group, list[Requirement]] = {group: [] for group in Group}
    for line in lines:
        found[_GROUPS[line.state]].append(line)
    found[Group.NEEDED].sort(key=_due)
    found[Group.ADVISED].sort(key=_due)
    return found


def _due(line: Requirement) -> tuple[bool, date]:
    return line.state is not State.OVERDUE, line.finding.due_on or date.max


def why_words(line: Requirement, today: date) -> str:
    """Word why a requirement stands as it does; a waiver says by whom."""
    finding = line.finding
    due = date_words(finding.due_on) if finding.due_on is not None else ""
    return because(finding, line.clause, today, day_words=due)


def event_title(line: EventLine) -> str:
    """Word what an event was: as the policy set calls it, else its kind."""
    if line.template is not None:
        return worded(line.template.title, in_use())
    event = line.event
    if event.kind == "conference":
        return _("Group conference") if event.grouping == "group" else _("Conference")
    return _(EVENTS[event.kind])


def event_meta(line: EventLine) -> str:
    """Word when it was, with whom and how."""
    event = line.event
    others = (
        event.roles - {"family"} - ({"parent"} if line.people else set[str]()) - (STAFF if line.staff else set[str]())
    )
    parts = [
        date_words(event.on),
        _(STAGES[event.stage]) if event.stage is not Stage.HELD else "",
        _(OUTCOMES[line.texts[OUTCOME]]) if line.texts.get(OUTCOME) in OUTCOMES else "",
        _(MODES[line.mode]) if line.mode else "",
        ", ".join(part for part in (*line.people, role_names(others)) if part),
        line.staff,
        ngettext("{count} student invited", "{count} students invited", event.invited).format(count=event.invited)
        if event.invited > 1
        else "",
        _("at {school}").format(school=event.elsewhere) if event.elsewhere else "",
    ]
    return " · ".join(part for part in parts if part)


def offer_words(offer: Offer, template: Template | None) -> str:
    """Word what can be recorded: as the policy set calls it, else its kind."""
    if template is not None:
        return worded(template.title, in_use())
    if offer.kind == "conference":
        return _("Group conference") if offer.groupings == ("group",) else _("Conference")
    return _("Plan of another school") if offer.only_elsewhere else _(EVENTS[offer.kind])


def form_words(offer: Offer, template: Template | None) -> str:
    """Word who writes it, where it must stand besides, who approves it; and what the program records by itself."""
    own = {
        "plan": _(
            "A plan of this school is finalized at the end of its conference. Here goes one that another school made."
        ),
        "signature": _("Who signs in a conference is recorded there. Here goes a signature given on another paper."),
    }
    return " ".join(part for part in (own.get(offer.kind, ""), template_words(template)) if part)


def template_words(template: Template | None) -> str:
    """Word who writes it, where it must stand besides, who approves it."""
    if template is None:
        return ""
    language = in_use()
    parts = [
        _("Written by: {who}.").format(who=role_names((template.writer,))),
        _("It must stand in another system too: {where}.").format(where=worded(template.filed_in, language))
        if template.filed_in is not None
        else "",
        _("Approved by: {who}.").format(who=worded(template.approver, language))
        if template.approver is not None
        else "",
    ]
    return " ".join(part for part in parts if part)


def counts_words(groups: Mapping[Group, list[Requirement]]) -> str:
    """Word how much is needed, advised and done."""
    needed, advised, done = (len(groups[group]) for group in (Group.NEEDED, Group.ADVISED, Group.DONE))
    return " · ".join(
        (
            ngettext("{count} needed now", "{count} needed now", needed).format(count=needed),
            ngettext("{count} advised", "{count} advised", advised).format(count=advised),
            ngettext("{count} done", "{count} done", done).format(count=done),
        )
    )
