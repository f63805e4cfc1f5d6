"""Where the program's own files are."""

from pathlib import Path

HOME = Path(__file__).parent.parent
RESOURCES = HOME / "resources"
FORMS = HOME / "forms"
