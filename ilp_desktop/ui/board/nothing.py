"""What stands where the board has nobody: why, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from ilp_desktop.domain.access import Purpose, Relation, Role, Sharing, Viewer, decide
from ilp_desktop.domain.board import BoardFace, Show
from ilp_desktop.language import N_, _
from ilp_desktop.ui.board.state import Looking, Tab


class LeadsTo(Enum):
    """Where the button of an empty list leads."""

    POLICY = "policy"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Nothing:
    """An empty list: an icon, a title, a sentence or two, and a button where there is something to do."""

    icon: str
    title: str
    words: str
    action: str = ""
    leads_to: LeadsTo | None = None


_NOTHING: Mapping[Show, tuple[str, str, str]] = MappingProxyType(
    {
        Show.NEEDED: (
            "circle-check",
            N_("Nothing is needed"),
            N_("Every requirement of these students is met. Well done, all of you."),
        ),
        Show.OVERDUE: (
            "circle-check",
            N_("Nothing is overdue"),
            N_("Choose the tile again to see all that is needed."),
        ),
        Show.SOON: (
            "circle-check",
            N_("Nothing is due in the next two weeks"),
            N_("Choose the tile again to see all that is needed."),
        ),
        Show.NO_PLAN: (
            "circle-check",
            N_("Every student has a plan"),
            N_("Choose the tile again to see all that is needed."),
        ),
        Show.ALL_SET: (
            "users-round",
            N_("Nobody is all set yet"),
            N_("Students come here once nothing is needed of them."),
        ),
    }
)


def nothing_listed(show: Show) -> Nothing:
    """Return what an empty list of students says."""
    icon, title, words = _NOTHING[show]
    return Nothing(icon, _(title), _(words))


def nothing_there(face: BoardFace, looking: Looking, viewer: Viewer, *, is_working: bool) -> Nothing:
    """Return why nobody stands on the board, and what this person can do about it."""
    if is_working:
        words = _("What is needed is being worked out. It shows here as soon as it is there.")
        return Nothing("clock", _("One moment"), words)
    if not face.ruled:
        return _no_rules(viewer)
    if not face.summary.students:
        return _nobody(looking, viewer)
    return nothing_listed(looking.show)


def _no_rules(viewer: Viewer) -> Nothing:
    title = _("No rules are in force yet")
    if viewer.role is Role.LEAD:
        words = _(
            "Choose the policy that your school follows. Then this page says what each student needs, and by when."
        )
        return Nothing("list-checks", title, words, _("Choose a policy"), LeadsTo.POLICY)
    words = _(
        "Once the lead counselor has chosen the school's policy, this page says what each student needs, and by when."
    )
    return Nothing("list-checks", title, words)


def _nobody(looking: Looking, viewer: Viewer) -> Nothing:
    if looking.tab is Tab.EVERYONE:
        words = _("Bring in a roster, and this page says what is needed.")
        return Nothing("users-round", _("No student is here yet"), words)
    title = _("Nobody is assigned to you")
    if decide(viewer, Relation.PARTICIPANT, Sharing.PLAN, Purpose.ENTRUST):
        words = _("Under Office, Staff and students say whose students are whose. Your own then stand here.")
        return Nothing("users-round", title, words, _("Staff and students"), LeadsTo.STAFF)
    words = _("The lead or a counselor says whose students are whose. Your own then stand here.")
    return Nothing("users-round", title, words)
