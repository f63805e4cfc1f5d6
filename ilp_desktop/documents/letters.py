"""A letter to one home, in its language: what it is about, what the family can do, whom to call. It never scolds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from ilp_desktop.documents import looks
from ilp_desktop.documents.layout import Strip, fewest_pages, held, paint_down, paragraph
from ilp_desktop.documents.pages import Page, Style
from ilp_desktop.documents.papers import Paper, PaperSize
from ilp_desktop.documents.tags import Tag
from ilp_desktop.documents.words import Words

_TEXT = Style("Regular", 11.5, 17, looks.INK)
_STRONG = Style("SemiBold", 11.5, 17, looks.INK)
_HEADING = Style("SemiBold", 12.5, 17, looks.ACCENT)
_WINDOW = 96.0
"""Height of the address, so that it stands in the window of an envelope."""


@dataclass(frozen=True, slots=True)
class LetterText:
    """What a letter says. ``kind`` is ``schedule``, ``missed`` or ``notice``; an empty ``title`` is the program's own.

    ``times`` are days with an hour 'HH:MM' that could work; ``parts`` are headings with the words below each.
    """

    kind: str
    title: str
    school: str
    student: str
    plan: str
    names: tuple[str, ...]
    address: str
    call_name: str
    call_phone: str
    signed: str
    to_student: bool = False
    arranged_on: date | None = None
    arranged_at: str = ""
    missed_on: date | None = None
    times: tuple[tuple[date, str], ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    arranged_room: str = ""
    arranged_mode: str = ""
    """``in_person``, ``phone`` or ``video``; empty: nothing is said of it."""
    arranged_with: str = ""
    arranged_minutes: int = 0


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note or document of a student as somebody copies it into another system (R98, R112), prompt by prompt."""

    title: str
    school: str
    student: str
    facts: tuple[str, ...]
    """Number, grade, day, who wrote it: a line each."""
    filed_in: str
    parts: tuple[tuple[str, str], ...]


def draw_letter(letter: LetterText, on: date, language: str = "en", size: PaperSize = "letter") -> bytes:
    """Draw it as PDF, for a window envelope. The same arguments always give the same bytes."""
    words = Words(language, {})
    title = letter.title or _own_title(words, letter)
    paper = Paper(title=title, author=letter.school, language=language, dated=on.isoformat(), size=size)
    _put(paper, letter, title, words, on, paper.root)
    return paper.finished()


def draw_letters(
    letters: Sequence[tuple[LetterText, str]],
    on: date,
    title: str,
    language: str = "en",
    size: PaperSize = "letter",
    drawn: Callable[[int], None] = lambda _count: None,
) -> bytes:
    """Draw letters one after another as one PDF, each in its own language and beginning on a right-hand page.

    ``drawn`` hears how many are done, and may raise to stop. The same arguments always give the same bytes.
    """
    school = letters[0][0].school if letters else ""
    paper = Paper(title=title, author=school, language=language, dated=on.isoformat(), size=size)
    pages = 0
    for number, (letter, spoken) in enumerate(letters, start=1):
        if pages % 2:
            paper.page()
            pages += 1
        words = Words(spoken, {})
        root = paper.root.add("Sect", language=spoken)
        pages += _put(paper, letter, letter.title or _own_title(words, letter), words, on, root)
        drawn(number)
    return paper.finished()


def _put(paper: Paper, letter: LetterText, title: str, words: Words, on: date, root: Tag) -> int:
    width = paper.width - 2 * looks.SIDE
    strips = [*_head(words, letter, on, width, root), *_body(words, letter, title, width, root)]
    return _paged(paper, words, strips, letter.school, width)


def draw_note(note: NoteText, on: date, language: str = "en", size: PaperSize = "letter") -> bytes:
    """Draw a note for whoever types it into another system. The same arguments always give the same bytes."""
    words = Words(language, {})
    paper = Paper(title=note.title, author=note.school, language=language, dated=on.isoformat(), size=size)
    width, root = paper.width - 2 * looks.SIDE, paper.root
    strips = [
        *paragraph(note.school, looks.KIND, width, root.add("P")),
        *paragraph(note.title, looks.NAME, width, root.add("H1"), above=4),
        *paragraph(" · ".join((note.student, *note.facts)), looks.FACTS, width, root.add("P"), above=2),
    ]
    if note.filed_in:
        line = words.gettext("To be copied into: {system}").format(system=note.filed_in)
        strips += paragraph(line, _STRONG, width, root.add("P"), above=8)
    for number, (heading, text) in enumerate(note.parts, start=1):
        said = f"{number}. {heading}"
        strips += held(paragraph(said, _HEADING, width, root.add("H2"), above=looks.BETWEEN_SECTIONS))
        strips += _lines(text or words.gettext("Nothing is written here yet."), width, root)
    after = looks.BETWEEN_SECTIONS * 2
    copied = words.gettext("Copied on: ____________   By: ________________________")
    strips += paragraph(copied, looks.BODY, width, root.add("P"), above=after)
    return _finished(paper, words, strips, note.student, width)


def _finished(paper: Paper, words: Words, strips: list[Strip], foot: str, width: float) -> bytes:
    _paged(paper, words, strips, foot, width)
    return paper.finished()


def _paged(paper: Paper, words: Words, strips: list[Strip], foot: str, width: float) -> int:
    room = paper.height - looks.TOP - looks.FOOTER
    pages = fewest_pages(strips, room, room)
    for number, some in enumerate(pages, start=1):
        page = paper.page()
        paint_down(page, looks.SIDE, looks.TOP, some)
        _foot(page, words, foot, width, number, len(pages))
    return len(pages)


def _head(words: Words, letter: LetterText, on: date, width: float, root: Tag) -> list[Strip]:
    day = paragraph(words.date(on.isoformat()), looks.FACTS, width, root.add("P"), above=3)
    strips = [*paragraph(letter.school, Style("SemiBold", 13, 17, looks.ACCENT), width, root.add("P")), *day]
    tall = 0.0
    lines = (*letter.names, *(one for one in letter.address.splitlines() if one.strip()))
    for number, line in enumerate(lines):
        put = paragraph(line, _TEXT, width * 0.6, root.add("P"), above=0 if number else 34, label=True)
        strips += put
        tall += sum(one.height for one in put)
    return [*strips, Strip(max(0.0, _WINDOW - tall), lambda _page, _left, _top: None)]


def _body(words: Words, letter: LetterText, title: str, width: float, root: Tag) -> list[Strip]:
    strips = held(paragraph(title, looks.NAME, width, root.add("H1"), above=4))
    dear = words.gettext("Dear {names},").format(names=_joined(words, letter.names))
    strips += paragraph(dear, _TEXT, width, root.add("P"), above=12)
    for said in _said(words, letter):
        strips += paragraph(said, _TEXT, width, root.add("P"), above=9)
    for heading, text in letter.parts:
        strips += held(paragraph(heading, _HEADING, width, root.add("H2"), above=looks.BETWEEN_SECTIONS))
        strips += _lines(text, width, root)
    strips += _times(words, letter, width, root)
    strips += paragraph(_how_to_reach(words, letter), _TEXT, width, root.add("P"), above=12)
    strips += held(paragraph(words.gettext("With kind regards,"), _TEXT, width, root.add("P"), above=16))
    strips += held(paragraph(letter.signed, _STRONG, width, root.add("P"), above=4))
    return [*strips, *paragraph(letter.school, looks.FACTS, width, root.add("P"))]


def _lines(text: str, width: float, root: Tag) -> list[Strip]:
    strips: list[Strip] = []
    for part in text.split("\n"):
        if part.strip():
            strips += paragraph(part, _TEXT, width, root.add("P"), above=4)
    return strips


def _own_title(words: Words, letter: LetterText) -> str:
    if letter.kind == "missed":
        return words.gettext("We missed you")
    return words.gettext("Let us find a time to talk")


def _said(words: Words, letter: LetterText) -> list[str]:
    """Return what the letter says before its own parts: nothing where those say it all."""
    if letter.kind == "notice":
        return []
    said: list[str] = []
    if letter.kind == "missed" and letter.missed_on is not None:
        said.append(words.gettext("We missed you on {date}.").format(date=words.date(letter.missed_on.isoformat())))
    if letter.to_student:
        asked = words.gettext(
            "We would like to sit down with you for your {plan}: what you are proud of, how it is going, and what comes next."
        )
    else:
        asked = words.gettext(
            "We would like to sit down with you and {name} for the {plan}: what {name} is proud of, how it is going, and what "
            "comes next. {name} is invited too."
        )
    said.append(asked.format(name=letter.student, plan=letter.plan))
    if letter.arranged_on is not None:
        with_hour = words.gettext("We have kept a time for you: {date}, {hour}.")
        kept = with_hour if letter.arranged_at else words.gettext("We have kept a day for you: {date}.")
        told = kept.format(date=words.date(letter.arranged_on.isoformat()), hour=hour(letter.arranged_at))
        said.append(told.replace("m..", "m."))  # 4:00 p.m. ends the sentence by itself
        said += _where(words, letter)
    return said


def _where(words: Words, letter: LetterText) -> list[str]:
    """Return with whom, where and for how long: in one line."""
    parts: list[str] = []
    if letter.arranged_with:
        parts.append(words.gettext("With {name}.").format(name=letter.arranged_with))
    if letter.arranged_mode == "phone":
        parts.append(words.gettext("We will call you; you need not come to the school."))
    elif letter.arranged_mode == "video":
        parts.append(words.gettext("By video; you need not come to the school."))
    elif letter.arranged_room:
        place = words.gettext("Where: {school}, {room}.")
        parts.append(place.format(school=letter.school, room=letter.arranged_room))
    elif letter.arranged_mode:
        parts.append(words.gettext("Where: {school}.").format(school=letter.school))
    if letter.arranged_minutes:
        lasts = words.ngettext(
            "It takes about {count} minute.", "It takes about {count} minutes.", letter.arranged_minutes
        )
        parts.append(lasts.format(count=letter.arranged_minutes))
    return [" ".join(parts)] if parts else []


def _times(words: Words, letter: LetterText, width: float, root: Tag) -> list[Strip]:
    if not letter.times:
        return []
    count = len(letter.times)
    asked = words.ngettext("Here is a time that could work:", "Here are {count} times that could work:", count)
    strips = held(paragraph(asked.format(count=count), _TEXT, width, root.add("P"), above=9))
    for day, at in letter.times:
        said = words.gettext("{date}, {hour}").format(date=words.date(day.isoformat()), hour=hour(at))
        strips += paragraph(f"•  {said}", _STRONG, width, root.add("P"), above=3, x=10)
    return strips


def _how_to_reach(words: Words, letter: LetterText) -> str:
    if letter.kind == "notice":
        by_phone = words.gettext("Do you have questions? Call {name}, {phone}.")
        asked = by_phone if letter.call_phone else words.gettext("Do you have questions? Ask {name}.")
    elif letter.call_phone:
        asked = words.gettext(
            "For another time, an interpreter, a call or a video meeting instead, or anything else that makes it easier to "
            "come, call {name}, {phone}."
        )
    else:
        asked = words.gettext(
            "For another time, an interpreter, a call or a video meeting instead, or anything else that makes it easier to "
            "come, ask {name}."
        )
    return asked.format(name=letter.call_name, phone=letter.call_phone)


def hour(at: str) -> str:
    """Return a local time 'HH:MM' as families read it: 2:50 p.m."""
    hours, _, minutes = at.partition(":")
    if not (hours.isdecimal() and minutes.isdecimal()):
        return at
    return f"{int(hours) % 12 or 12}:{minutes} {'a.m.' if int(hours) < 12 else 'p.m.'}"


def _joined(words: Words, names: tuple[str, ...]) -> str:
    if len(names) < 2:
        return "".join(names)
    return words.gettext("{several} and {last}").format(several=", ".join(names[:-1]), last=names[-1])


def _foot(page: Page, words: Words, foot: str, width: float, number: int, pages: int) -> None:
    top = page.height - looks.FOOTER + 14
    line = words.gettext("{name} · Page {page} of {pages}").format(name=foot, page=number, pages=pages)
    with page.part_of(None):
        page.rule(looks.SIDE, top, width, looks.RULE)
    paint_down(page, looks.SIDE, top + 7, paragraph(line, looks.FOOT, width, None)[:1])
