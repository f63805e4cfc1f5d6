"""What a hard test found, as one line of the table."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``lost`` counts what was acknowledged and is not there, half done, wrong or crashed: none is allowed.

    ``controls``: how many careless variants were caught, of how many tried; all must be, or the test has no power.
    ``worst_seconds`` and ``worst_mib`` are of the single worst case, None where they say nothing.
    """

    name: str
    tried: int
    wanted: int
    lost: int
    controls: tuple[int, int] = (0, 0)
    worst_seconds: float | None = None
    most_seconds: float | None = None
    worst_mib: float | None = None
    most_mib: float | None = None
    seconds: float = 0.0
    notes: tuple[str, ...] = ()
    failures: tuple[str, ...] = field(default=())

    @property
    def met(self) -> bool:
        """Whether everything was tried, nothing was lost, every control was caught and no bound passed."""
        caught, of = self.controls
        slow = self.most_seconds is not None and (self.worst_seconds or 0) > self.most_seconds
        large = self.most_mib is not None and (self.worst_mib or 0) > self.most_mib
        return self.tried >= self.wanted and self.lost == 0 and caught == of and not slow and not large

    @property
    def limit(self) -> str:
        """Say what was promised."""
        bounds = [f"≤ {self.most_seconds:g} s"] if self.most_seconds is not None else []
        bounds += [f"≤ {self.most_mib:g} MiB"] if self.most_mib is not None else []
        return ", ".join([f"≥ {self.wanted:,}, 0 lost", *bounds])

    def as_json(self) -> dict[str, object]:
        """Return the line for machines."""
        return {
            "name": self.name,
            "tried": self.tried,
            "wanted": self.wanted,
            "lost": self.lost,
            "controls_caught": self.controls[0],
            "controls": self.controls[1],
            "worst_seconds": self.worst_seconds,
            "worst_mib": self.worst_mib,
            "seconds": round(self.seconds, 1),
            "limit": self.limit,
            "met": self.met,
            "notes": list(self.notes),
            "failures": list(self.failures),
        }
