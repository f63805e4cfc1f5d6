"""What can be done with the private consultation's timer, and what a person is told about it. No Qt."""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from ilp_desktop.domain.consultations import Consultation, Phase
from ilp_desktop.language import _


class Act(Enum):
    """What can be done with the timer; a value is the name of its verb."""

    START = "start"
    PAUSE = "pause"
    GO_ON = "go_on"
    ADD_MINUTE = "add_minute"
    FINISH = "finish"
    NOT_HELD = "not_held"
    REOPEN = "reopen"
    TALKED_ON = "talked_on"
    STOPPED_THEN = "stopped_then"


ACTS: Mapping[Phase, tuple[Act, ...]] = MappingProxyType(
    {
        Phase.IDLE: (Act.START, Act.NOT_HELD),
        Phase.RUNNING: (Act.PAUSE, Act.ADD_MINUTE, Act.FINISH),
        Phase.PAUSED: (Act.GO_ON, Act.ADD_MINUTE, Act.FINISH),
        Phase.INTERRUPTED: (Act.TALKED_ON, Act.STOPPED_THEN, Act.FINISH),
        Phase.FINISHED: (Act.REOPEN,),
        Phase.NOT_HELD: (Act.REOPEN,),
    }
)
"""The actions of each phase, in the order they are offered."""


def clock_words(seconds: int) -> str:
    """Word a duration in seconds as minutes and seconds: 2:40."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes}:{rest:02}"


def minutes_words(seconds: int) -> str:
    """Word a whole limit: 5 minutes, or 5:30 minutes."""
    whole, rest = divmod(seconds, 60)
    return _("{minutes} minutes").format(minutes=clock_words(seconds) if rest else whole)


def account(consultation: Consultation) -> str:
    """Word what is on record, or what a person has to say first, in one or two sentences."""
    time = clock_words(consultation.counted)
    match consultation.phase:
        case Phase.INTERRUPTED:
            return _("The timer was interrupted at {time}. Nothing after that is certain. What happened then?").format(
                time=time
            )
        case Phase.FINISHED if consultation.counted < consultation.minimum:
            return _("It took place for {time}, which is under {limit}. If that was a slip, open it again.").format(
                time=time, limit=minutes_words(consultation.minimum)
            )
        case Phase.FINISHED:
            return _("It took place for {time}.").format(time=time)
        case _other:
            return ""
