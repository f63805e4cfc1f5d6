"""Collects what there is to say about a roster's rows, without growing with the roster."""

from ilp_desktop.domain.roster import RemarkCount, RemarkLevel, RosterRemark

KEPT = 200
"""How many remarks of one kind about one file are kept; the rest are counted."""


class Remarks:
    """The remarks of one reading, in the order they were made."""

    def __init__(self) -> None:
        self._kept: list[RosterRemark] = []
        self._counts: dict[tuple[str, str, RemarkLevel], int] = {}
        self._finished = False
        self.said = 0
        """How many remarks were made, kept or not."""

    def finish(self) -> None:
        """Everything was said: going through the rows again adds nothing."""
        self._finished = True

    def refuse(self, file: str, row: int, code: str, **params: str) -> None:
        """The row does not come in."""
        self._add(file, row, code, RemarkLevel.REFUSED, params)

    def warn(self, file: str, row: int, code: str, **params: str) -> None:
        """The row (row 0: the file) comes in without what the remark names."""
        self._add(file, row, code, RemarkLevel.WARNING, params)

    def _add(self, file: str, row: int, code: str, level: RemarkLevel, params: dict[str, str]) -> None:
        if self._finished:
            return
        self.said += 1
        kind = (file, code, level)
        count = self._counts[kind] = self._counts.get(kind, 0) + 1
        if count <= KEPT:
            self._kept.append(RosterRemark(file, row, code, level, tuple(params.items())))

    def kept(self) -> tuple[RosterRemark, ...]:
        """Return the remarks, at most KEPT of a kind for each file."""
        return tuple(self._kept)

    def counts(self) -> tuple[RemarkCount, ...]:
        """Return how many there were of each kind, kept or not."""
        return tuple(RemarkCount(file, code, level, count) for (file, code, level), count in self._counts.items())
