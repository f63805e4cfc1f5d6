"""A print run that a test kills. Run as ``printing_killed.py FOLDER TRAY``: each page that the tray has is said."""

import os
import sys
import time
from pathlib import Path

from office_folder import opened


class Tray:
    """A printer of files, slow enough to be killed at it: a page is out when its file is there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def print_paper(self, paper, went_out):
        for page in (1, 2, 3):
            if page >= paper.first_page:
                time.sleep(0.004)
                (self.folder / f"{len(list(self.folder.iterdir())):04} page {page}").touch()
                went_out(page)
                os.write(1, b"page\n")


if __name__ == "__main__":
    with opened(Path(sys.argv[1])) as office:
        office.printing.print_papers(
            [job.job_id for job in office.printing.queue() if job.is_open], Tray(Path(sys.argv[2]))
        )
        os.write(1, b"done\n")
