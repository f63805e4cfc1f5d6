"""Where the queue stands, without a window: what is listed, what is looked at, what was put off."""

from dataclasses import dataclass, replace
from enum import Enum

from ilp_desktop.domain.matches import MatchQuestion, MergerLine


class Show(Enum):
    """Which list is shown."""

    OPEN = "open"
    """Questions to decide."""
    TOGETHER = "together"
    """What was put together, and can be parted again."""


@dataclass(frozen=True, slots=True)
class State:
    """The queue as one person sees it. ``chosen`` is a question's id or a merger's, by what is shown."""

    questions: tuple[MatchQuestion, ...] = ()
    mergers: tuple[MergerLine, ...] = ()
    count: int = 0
    """How many questions there are: more than are listed at once."""
    show: Show = Show.OPEN
    chosen: int | None = None
    later: tuple[int, ...] = ()
    """Questions put off, which stand at the end until the page is made anew."""
    read: bool = False

    @property
    def ids(self) -> tuple[int, ...]:
        """The ids listed, in order."""
        if self.show is Show.OPEN:
            return tuple(each.question_id for each in self.questions)
        return tuple(each.merger_id for each in self.mergers)

    @property
    def question(self) -> MatchQuestion | None:
        """The question looked at."""
        if self.show is not Show.OPEN:
            return None
        return next((each for each in self.questions if each.question_id == self.chosen), None)

    @property
    def merger(self) -> MergerLine | None:
        """The merger looked at."""
        if self.show is not Show.TOGETHER:
            return None
        return next((each for each in self.mergers if each.merger_id == self.chosen), None)


def answered(state: State, questions: tuple[MatchQuestion, ...], mergers: tuple[MergerLine, ...], count: int) -> State:
    """Take in what is there now. What was looked at stays so; where it went, the next at its place is."""
    at = state.ids.index(state.chosen) if state.chosen in state.ids else 0
    put_off = {question_id: place for place, question_id in enumerate(state.later, start=1)}
    ordered = tuple(sorted(questions, key=lambda each: put_off.get(each.question_id, 0)))
    return _settled(replace(state, questions=ordered, mergers=mergers, count=count, read=True), at)


def choosing(state: State, chosen: int) -> State:
    """Look at another line of the list."""
    return replace(state, chosen=chosen) if chosen in state.ids else state


def showing(state: State, show: Show) -> State:
    """Go to the other list."""
    return _settled(replace(state, show=show, chosen=None), 0)


def awaiting(state: State, question_id: int) -> State:
    """Look at a question that comes back into the list with the next answer."""
    return replace(state, show=Show.OPEN, chosen=question_id)


def put_off(state: State) -> State:
    """Leave the question for later: it goes to the end of the list, and the next one is looked at."""
    question = state.question
    if question is None:
        return state
    at = state.ids.index(question.question_id)
    rest = tuple(each for each in state.questions if each is not question)
    later = (*(each for each in state.later if each != question.question_id), question.question_id)
    return _settled(replace(state, questions=(*rest, question), later=later, chosen=None), at)


def _settled(state: State, at: int) -> State:
    if state.chosen in state.ids:
        return state
    ids = state.ids
    return replace(state, chosen=ids[min(at, len(ids) - 1)] if ids else None)
