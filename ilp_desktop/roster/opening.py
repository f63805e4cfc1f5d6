"""What every kind of roster is once it is open: who sent it, and its records in the order of their dependence."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol, TypeVar

from ilp_desktop.domain.roster import (
    MadeAgain,
    Roster,
    RosterAssignment,
    RosterClass,
    RosterCourse,
    RosterDeletion,
    RosterEnrollment,
    RosterMode,
    RosterOrg,
    RosterPerson,
    RosterReading,
    RosterRecord,
    RosterRelation,
    RosterResult,
    RosterSession,
)
from ilp_desktop.roster.remarks import Remarks
from ilp_desktop.roster.tables import Table, combined_digest

_Part = TypeVar("_Part")


class Parts(ABC):
    """The parts of a roster, each made from its files when it is gone through.

    They follow one another in the order in which they stand here; then any can be gone through again.
    """

    @abstractmethod
    def orgs(self) -> Iterator[RosterOrg]:
        """Schools and districts."""

    @abstractmethod
    def sessions(self) -> Iterator[RosterSession]:
        """School years and terms."""

    @abstractmethod
    def courses(self) -> Iterator[RosterCourse]:
        """The course catalog."""

    @abstractmethod
    def classes(self) -> Iterator[RosterClass]:
        """Classes that meet."""

    @abstractmethod
    def people(self) -> Iterator[RosterPerson]:
        """Students, guardians and staff."""

    @abstractmethod
    def enrollments(self) -> Iterator[RosterEnrollment]:
        """Who is in which class."""

    def relations(self) -> Iterator[RosterRelation]:
        """What guardians are to students, where a file of its own says so."""
        return iter(())

    def results(self) -> Iterator[RosterResult]:
        """Results of students."""
        return iter(())

    def assignments(self) -> Iterator[RosterAssignment]:
        """Who keeps whose plan."""
        return iter(())

    def deletions(self) -> Iterator[RosterDeletion]:
        """What is to go, last what others depend on."""
        return iter(())


class OpenedRoster:
    """A roster that is open for reading.

    ``remarks`` grows as the records are gone through. ``whole`` are the kinds of which the files are the whole truth:
    what they do not name is gone. Results are never among them: a new term's file does not undo an old one's.
    ``contents`` is a digest of the files that are read, by their names and unpacked bytes.
    """

    def __init__(
        self,
        parts: Parts,
        remarks: Remarks,
        tables: Mapping[str, Table],
        *,
        shape: str,
        version: str,
        source: str,
        mode: RosterMode,
        whole: frozenset[str],
    ) -> None:
        self._parts = parts
        self.remarks = remarks
        self.shape = shape
        self.version = version
        self.source = source
        self.mode = mode
        self.whole = whole
        self.contents = combined_digest(tables)

    def records(self) -> Iterator[RosterRecord]:
        """Yield every record, each after what it refers to: schools, sessions, courses, classes, people, enrollments,
        relations, results, assignments; then what is to be deleted.

        Raises OfficeError roster_row_unreadable or roster_quote_open where a file stops making sense on the way.
        Go through it once; after it the remarks are complete.
        """  # noqa: D205 - the list does not fit one line
        parts = self._parts
        yield from parts.orgs()
        yield from parts.sessions()
        yield from parts.courses()
        yield from parts.classes()
        yield from parts.people()
        yield from parts.enrollments()
        yield from parts.relations()
        yield from parts.results()
        yield from parts.assignments()
        yield from parts.deletions()

    def reading(self) -> RosterReading:
        """Read everything into memory."""
        return self._reading(_in_memory)

    def streamed(self) -> RosterReading:
        """Go through everything once for its remarks; then each part is read from the files when it is gone through.

        It takes longer than ``records`` and as little memory, and holds while the roster is open.
        """
        for _record in self.records():
            pass
        self.remarks.finish()
        return self._reading(MadeAgain)

    def _reading(self, held: "_Held") -> RosterReading:
        parts = self._parts
        roster = Roster(
            self.version,
            self.source,
            self.mode,
            orgs=held(parts.orgs),
            sessions=held(parts.sessions),
            courses=held(parts.courses),
            classes=held(parts.classes),
            people=held(parts.people),
            enrollments=held(parts.enrollments),
            relations=held(parts.relations),
            results=held(parts.results),
            assignments=held(parts.assignments),
            deletions=tuple(parts.deletions()),
            shape=self.shape,
            whole=self.whole,
            contents=self.contents,
        )
        return RosterReading(roster, self.remarks.kept(), self.remarks.counts())


class _Held(Protocol):
    """How a part is kept: in memory, or as the way to make it again."""

    def __call__(self, make: Callable[[], Iterator[_Part]], /) -> Iterable[_Part]: ...


def _in_memory(make: Callable[[], Iterator[_Part]]) -> tuple[_Part, ...]:
    return tuple(make())
