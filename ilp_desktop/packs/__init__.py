"""Reads policy packs (``forms/``), checks them, and explains a mistake by file, line and key."""

from ilp_desktop.packs.checking import PackChecked, check_pack
from ilp_desktop.packs.folders import below, digest, texts
from ilp_desktop.packs.reading import load, read
from ilp_desktop.packs.stacks import read_policy

__all__ = ["PackChecked", "below", "check_pack", "digest", "load", "read", "read_policy", "texts"]
