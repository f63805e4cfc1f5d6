"""One person's mark on a plan, from the choice to the signature. No Qt."""

from dataclasses import dataclass, replace

from ilp_desktop.domain.plans import Choice, Method
from ilp_desktop.language import N_

CHOICES: dict[Choice, str] = {
    "agree": N_("I took part and I agree."),
    "attended_only": N_("I took part. My signature does not mean I agree."),
    "disagree": N_("I took part and see some of it differently:"),
}


@dataclass(frozen=True, slots=True)
class Marking:
    """What a signer has said so far."""

    participant_id: int
    choice: Choice | None = None
    words: str = ""
    drawn: bool = False

    def owed(self, method: Method) -> str:
        """Return what is still missing for a mark made this way: choice, words, signature or nothing.

        On paper the same sentences are ticked, and recorded here; who chose not to sign is asked nothing more.
        """
        if method == "chose_not_to_sign":
            return ""
        if self.choice is None:
            return "choice"
        if self.choice == "disagree" and not self.words.strip():
            return "words"
        return "signature" if method == "drawn" and not self.drawn else ""


def choosing(marking: Marking, choice: Choice) -> Marking:
    """Make a choice."""
    return replace(marking, choice=choice)


def wording(marking: Marking, words: str) -> Marking:
    """Say in words what one sees differently."""
    return replace(marking, words=words)


def drawing(marking: Marking, *, drawn: bool) -> Marking:
    """Draw, or clear, a signature."""
    return replace(marking, drawn=drawn)
