"""One conference on the screen: its sheet as last read, its boxes, and the verbs that its parts ask for."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from ilp_desktop.clock import Clock
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.conferences import ConferenceSheet
from ilp_desktop.domain.consultations import Consultation
from ilp_desktop.domain.packs import PolicyPack, Wording, worded
from ilp_desktop.language import in_use
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.conference.boxes import Boxes
from ilp_desktop.ui.conference.writing import Words

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.office import Office

_SHOWN = (Kind.CONFERENCE, Kind.DAY, Kind.STUDENT, Kind.ROSTER, Kind.CONSULTATION, Kind.SIGNATURE)


class Sitting(QObject):
    """What the parts of one conference's screen share. They read ``sheet`` and hear ``sheet_read``."""

    sheet_read = Signal()
    failed = Signal(object)
    """An OfficeError to say above the section."""
    steps_changed = Signal()
    """The conference has other steps by now: it is opened anew."""
    conference_wanted = Signal(int)
    """Another conference is to be opened: the next child of the same family."""

    def __init__(
        self,
        office: "Office",
        background: Background,
        clock: Clock,
        zone: ZoneInfo,
        pack: PolicyPack,
        sheet: ConferenceSheet,
    ) -> None:
        super().__init__()
        self.office = office
        self.background = background
        self.clock = clock
        self.zone = zone
        self.pack = pack
        self.sheet = sheet
        self.turn_wanted: int | None = None
        """Who came to sign what they left for later: their turn is opened with the signing step."""
        conference = sheet.conference_id
        self.boxes = Boxes(
            background,
            lambda field, text, language: office.conferences.save_draft(conference, field, text, language),
            lambda field, text, language: office.conferences.leave_field(conference, field, text, language),
            delay=office.settings.draft_milliseconds,
            parent=self,
        )
        background.changed.connect(self._hear)

    @property
    def conference_id(self) -> int:
        """The conference's id."""
        return self.sheet.conference_id

    @property
    def name(self) -> str:
        """The name the student goes by."""
        return self.sheet.preferred_name or self.sheet.student_name.split(" ")[0]

    def worded(self, wording: Wording) -> str:
        """Return a text of the policy set in the language in use, with the student's name in it."""
        return worded(wording, in_use(), self.name)

    def do(self, verb: Callable[[], Changes], then: Callable[[Changes], None] | None = None) -> None:
        """Have a verb done; what the office meets is said above the section."""
        self.background.do(verb, then, self.failed.emit, owner=self)

    def do_quietly(self, verb: Callable[[], Changes]) -> None:
        """Have a verb done that changes nothing on this screen."""
        self.do(lambda: replace(verb(), origin=self))

    def talk(self, verb: Callable[[], Consultation], then: Callable[[Consultation], None] | None = None) -> None:
        """Have something done with the private consultation's timer; it shows at once where it now stands."""
        result: list[Consultation] = []

        def timed() -> Changes:
            result.append(verb())
            return Changes(frozenset({Kind.CONSULTATION}), frozenset({self.conference_id}), origin=self)

        def show(_changes: Changes) -> None:
            self.sheet = replace(self.sheet, consultation=result[0])
            if then is not None:
                then(result[0])
            self.sheet_read.emit()

        self.do(timed, show)

    def refresh(self) -> None:
        """Read the sheet again; boxes take what is new where nothing was typed since."""
        asked = self.boxes.asked()
        conference = self.conference_id

        def show(sheet: ConferenceSheet) -> None:
            self.sheet = sheet
            for field, words in texts(sheet).items():
                self.boxes.answer(field, words, asked)
            self.sheet_read.emit()

        self.background.ask(lambda: self.office.conferences.open(conference), self, show, self.failed.emit)

    def close(self) -> None:
        """Leave every box, and go when all of it is durable: a full disk is tried again until then."""
        self.background.changed.disconnect(self._hear)
        self.boxes.flush()
        if self.boxes.settled:
            self.deleteLater()
        else:
            self.boxes.saved.connect(self.deleteLater)

    def _hear(self, changes: Changes) -> None:
        if changes.origin is self or changes.origin is self.boxes or not changes.touches(*_SHOWN):
            return
        self.refresh()


def texts(sheet: ConferenceSheet) -> dict[str, Words]:
    """Return every text of a conference by its field path."""
    found = {answer_path(answer.field): Words(answer.text, answer.language) for answer in sheet.answers}
    for goal in sheet.goals:
        found[f"goal:{goal.goal_id}"] = Words(goal.text, goal.language)
        for step in goal.steps:
            found[f"step:{step.step_id}"] = Words(step.text, goal.language)
            found[f"step_who:{step.step_id}"] = Words(step.who, goal.language)
    for promise in sheet.commitments:
        found[f"commitment:{promise.commitment_id}"] = Words(promise.text, promise.language)
        found[f"commitment_who:{promise.commitment_id}"] = Words(promise.who, promise.language)
    for course in sheet.courses:
        found[f"course:{course.course_id}"] = Words(course.title)
    return found


def answer_path(field: str) -> str:
    """Return the field path of an answer; what a signer wishes to say has a path of its own."""
    return field if field.startswith("words:") else f"answer:{field}"
