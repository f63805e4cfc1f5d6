"""Reads policy packs (``forms/``), checks them, and explains a mistake by file and key."""

from ilp_desktop.packs.folders import digest, texts
from ilp_desktop.packs.reading import load, read

__all__ = ["digest", "load", "read", "texts"]
