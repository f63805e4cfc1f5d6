"""What is typed into one box, from the first key to the record, so that nothing is lost and nothing jumps. No Qt.

A box is *quiet* when all of it is kept and nothing is under way: only then may an answer from the store replace
what it shows, and only if nothing was typed since that answer was asked for.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Words:
    """A text and the language it is written in (BCP-47)."""

    text: str = ""
    language: str = "en"


NOTHING = Words("\0")
"""Stands for what did not arrive: no text that anybody types is like it."""


@dataclass(frozen=True, slots=True)
class Writing:
    """One box: what it shows, what is durable as a draft, what is kept as a change, and how often it was typed in."""

    shown: Words = Words()
    drafted: Words = Words()
    kept: Words = Words()
    typed: int = 0
    under_way: int = 0

    @property
    def owes_draft(self) -> bool:
        """Whether keystrokes wait to be made durable."""
        return self.shown != self.drafted

    @property
    def owes_change(self) -> bool:
        """Whether leaving the box makes a change."""
        return self.shown != self.kept

    @property
    def quiet(self) -> bool:
        """Whether an answer from the store may replace what is shown."""
        return not (self.owes_draft or self.owes_change or self.under_way)


def opened(words: Words) -> Writing:
    """Open a box on what the store holds."""
    return Writing(words, words, words)


def typed(writing: Writing, words: Words) -> Writing:
    """Take a keystroke or another language."""
    if words == writing.shown:
        return writing
    return replace(writing, shown=words, typed=writing.typed + 1)


def draft_sent(writing: Writing) -> Writing:
    """The draft of what is shown is on its way to the disk."""
    return replace(writing, drafted=writing.shown, under_way=writing.under_way + 1)


def change_sent(writing: Writing) -> Writing:
    """The change is on its way; it takes the draft's place."""
    return replace(writing, drafted=writing.shown, kept=writing.shown, under_way=writing.under_way + 1)


def arrived(writing: Writing) -> Writing:
    """One of the things under way is durable."""
    return replace(writing, under_way=max(0, writing.under_way - 1))


def failed(writing: Writing, sent: Words) -> Writing:
    """One of the things under way did not arrive: what it carried is owed again."""
    return replace(
        writing,
        drafted=NOTHING if writing.drafted == sent else writing.drafted,
        kept=NOTHING if writing.kept == sent else writing.kept,
        under_way=max(0, writing.under_way - 1),
    )


def answered(writing: Writing, words: Words, *, typed_when_asked: int | None) -> Writing:
    """Take the store's answer, unless the box was typed in since it was asked or was not quiet then (None)."""
    if typed_when_asked != writing.typed or not writing.quiet:
        return writing
    return replace(writing, shown=words, drafted=words, kept=words)
