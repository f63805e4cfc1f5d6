"""What is asked before a deed about an adult is done, and the verb that does it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, cast

from ilp_desktop.domain.changes import Changes
from ilp_desktop.domain.guardianship import BY_GRANT_ONLY, GivenBy, Right
from ilp_desktop.domain.relations import Adult, Family, GrantLine, RelationLine, Terms
from ilp_desktop.language import N_, _
from ilp_desktop.ui.conference.people import role_words
from ilp_desktop.ui.day.words import language_words
from ilp_desktop.ui.deeds.forms import DeedForm
from ilp_desktop.ui.households.words import FAMILY, GIVEN_BY, MAY, OUTSIDE, grant_words

if TYPE_CHECKING:
    from ilp_desktop.services.guardians import Guardians

Verb = Callable[[], Changes]
_LANGUAGES = ("en", "es", "vi", "ar", "zh", "so", "nv", "fr", "pt", "ru", "ko", "to", "sm", "sw", "hi", "tl")


class Deed(Enum):
    """What can be done about an adult; a value is part of the names of its widgets."""

    CHANGE = "change"
    GRANT = "grant"
    CORRECT = "correct"
    END = "end"
    BAR = "bar"
    LIFT = "lift"
    ADD = "add"
    ADD_OUTSIDE = "outside"


MENU: dict[Deed, str] = {
    Deed.CORRECT: N_("Correct name or contact"),
    Deed.CHANGE: N_("Change relation and rights"),
    Deed.GRANT: N_("Grant a right"),
    Deed.END: N_("End the relation"),
    Deed.BAR: N_("See office before contact"),
    Deed.LIFT: N_("Lift: no need to see the office"),
}


def deeds_for(line: RelationLine, family: Family, on: date) -> tuple[Deed, ...]:
    """Return what the viewer may do about an adult, in the order of the menu."""
    if not family.may_change:
        return (Deed.CORRECT,) if family.may_correct and not line.barred else ()
    ended = line.terms.ends_on is not None and line.terms.ends_on <= on
    hidden = {
        Deed.BAR if line.bar is not None else None,
        None if line.barred else Deed.LIFT,
        Deed.END if ended else None,
    }
    hidden |= set() if family.may_correct else {Deed.CORRECT}
    return tuple(deed for deed in MENU if deed not in hidden)


@dataclass(frozen=True, slots=True)
class Asking:
    """About whom something is asked, and on which day."""

    student_id: int
    family: Family
    today: date
    line: RelationLine | None = None

    @property
    def whom(self) -> RelationLine:
        """The adult that the deed is about."""
        assert self.line is not None, "a deed about somebody"
        return self.line


def form_of(deed: Deed, asking: Asking) -> DeedForm:
    """Return the questions of a deed, with what stands there now."""
    return _FORMS[deed](asking)


def verb_of(deed: Deed, form: DeedForm, asking: Asking, guardians: "Guardians") -> Verb:
    """Return the verb of a deed with what was answered."""
    return _VERBS[deed](form, asking, guardians)


def _may() -> list[tuple[Right, str]]:
    return [(right, _(words)) for right, words in MAY.items()]


def _relationships(keys: Iterable[str], now: str = "") -> list[tuple[object, str]]:
    offered = [*keys, *([now] if now and now not in keys else [])]
    return [(key, role_words(key)) for key in offered]


def _terms_questions(form: DeedForm, asking: Asking, terms: Terms) -> None:
    keys = OUTSIDE if terms.relationship in OUTSIDE else FAMILY
    choice = form.choice(
        "relation", _("Who they are to the student"), _relationships(keys, terms.relationship), terms.relationship
    )
    form.put(choice)
    form.put(form.checks("may", _("What they may do"), _may(), terms.may))
    first = form.day(
        "first", _("Only from a day on"), terms.begins_on or asking.today, wanted=bool(terms.begins_on), optional=True
    )
    last = form.day("last", _("No longer on"), terms.ends_on or asking.today, wanted=bool(terms.ends_on), optional=True)
    form.put(first, last)


def _terms(form: DeedForm) -> Terms:
    return Terms(
        relationship=str(form.chosen_of("relation")),
        may=_rights(form),
        begins_on=form.day_of("first"),
        ends_on=form.day_of("last"),
    )


def _rights(form: DeedForm) -> frozenset[Right]:
    return cast("frozenset[Right]", form.ticked_of("may"))


def _change_form(asking: Asking) -> DeedForm:
    terms = asking.whom.terms
    words = _("What is said here is the office's word: the next roster does not change it back.")
    form = DeedForm("change", _("What {name} may do").format(name=asking.whom.name), _("Keep this"), words)
    _terms_questions(form, asking, Terms(terms.relationship, terms.may, terms.begins_on, terms.ends_on))
    return form


def _change(form: DeedForm, asking: Asking, guardians: "Guardians") -> Verb:
    line, terms = asking.whom, _terms(form)
    return lambda: guardians.change(line.relation_id, terms, line.version)


def _grant_form(asking: Asking) -> DeedForm:
    line, family = asking.whom, asking.family
    words = _("For an agency or foster contact, or for the time after the student turns 18.")
    form = DeedForm("grant", _("Grant {name} a right").format(name=line.name), _("Grant"), words)
    at_18 = family.adult_on if not line.terms.by_grant_only else None
    form.put(form.checks("may", _("What they may do"), _may(), {Right.ATTEND}))
    given_by = form.choice(
        "by", _("Who grants it"), [(one, _(words)) for one, words in GIVEN_BY.items()],
        GivenBy.STUDENT if at_18 is not None else GivenBy.OFFICE,
    )  # fmt: skip
    form.put(given_by, form.line("paper", _("Paper, if there is one")))
    first = form.day("first", _("From"), max(at_18, asking.today) if at_18 else asking.today)
    form.put(first, form.day("last", _("No longer on"), asking.today, wanted=False, optional=True))
    return form


def _grant(form: DeedForm, asking: Asking, guardians: "Guardians") -> Verb:
    line, rights = asking.whom, _rights(form)
    by, paper = cast("GivenBy", form.chosen_of("by")), form.words_of("paper")
    first, last = form.certain_day_of("first"), form.day_of("last")
    return lambda: guardians.grant(line.relation_id, rights, by, first, last, paper)


def _correct_form(asking: Asking) -> DeedForm:
    line = asking.whom
    words = _("The next roster does not change it back without asking. It holds for every student of this adult.")
    form = DeedForm("correct", _("Correct name or contact"), _("Keep this"), words)
    form.put(
        form.line("given", _("Given name"), line.given_name), form.line("family", _("Family name"), line.family_name)
    )
    form.put(form.line("phone", _("Phone"), line.phone), form.line("email", _("Email"), line.email))
    _speaks(form, line.language, needs=line.needs_interpreter)
    return form


def _speaks(form: DeedForm, language: str, *, needs: bool) -> None:
    tags = [*_LANGUAGES, *([language] if language and language not in _LANGUAGES else [])]
    offered = [(tag, language_words(tag)) for tag in tags]
    choice = form.choice("language", _("Language"), offered, language or "en")
    form.put(
        choice,
        form.checks(
            "needs", _("At conferences"), [("interpreter", _("Needs an interpreter"))], {"interpreter"} if needs else ()
        ),
    )


def _correct(form: DeedForm, asking: Asking, guardians: "Guardians") -> Verb:
    line = asking.whom
    said: dict[str, str | bool] = {
        "given_name": form.words_of("given"),
        "family_name": form.words_of("family"),
        "phone": form.words_of("phone"),
        "email": form.words_of("email"),
        "language": str(form.chosen_of("language")),
        "needs_interpreter": bool(form.ticked_of("needs")),
    }
    # What was not touched stays the roster's.
    changed = {key: value for key, value in said.items() if value != getattr(line, key)}
    return lambda: guardians.correct(line.guardian_id, **changed)


def _end_form(asking: Asking) -> DeedForm:
    words = _("From that day on {name} is on nothing that is made for the student. No roster begins it again.")
    title = _("End the relation")
    form = DeedForm("end", title, title, words.format(name=asking.whom.name), danger=True)
    form.put(form.day("on", _("First day without"), asking.today))
    return form


def _end(form: DeedForm, asking: Asking, guardians: "Guardians") -> Verb:
    on = form.certain_day_of("on")
    return lambda: guardians.end(asking.whom.relation_id, on)


def end_grant_form(grant: GrantLine, on: date) -> DeedForm:
    """Return the question of ending a right that was granted."""
    form = DeedForm("end_grant", _("End what is granted"), _("End"), grant_words(grant), danger=True)
    form.put(form.day("on", _("First day without"), max(on, grant.begins_on)))
    return form


def _bar_form(asking: Asking) -> DeedForm:
    words = _(
        "At once {name} is on no paper, in no letter and expected nowhere, until a person lifts it. The reason stays "
        "inside the office: the front desk reads neither it nor the name."
    )
    title = _("See office before contact")
    form = DeedForm("bar", title, _("Say so"), words.format(name=asking.whom.name), danger=True)
    form.put(form.line("reason", _("Why")))
    form.put(form.line("paper", _("What paper says so"), hint=_("The court, the case, the date.")))
    return form


def _bar(form: DeedForm, asking: Asking, guardians: "Guardians") -> Verb:
    reason, paper = form.words_of("reason"), form.words_of("paper")
    return lambda: guardians.bar(asking.whom.relation_id, reason, paper)


def _lift_form(asking: Asking) -> DeedForm:
    words = _("What stood before holds again: {rights}.").format(rights=_rights_before(asking))
    form = DeedForm("lift", _("No need to see the office any more"), _("Lift"), words, danger=True)
    form.put(form.line("reason", _("Why")))
    return form


def _rights_before(asking: Asking) -> str:
    return ", ".join(_(MAY[right]).lower() for right in Right if right in asking.whom.terms.may) or _("nothing")


def _lift(form: DeedForm, asking: Asking, guardians: "Guardians") -> Verb:
    reason = form.words_of("reason")
    return lambda: guardians.lift_bar(asking.whom.relation_id, reason)


def _adult_questions(form: DeedForm) -> None:
    form.put(form.line("given", _("Given name")), form.line("family", _("Family name")))
    form.put(form.line("phone", _("Phone")), form.line("email", _("Email")))
    _speaks(form, "en", needs=False)


def _add_form(asking: Asking) -> DeedForm:
    words = _("Somebody whom the roster does not bring. Who may come joins the conferences to come.")
    form = DeedForm("add", _("Add an adult"), _("Add"), words)
    _adult_questions(form)
    _terms_questions(form, asking, Terms(FAMILY[0]))
    return form


def _outside_form(asking: Asking) -> DeedForm:
    words = _("They may do what is granted here, from the first day to the last, and nothing else.")
    form = DeedForm("outside", _("Add an agency or foster contact"), _("Add and grant"), words)
    _adult_questions(form)
    form.put(
        form.choice("relation", _("Who they are to the student"), _relationships(OUTSIDE), OUTSIDE[0]),
        form.line("paper", _("Paper, if there is one")),
    )
    form.put(form.checks("may", _("What they may do"), _may(), {Right.ATTEND}))
    first = form.day("first", _("From"), asking.today)
    form.put(first, form.day("last", _("No longer on"), asking.today, wanted=False, optional=True))
    return form


def _new_adult(form: DeedForm) -> Adult:
    return Adult(
        given_name=form.words_of("given"),
        family_name=form.words_of("family"),
        phone=form.words_of("phone"),
        email=form.words_of("email"),
        language=str(form.chosen_of("language")),
        needs_interpreter=bool(form.ticked_of("needs")),
    )


def _add(form: DeedForm, asking: Asking, guardians: "Guardians") -> Verb:
    adult, terms = _new_adult(form), _terms(form)
    return lambda: guardians.add(asking.student_id, adult, terms)


def _add_outside(form: DeedForm, asking: Asking, guardians: "Guardians") -> Verb:
    adult, granted, paper = _new_adult(form), _rights(form), form.words_of("paper")
    relation = str(form.chosen_of("relation"))
    assert relation in BY_GRANT_ONLY, "these have what is granted"
    terms = Terms(relation, begins_on=form.day_of("first"), ends_on=form.day_of("last"))
    return lambda: guardians.add(asking.student_id, adult, terms, granted, paper)


_FORMS: dict[Deed, Callable[[Asking], DeedForm]] = {
    Deed.CHANGE: _change_form,
    Deed.GRANT: _grant_form,
    Deed.CORRECT: _correct_form,
    Deed.END: _end_form,
    Deed.BAR: _bar_form,
    Deed.LIFT: _lift_form,
    Deed.ADD: _add_form,
    Deed.ADD_OUTSIDE: _outside_form,
}
_VERBS: dict[Deed, Callable[[DeedForm, Asking, "Guardians"], Verb]] = {
    Deed.CHANGE: _change,
    Deed.GRANT: _grant,
    Deed.CORRECT: _correct,
    Deed.END: _end,
    Deed.BAR: _bar,
    Deed.LIFT: _lift,
    Deed.ADD: _add,
    Deed.ADD_OUTSIDE: _add_outside,
}
