"""What was refused, as a file for whoever can correct it where the roster comes from."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.imports import RosterPreview
from ilp_desktop.language import _
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.dialogs import Dialogs
from ilp_desktop.ui.widgets import toast

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.office import Office


def save_refusals(
    owner: QWidget,
    office: "Office",
    background: Background,
    dialogs: Dialogs,
    preview: RosterPreview,
    failed: Callable[[OfficeError], None],
) -> None:
    """Ask where to, and write file, row and reason of each refused row. It holds nothing of a student."""

    def save(path: Path) -> None:
        def write() -> Path:
            from ilp_desktop.office import write_privately  # noqa: PLC0415 - few are ever saved

            return write_privately(path, office.rosters.refusals_csv(preview.run_id))

        def done(written: Path) -> None:
            toast(owner, _("Saved as {name}.").format(name=written.name))

        background.ask(write, owner, done, failed)

    suggested = Path(f"{Path(preview.file_name).stem}-refused.csv")
    dialogs.save_file(_("Save the refused rows"), suggested, _("Table (*.csv)"), save)
