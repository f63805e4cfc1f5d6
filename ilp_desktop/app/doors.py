"""The ways into an office, for the first screens. Everything heavy is imported on the worker that calls."""

import json
import os
import shutil
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from ilp_desktop.clock import Clock
from ilp_desktop.language import _, in_use

if TYPE_CHECKING:
    from ilp_desktop.domain.watching import Watch
    from ilp_desktop.office import InsideBackup, Office, Restored, SeenBackup
    from ilp_desktop.store.drives import Drive
    from ilp_desktop.ui.first_run.door import BackupKey, FoundedOffice, NewOffice
    from ilp_desktop.vault.cost import Cost

_NAME = "ILP Desktop"
_RECENT = "recent.json"

_ON_LINUX = {"data": ("XDG_DATA_HOME", ".local/share"), "config": ("XDG_CONFIG_HOME", ".config")}


def own_folder(kind: Literal["data", "config"]) -> Path:
    """Return the program's folder on this computer, as ``platformdirs`` names it.

    On Linux that is one variable, and the library takes as long to import as the unlock screen to be made.
    """
    if sys.platform == "linux":
        variable, by_default = _ON_LINUX[kind]
        chosen = os.environ.get(variable, "")
        return (Path(chosen) if chosen.strip() else Path.home() / by_default) / _NAME
    import platformdirs  # noqa: PLC0415

    named = platformdirs.user_data_dir if kind == "data" else platformdirs.user_config_dir
    return Path(named(_NAME, appauthor=False))


class Door:
    """Opens, makes and resets offices. One at a time: an office that is closing is closed before one opens."""

    def __init__(
        self,
        clock: Clock,
        *,
        places: Path | None = None,
        settings: Path | None = None,
        cost: "Cost | None" = None,
        demo_seed: int = 1,
        drives: "Callable[[], tuple[Drive, ...]] | None" = None,
    ) -> None:
        """``places`` is where new offices go, ``settings`` where the last one is remembered: the platform's folders.

        ``cost`` is what a guess at a passphrase costs; by default what takes this computer about a second. Tests pass
        a cheap one, which is then also accepted. ``demo_seed`` says which school is invented. ``drives`` tells which sticks
        are plugged in; by default the system does.
        """
        self._drives = drives
        self._clock = clock
        self._cost = cost
        self._demo_seed = demo_seed
        self._places = places or own_folder("data")
        self._settings = settings or own_folder("config")
        self._turn = threading.Lock()

    def place_for(self, office_name: str) -> Path:
        kept = "".join(letter if letter.isalnum() or letter in " -_" else " " for letter in office_name)
        return self._places / f"{' '.join(kept.split()) or _('Office')}.ilp"

    def judge(self, passphrase: str, office_name: str) -> tuple[str, str]:
        from ilp_desktop.vault import passphrases  # noqa: PLC0415
        from ilp_desktop.wording.vault import ADVICE, STRENGTHS, lacking  # noqa: PLC0415

        value = passphrases.strength(passphrase, office_name).value
        found, missing = passphrases.problems(passphrase, office_name), passphrases.missing(passphrase)
        if not passphrase or not found:
            return value, _(STRENGTHS[value])
        return value, lacking(missing.characters, missing.words) if missing.characters else _(ADVICE[found[0]])

    def judge_code(self, typed: str) -> tuple[str, ...]:
        from ilp_desktop.vault.recovery import judge_groups  # noqa: PLC0415

        return judge_groups(typed)

    def found(self, wish: "NewOffice") -> "FoundedOffice":
        from ilp_desktop import office  # noqa: PLC0415
        from ilp_desktop.places import FORMS  # noqa: PLC0415

        wish.folder.parent.mkdir(parents=True, exist_ok=True)
        return office.found(
            wish.folder,
            office_name=wish.office_name,
            person_name=wish.person_name,
            passphrase=wish.passphrase,
            clock=self._clock,
            cost=self._cost,
            policy=FORMS / "starter",
        )

    def name_of(self, folder: Path) -> str:
        from ilp_desktop import office  # noqa: PLC0415

        return office.look_at(folder, lowest=self._lowest()).school

    @property
    def is_opening(self) -> bool:
        """Whether an office is being opened, made or closed just now."""
        return self._turn.locked()

    def open(self, folder: Path, passphrase: str) -> "Office":
        from ilp_desktop import office  # noqa: PLC0415

        with self._turn:
            return office.open_office(folder, passphrase, clock=self._clock, lowest=self._lowest())

    def opens_by_login(self, folder: Path) -> bool:
        from ilp_desktop import office  # noqa: PLC0415

        return office.opens_by_login(folder, lowest=self._lowest())

    def open_by_login(self, folder: Path) -> "Office":
        from ilp_desktop import office  # noqa: PLC0415

        with self._turn:
            return office.open_by_login(folder, clock=self._clock, lowest=self._lowest())

    def open_with_recovery(self, folder: Path, recovery_code: str, new_passphrase: str) -> "Office":
        from ilp_desktop import office  # noqa: PLC0415

        with self._turn:
            return office.reset_passphrase(
                folder, recovery_code, new_passphrase, clock=self._clock, cost=self._cost, lowest=self._lowest()
            )

    def open_demo(self, tell: Callable[[int, int], None]) -> "Office":
        from ilp_desktop.demo import offices  # noqa: PLC0415

        folder = self.demo_folder
        if not folder.exists():
            folder.parent.mkdir(parents=True, exist_ok=True)
            # Under another name until it is whole: who stops halfway gets a whole one next time.
            making = folder.with_name("Demo school, being made.ilp")
            shutil.rmtree(making, ignore_errors=True)
            offices.make(making, clock=self._clock, seed=self._demo_seed, tell=tell, cost=self._cost)
            making.rename(folder)
        return self.open(folder, offices.PASSPHRASE)

    def drives(self) -> "tuple[Drive, ...]":
        from ilp_desktop.store.drives import plugged_in  # noqa: PLC0415

        return (self._drives or plugged_in)()

    def backups_here(self) -> tuple[Path, ...]:
        recent = self._remembered("office")
        places = {self._places, *((Path(recent).parent,) if recent else ())}
        return tuple(
            sorted(found for place in places for found in place.glob("* backups") if any(found.glob("*/manifest.json")))
        )

    def backups_in(self, folder: Path) -> "tuple[SeenBackup, ...]":
        from ilp_desktop import office  # noqa: PLC0415

        return office.look_at_backups(folder, lowest=self._lowest())

    def look_inside(self, backup: Path, key: "BackupKey", watch: "Watch") -> "InsideBackup":
        from ilp_desktop import office  # noqa: PLC0415

        proof = office.Proof(key.passphrase, key.recovery)
        return office.look_inside(backup, proof, lowest=self._lowest(), watch=watch)

    def stands(self, folder: Path) -> bool:
        return os.path.lexists(folder)

    def restore(self, backup: Path, to: Path, key: "BackupKey", new_passphrase: str, watch: "Watch") -> "Restored":
        from ilp_desktop import office  # noqa: PLC0415

        proof = office.Proof(key.passphrase, key.recovery)
        with self._turn:
            return office.restore(
                backup,
                to,
                proof,
                clock=self._clock,
                new_passphrase=new_passphrase,
                cost=self._cost,
                lowest=self._lowest(),
                watch=watch,
            )

    @property
    def demo_folder(self) -> Path:
        """Where this computer's demo school stands."""
        return self._places / "Demo school.ilp"

    def close(self, office: "Office") -> None:
        """Close an office; whoever opens one waits until it is done."""
        with self._turn:
            office.close()

    def _lowest(self) -> "Cost":
        from ilp_desktop.vault.cost import FLOOR  # noqa: PLC0415

        return self._cost or FLOOR

    def recent(self) -> Path | None:
        """Return the office that was opened last on this computer, if it is still there."""
        folder = self._remembered("office")
        if folder and not Path(folder).is_dir():
            from ilp_desktop.office import moving  # noqa: PLC0415 - seldom: a restore was cut off in its last step

            moving.finish(Path(folder))
        return Path(folder) if folder and Path(folder).is_dir() else None

    def recent_language(self) -> str | None:
        """Return the language that was spoken last on this computer: the office's own is read after the passphrase."""
        return self._remembered("language")

    def _remembered(self, name: str) -> str | None:
        try:
            return str(json.loads((self._settings / _RECENT).read_text(encoding="utf-8"))[name])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def remember(self, folder: Path, office: UUID, person: UUID) -> None:
        """Remember an office as the last one; where that cannot be written, the person chooses it again next time.

        ``person`` is remembered as one who opens it with this computer's login: a number, as the key file has it.
        """
        here = self._people_here()
        here[office.hex] = sorted({*here.get(office.hex, []), person.hex})
        try:
            self._settings.mkdir(parents=True, exist_ok=True)
            (self._settings / _RECENT).write_text(
                json.dumps({"office": str(folder), "language": in_use(), "people": here}), encoding="utf-8"
            )
        except OSError:
            return

    def people_here(self, office: UUID) -> int:
        """Return how many people have opened an office with this computer's login."""
        return len(self._people_here().get(office.hex, []))

    def _people_here(self) -> dict[str, list[str]]:
        try:
            said = json.loads((self._settings / _RECENT).read_text(encoding="utf-8")).get("people", {})
            return {str(office): [str(one) for one in people] for office, people in said.items()}
        except (OSError, ValueError, AttributeError, TypeError):
            return {}
