"""What a signer is told before signing on a screen. A mark keeps which sentence it was, in which edition and language."""

from collections.abc import Mapping
from types import MappingProxyType

from ilp_desktop.language import N_

CONSENTS: Mapping[str, str] = MappingProxyType({
    "consent_adult": N_("Signing here counts like signing on paper. You may sign on paper instead."),
    "consent_minor": N_(
        "Signing here counts like signing on paper, which you may do instead. A parent or guardian signs too."
    ),
})  # fmt: skip
"""A change of these words, in any language, is a new edition (``domain.signing.CONSENT_EDITION``)."""
