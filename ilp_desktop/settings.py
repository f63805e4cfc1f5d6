"""Every setting once: name, type, default, range, help. Nothing else invents one."""

from dataclasses import dataclass, fields

from ilp_desktop.language import N_


@dataclass(frozen=True, slots=True)
class Settings:
    """What an office or a person may set; the defaults are what a new office gets."""

    idle_lock_minutes: int = 5
    deferred_lock_minutes: int = 10
    draft_milliseconds: int = 400
    text_percent: int = 100
    language: str = "en"
    color_scheme: str = "system"
    reduce_motion: bool = False
    paper: str = "letter"
    copy_reminder_days: int = 7
    queue_copies: bool = True
    print_after_signing: bool = False
    print_both_sides: bool = True
    agenda_clock: bool = False
    board_shows: str = "ticket"
    tour_offered: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What one setting means and which values it takes."""

    help: str
    lowest: int | None = None
    highest: int | None = None
    choices: tuple[str, ...] = ()
    is_personal: bool = False
    """Each person's own; the lead says the others for everybody."""


ABOUT: dict[str, Setting] = {
    "idle_lock_minutes": Setting(N_("Lock after this many minutes without a key or the mouse"), 1, 60),
    "deferred_lock_minutes": Setting(
        N_("The longest a running consultation timer puts the lock off, in minutes"), 1, 15
    ),
    "draft_milliseconds": Setting(N_("How soon what is typed is on the disk, in thousandths of a second"), 100, 900),
    "text_percent": Setting(N_("Text size in percent"), 100, 150, is_personal=True),
    "language": Setting(N_("Language of the window"), choices=("en", "es"), is_personal=True),
    "color_scheme": Setting(
        N_("Light, dark, or as the computer is set"), choices=("system", "light", "dark"), is_personal=True
    ),
    "reduce_motion": Setting(N_("Show changes without movement"), is_personal=True),
    "agenda_clock": Setting(
        N_("Show how a conference's minutes fit its steps; the family does not see it"), is_personal=True
    ),
    "tour_offered": Setting(N_("The guided tour of the demo school was offered"), is_personal=True),
    "copy_reminder_days": Setting(
        N_("Remind me when the last copy outside this computer is older than this many days"), 1, 60
    ),
    "queue_copies": Setting(N_("Put the copies for family and folder in the print queue when a plan is finalized")),
    "board_shows": Setting(
        N_("What a family is called by on the public board: a number from the front desk, or the student's initials"),
        choices=("ticket", "initials"),
    ),
    "print_after_signing": Setting(
        N_("Finalize a plan and print its copies by itself once everybody has signed on the screen")
    ),
    "print_both_sides": Setting(N_("Print plans on both sides of the sheet")),
    "paper": Setting(N_("Paper that plans are printed on"), choices=("letter", "a4")),
}

assert set(ABOUT) == {field.name for field in fields(Settings)}, "each setting is explained once"
