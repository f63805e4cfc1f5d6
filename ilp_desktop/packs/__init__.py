"""Reads policy packs (``forms/``), checks them, and explains a mistake by file, line and key."""

from ilp_desktop.packs.checking import PackChecked, check_pack
from ilp_desktop.packs.folders import below, digest, texts
from ilp_desktop.packs.reading import load, read
from ilp_desktop.packs.stacks import identity, read_policy, standing_on

__all__ = [
    "PackChecked",
    "below",
    "check_pack",
    "digest",
    "identity",
    "load",
    "read",
    "read_policy",
    "standing_on",
    "texts",
]
