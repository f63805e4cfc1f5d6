"""Reads policy packs (``forms/``), checks them, and explains a mistake by file, line and key."""

from ilp_desktop.packs.checking import PackChecked, check_pack
from ilp_desktop.packs.folders import below, digest, texts
from ilp_desktop.packs.own_words import NOTHING, fits, read_own, with_own
from ilp_desktop.packs.reading import languages_of_files, load, read
from ilp_desktop.packs.shipped import Shipped, shipped
from ilp_desktop.packs.stacks import choices_of, identity, read_policy, standing_on

__all__ = [
    "NOTHING",
    "PackChecked",
    "Shipped",
    "below",
    "check_pack",
    "choices_of",
    "digest",
    "fits",
    "identity",
    "languages_of_files",
    "load",
    "read",
    "read_own",
    "read_policy",
    "shipped",
    "standing_on",
    "texts",
    "with_own",
]
