"""How reaching a family is said: tries, what they add up to, what is needed in order to come, what was answered."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from ilp_desktop.domain.packs import worded
from ilp_desktop.domain.reaching import AdultReached, AskedLine, EffortLine, Need, NeedLine, Tried
from ilp_desktop.domain.replies import FamilySpan, Reply, ReplyLine
from ilp_desktop.language import N_, _, in_use, ngettext
from ilp_desktop.ui.day.words import date_words, day_words, language_within, time_words
from ilp_desktop.wording.evidence import MODES, OUTCOMES

NEEDS: Mapping[Need, str] = MappingProxyType(
    {
        Need.INTERPRETER: N_("An interpreter"),
        Need.HOUR: N_("A certain hour"),
        Need.PHONE: N_("A call instead"),
        Need.VIDEO: N_("A video meeting instead"),
        Need.NO_STAIRS: N_("A room without stairs"),
        Need.CHILD_CARE: N_("Child care"),
        Need.OTHER: N_("Something else"),
    }
)
REPLIES: Mapping[Reply, str] = MappingProxyType(
    {
        Reply.COMING: N_("Coming"),
        Reply.BY_PHONE: N_("By phone"),
        Reply.BY_VIDEO: N_("By video"),
        Reply.ANOTHER_TIME: N_("Another time"),
        Reply.NOT_COMING: N_("Not coming"),
    }
)


def adult_words(adult: AdultReached) -> str:
    """Word what was tried to reach an adult: how often, the last time, what came of it."""
    if not adult.tries:
        return _("Came to a conference this year") if adult.is_reached else _("Nobody has tried yet this year")
    count = len(adult.tries)
    tries = ngettext("{count} try", "{count} tries", count).format(count=count)
    return f"{tries}, {_last_words(adult.tries[0])}"


def _last_words(last: Tried) -> str:
    how = _(MODES[last.mode]) if last.mode in MODES else ""
    came = _(OUTCOMES[last.outcome]) if last.outcome in OUTCOMES else ""
    told = ", ".join(within(part) for part in (how, came) if part)
    when = _("last on {day}").format(day=date_words(last.on))
    by = _("by {name}").format(name=last.by) if last.by else ""
    return " · ".join(part for part in (f"{when}: {told}" if told else when, by) if part)


def within(words: str) -> str:
    """Return words as they stand within a sentence."""
    return words[:1].lower() + words[1:]


def effort_words(line: EffortLine) -> str:
    """Word what the tries add up to under one requirement, and when that is enough."""
    title = worded(line.title, in_use())
    if not line.by_adult:
        have = _("{have} of {need} tries").format(have=line.have, need=line.need)
        return f"{title}: {have}"
    have = ngettext(
        "{have} of {need} adult came or was tried often enough",
        "{have} of {need} adults came or were tried often enough",
        line.need,
    ).format(have=line.have, need=line.need)
    rule = (
        ngettext("{count} try each", "{count} tries each", line.tries).format(count=line.tries)
        if line.tries
        else _("the staff judge when it is enough")
    )
    return f"{title}: {have} ({rule})"


def need_words(need: Need, language: str = "") -> str:
    """Word one thing that a family needs."""
    if need is Need.INTERPRETER and language:
        return _("An interpreter for {language}").format(language=language_within(language))
    return _(NEEDS[need])


def needs_words(needs: Iterable[Need], language: str = "") -> str:
    """Word all that a family needs, in one line."""
    words = [need_words(one, language) for one in needs]
    return ", ".join([*words[:1], *map(within, words[1:])])


def need_line_words(line: NeedLine) -> str:
    """Word what was asked for, and the note."""
    return ". ".join(part.rstrip(".") for part in (needs_words(line.needs, line.language), line.note) if part)


def asked_words(line: AskedLine) -> str:
    """Word that a conference was asked for, what about, and what came of it."""
    came = _("What came of it: {words}").format(words=line.came_of) if line.came_of else ""
    return " ".join(part for part in (line.note, came) if part)


def reply_words(line: ReplyLine) -> str:
    """Word an answer with who gave it."""
    said = _("{name}: {answer}").format(name=line.name, answer=within(_(REPLIES[line.reply])))
    return f"{said}. {line.note}" if line.note else said


def span_words(span: FamilySpan) -> str:
    """Word a stretch of time in which a family can come."""
    times = _("{begins} to {ends}").format(begins=time_words(span.begins_at), ends=time_words(span.ends_at))
    return f"{day_words(span.on)}, {times}"
