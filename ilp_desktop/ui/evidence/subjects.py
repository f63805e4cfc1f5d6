"""Whose requirements are shown, and what can be recorded for one of them."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from ilp_desktop.domain.changes import Changes
from ilp_desktop.domain.evidence import Entry, EventLine, Requirement, Requirements, TakenBack
from ilp_desktop.domain.policy.recording import CONFERENCE, Offer
from ilp_desktop.language import _
from ilp_desktop.ui.deeds.forms import DeedForm
from ilp_desktop.ui.evidence.lines import Choice
from ilp_desktop.ui.names import named
from ilp_desktop.ui.widgets import Card, EmptyState

Verb = Callable[[], Changes]


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose requirements are shown: how they are read, and the verbs that are theirs."""

    read: Callable[[], Requirements]
    record: Callable[[Entry], Changes]
    complete: Callable[[str, Collection[str], date, str], Changes]
    correct: Callable[[int, Entry], Changes]
    take_back: Callable[[int, TakenBack], Changes]
    waive: Callable[[str, str, str, str], Changes] | None = None
    take_back_waiver: Callable[[int], Changes] | None = None


def unready(form: DeedForm) -> str:
    """Return what is missing before a form's verb can be tried."""
    if form.objectName() == "add_form" and not form.ticked_of("marks"):
        return _("Nothing is ticked yet. Tick what can be said of it.")
    return ""


def choices_of(member: Requirement, about: Requirements) -> list[Choice]:
    """Return what can be recorded for a requirement: each of its templates that may be used now, or the kind alone."""
    found: list[Choice] = []
    known = {one.key: one for one in about.templates}
    for offer in member.offers:
        if not offer.makes:
            continue
        if offer.kind == "decision" or not offer.forms:
            found.append((offer, None))
        found += [(offer, known[form]) for form in offer.forms if form in known and known[form].event == offer.kind]
    return found


_SHOWS = {
    "request": ("given", "decided", "accommodation", "communicated"),
    "registration_check": ("consistent",),
    "note": ("communicated",),
    "approval": ("approved",),
}
"""What can be said of a kind that no requirement asks for: a request was answered, a meeting decided upon (R33, R36)."""


def everything(about: Requirements, kinds: Collection[str]) -> list[Choice]:
    """Return each of these kinds: under its templates, and alone."""
    found: list[Choice] = []
    for kind in kinds:
        marks = _SHOWS.get(kind, ())
        if kind == CONFERENCE:
            found.append((Offer(kind, groupings=("group",)), None))
        mine = [one for one in about.templates if one.event == kind]
        found += [(Offer(kind, (one.key,), marks=marks), one) for one in mine]
        if not mine or kind in _SHOWS or not about.of_school:
            found.append((Offer(kind, marks=marks), None))
    return found


def nothing_asked(body: QWidget) -> Card:
    card = named(Card(parent=body), "requirements_empty_card")
    words = _("The policy set in force asks for nothing here. One that does is chosen under Policy.")
    card.body.addWidget(EmptyState("list-checks", _("No requirements"), words))
    return card


def written_id(line: EventLine) -> int:
    assert line.evidence_id is not None, "somebody wrote it down"
    return line.evidence_id
