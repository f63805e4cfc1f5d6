"""The families that the demo conference day is about: they are there whatever the seed."""

from ilp_desktop.demo.families import TOGETHER, TWO_HOMES, Arrangement, Sketch
from ilp_desktop.demo.names import HERITAGES

_BY_NAME = {name: heritage for heritage in HERITAGES for name in heritage.families}
_MOTHER = Arrangement(0, (("mother", 0),))


def _sketch(
    family_name: str,
    children: tuple[tuple[str, bool, int], ...],
    arrangement: Arrangement,
    adult_names: tuple[str, ...],
    *,
    interpreter: bool = False,
    barred: str = "",
    grown: str = "",
) -> Sketch:
    return Sketch(
        _BY_NAME[family_name.split(maxsplit=1)[0]],
        family_name,
        children,
        arrangement,
        adult_names,
        interpreter,
        barred,
        grown,
    )


CAST: tuple[Sketch, ...] = (
    _sketch("Hernández", (("Camila", True, 5), ("Mateo", False, 1)), _MOTHER, ("Rosa",), interpreter=True),
    _sketch("Okafor", (("Amara", True, 6), ("Emeka", False, 9)), TOGETHER, ("Ifeoma", "Samuel")),
    _sketch("Tsosie", (("Benjamin", False, 4),), TOGETHER, ("Verna", "Emerson")),
    _sketch("Nguyen", (("Dao", False, 6), ("Linh", True, 11)), TOGETHER, ("Hoa", "Thanh"), interpreter=True),
    _sketch("Whitehorse", (("Elias", False, 5),), Arrangement(0, (("grandmother", 0),)), ("Geraldine",)),
    _sketch("McAllister", (("Fiona", True, 4), ("Owen", False, 2)), TWO_HOMES, ("Shannon", "Craig")),
    _sketch("Sorensen", (("Gabriel", False, 6), ("Maren", True, 12)), TOGETHER, ("Kristen", "Dallin"), grown="Maren"),
    _sketch("Yoshida", (("Hana", True, 5),), TOGETHER, ("Naoko", "Kenji")),
    _sketch("Begay", (("Isaac", False, 4), ("Kai", False, 8)), TOGETHER, ("Charlene", "Alvin")),
    _sketch("Khalil", (("Layla", True, 7),), TOGETHER, ("Samira", "Ahmad"), interpreter=True),
    _sketch("Iyer", (("Arjun", False, 10),), TWO_HOMES, ("Lakshmi", "Vikram"), barred="Vikram"),
)
"""Camila comes first, with her mother and an interpreter; Mateo is the brother she reads to."""

TEACHERS = {(4, 0): ("Mr.", "Erik", "Lund"), (5, 0): ("Mr.", "Daniel", "Park"), (6, 0): ("Ms.", "Ana", "Reyes")}
"""By grade and class: the teachers of the conference day."""
