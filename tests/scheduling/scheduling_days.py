"""Conference days to be arranged that are small enough to be counted through."""

from ilp_desktop.domain.schedules import Hours

EVENING = Hours(16 * 60, 20 * 60)
PAUSE = (18 * 60, 18 * 60 + 15)


def an_evening(staff: int, *, pause: bool = True) -> dict[int, tuple[Hours, ...]]:
    """Everybody is there from four to eight, with a quarter of an hour at six."""
    stretches = (Hours(EVENING.begins, PAUSE[0]), Hours(PAUSE[1], EVENING.ends)) if pause else (EVENING,)
    return dict.fromkeys(range(staff), stretches)
