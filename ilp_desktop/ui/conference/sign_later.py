"""Questions of a signature that was left for later: until when, and whether here or on paper."""

from datetime import date, timedelta

from ilp_desktop.domain.circumstances import SIGNS_HERE, SIGNS_HOW
from ilp_desktop.domain.conferences import Participant
from ilp_desktop.language import N_, _
from ilp_desktop.ui.day.words import date_words
from ilp_desktop.ui.deeds.forms import DeedForm

_HOW = {"here": N_("Here, at the school"), "paper": N_("On paper, brought or sent back")}
_SAID = {"here": N_("will sign here by {date}"), "paper": N_("will sign on paper by {date}")}
_USUAL = timedelta(days=7)


def later_words(by: date, how: str) -> str:
    """Say until when somebody will sign, and how."""
    return _(_SAID[how or SIGNS_HERE]).format(date=date_words(by))


def later_form(person: Participant, today: date) -> DeedForm:
    """Return the questions, with what was said before."""
    words = _(
        "Nothing is signed by this. Until they have signed, the plan waits, and they stand under “To sign later”."
    )
    title = _("{name} will sign later").format(name=person.name)
    form = DeedForm("sign_later", title, _("Keep this"), words)
    form.put(
        form.choice("how", _("How"), [(how, _(_HOW[how])) for how in SIGNS_HOW], person.signs_how or SIGNS_HERE),
        form.day("by", _("Until"), person.signs_by or today + _USUAL),
    )
    return form


def later_answers(form: DeedForm) -> tuple[date, str]:
    """Return until when, and how."""
    return form.certain_day_of("by"), str(form.chosen_of("how"))
