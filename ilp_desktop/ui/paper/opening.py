"""Reading a conference to type its paper in, and the verbs that its lines ask for."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from ilp_desktop.domain.changes import Changes
from ilp_desktop.domain.conferences import ConferenceSheet
from ilp_desktop.domain.packs import PolicyPack
from ilp_desktop.domain.participation import StaffLine
from ilp_desktop.domain.plans import Choice
from ilp_desktop.ui.paper.form import Verbs

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.office import Office


@dataclass(frozen=True, slots=True)
class OpenPaper:
    """A conference as its paper is typed in: what it holds, what is asked, who marked what, who may have held it."""

    sheet: ConferenceSheet
    pack: PolicyPack
    marks: dict[int, str]
    staff: tuple[StaffLine, ...]


def read_paper(office: "Office", conference_id: int) -> OpenPaper:
    """Read a conference. Raises OfficeError ``conference_gone``."""
    sheet, pack = office.conferences.open(conference_id), office.packs.of_conference(conference_id)
    return OpenPaper(sheet, pack, _marks(office, conference_id), office.participants.staff())


def _marks(office: "Office", conference_id: int) -> dict[int, str]:
    signers = office.signing.prepare(conference_id).signers
    return {
        each.participant.participant_id: "not_today" if each.mark.method == "chose_not_to_sign" else each.mark.choice
        for each in signers
        if each.mark is not None
    }


def verbs_of(office: "Office", conference_id: int) -> Verbs:
    """Return what the lines of a conference's paper ask the office for."""
    paper = office.from_paper

    def sign(participant_id: int, choice: str, words: str) -> Changes:
        if not choice:
            return paper.unmark(conference_id, participant_id)
        said = None if choice == "not_today" else cast("Choice", choice)
        return paper.mark(conference_id, participant_id, said, words)

    return Verbs(
        draft=partial(paper.save_draft, conference_id),
        keep=partial(paper.leave_field, conference_id),
        here=partial(paper.set_attended, conference_id),
        outcome=partial(paper.set_outcome, conference_id),
        due=partial(paper.set_due, conference_id),
        minutes=partial(paper.note_talk, conference_id),
        no_talk=partial(paper.talk_not_held, conference_id),
        sign=sign,
    )
