"""Questions of who interprets, and of who of the staff joins a conference."""

from typing import cast

from ilp_desktop.domain.circumstances import INTERPRETERS, MODES, StaffToAdd
from ilp_desktop.domain.conferences import ConferenceSheet
from ilp_desktop.language import N_, _
from ilp_desktop.ui.conference.people import role_words
from ilp_desktop.ui.conference.who_came import way_words
from ilp_desktop.ui.day.words import language_within, language_words
from ilp_desktop.ui.deeds.forms import DeedForm
from ilp_desktop.ui.names import named
from ilp_desktop.ui.widgets import Notice

KINDS = {
    "professional": N_("An interpreter"),
    "staff": N_("Somebody of the school"),
    "family_adult": N_("An adult of the family"),
    "child": N_("A child"),
}
"""Who interprets, as it is chosen and said; in the order of ``INTERPRETERS``."""
_SPOKEN = (
    "es", "vi", "ar", "zh", "so", "nv", "fr", "pt", "ru", "ko", "to", "sm", "sw", "hi", "tl", "uk", "ja", "am", "fa", "my",
    "mh", "de", "ne", "ur", "rw", "he", "en",
)  # fmt: skip
"""Languages offered, those of a family's own first."""


def interpreter_words(sheet: ConferenceSheet) -> str:
    """Say who interprets; who is to be found, where a family asked for one and nobody is named."""
    language = language_within(sheet.interpreter) if sheet.interpreter else ""
    if not sheet.interpreter_name:
        return _("The family needs a {language} interpreter.").format(language=language) if language else ""
    kind = _(KINDS[sheet.interpreter_kind]) if sheet.interpreter_kind else ""
    way = way_words(sheet.interpreter_mode).lower() if sheet.interpreter_mode else ""
    about = ", ".join(part for part in (language, kind.lower(), way) if part)
    said = _("{name} interprets").format(name=sheet.interpreter_name)
    return f"{said} ({about})." if about else f"{said}."


def interpreter_form(sheet: ConferenceSheet) -> DeedForm:
    """Return the questions of who interprets, with what stands there now. A child is advised against, and not refused."""
    words = _("It stands on the plan with their name. Leave the name empty where nobody is found yet.")
    form = DeedForm("interpreter", _("Who interprets"), _("Keep this"), words)
    tags = list(dict.fromkeys(tag for tag in (sheet.interpreter, sheet.language, *_SPOKEN) if tag))
    form.put(
        form.line("name", _("Name"), sheet.interpreter_name),
        form.choice("language", _("Language"), [(tag, language_words(tag)) for tag in tags], tags[0]),
    )
    kind = form.choice(
        "kind",
        _("Who that is"),
        [(key, _(KINDS[key])) for key in INTERPRETERS],
        sheet.interpreter_kind or INTERPRETERS[0],
    )
    form.put(
        kind,
        form.choice("mode", _("How"), [(way, way_words(way)) for way in MODES], sheet.interpreter_mode or sheet.mode),
    )
    advice = _(
        "Please not a child, if there is any other way: what is said may be about them, and it is much to carry. An "
        "interpreter by phone takes a minute to reach. If it must be, it is written down as it was."
    )
    notice = named(Notice(advice, "amber", "triangle-alert"), "child_interprets_notice")
    notice.setVisible(sheet.interpreter_kind == "child")
    kind.chosen.connect(lambda: notice.setVisible(kind.value() == "child"))
    form.put(notice)
    return form


def interpreter_answers(form: DeedForm) -> tuple[str, str, str, str]:
    """Return language, name, kind and way."""
    name = form.words_of("name")
    return str(form.chosen_of("language")), name, str(form.chosen_of("kind")), str(form.chosen_of("mode"))


def staff_form(offered: tuple[StaffToAdd, ...]) -> DeedForm:
    """Return the question of who of the staff joins; who stands in that day for somebody of this conference is first."""
    words = _("They take part from now on, may sign, and see this student's file for a year.")
    form = DeedForm("join", _("Add somebody of the staff"), _("Add"), words)
    chosen = offered[0] if offered and offered[0].stands_in_for else None
    form.put(form.choice("who", _("Who"), [(one, _staff_words(one)) for one in offered], chosen, long=True))
    return form


def staff_answer(form: DeedForm) -> StaffToAdd:
    """Return who joins."""
    return cast("StaffToAdd", form.chosen_of("who"))


def _staff_words(one: StaffToAdd) -> str:
    if one.stands_in_for:
        return _("{name}, stands in for {absent}").format(name=one.name, absent=one.stands_in_for)
    return _("{name}, {role}").format(name=one.name, role=role_words(one.role))
