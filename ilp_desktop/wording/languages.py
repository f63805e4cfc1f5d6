"""Languages by their names, of families and of what people wrote."""

from collections.abc import Mapping
from types import MappingProxyType

from ilp_desktop.language import N_

LANGUAGE_NAMES: Mapping[str, str] = MappingProxyType({
    "en": N_("English"),
    "es": N_("Spanish"),
    "vi": N_("Vietnamese"),
    "ar": N_("Arabic"),
    "zh": N_("Chinese"),
    "so": N_("Somali"),
    "nv": N_("Navajo"),
    "fr": N_("French"),
    "pt": N_("Portuguese"),
    "ru": N_("Russian"),
    "ko": N_("Korean"),
    "to": N_("Tongan"),
    "sm": N_("Samoan"),
    "sw": N_("Swahili"),
    "he": N_("Hebrew"),
    "hi": N_("Hindi"),
    "tl": N_("Tagalog"),
    "uk": N_("Ukrainian"),
    "ja": N_("Japanese"),
    "am": N_("Amharic"),
    "fa": N_("Persian"),
    "my": N_("Burmese"),
    "mh": N_("Marshallese"),
    "de": N_("German"),
    "ne": N_("Nepali"),
    "ur": N_("Urdu"),
    "rw": N_("Kinyarwanda"),
})  # fmt: skip
"""By the first part of a BCP-47 tag."""
