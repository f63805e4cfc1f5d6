"""Whether a goal speaks of an occupation: career staff take part then (R16). By its words, for no field of a plan says so."""

from ilp_desktop.domain.names import folded

STEMS = (
    "apprentic", "career", "carrera", "certificad", "empleo", "internship", "job", "occupation", "ocupacion", "oficio",
    "pasantia", "profesion", "profession", "resume", "trabajo", "trade", "vocacion", "vocation", "workplace",
)  # fmt: skip
"""How the words begin, in English and Spanish, folded. Few and plain: it is a suggestion, and a person decides."""


def speaks_of_occupation(text: str) -> bool:
    """Tell whether a word of a goal begins as one about an occupation does."""
    return any(word.startswith(STEMS) for word in folded(text).split())
