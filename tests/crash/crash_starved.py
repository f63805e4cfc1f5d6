"""A writer whose disk refuses writes for a while; it says what it met and goes on. Run as a program."""

import sys
from pathlib import Path

from crash_writers import KEY, NOW, save_section

from ilp_desktop.clock import SetClock
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.store import ballasts
from ilp_desktop.store.stores import Store

SECTIONS = 30


def opened(path: Path) -> Store:
    while True:
        try:
            return Store.open(path, KEY, SetClock(NOW))
        except OfficeError as error:
            print("refused", error.code)


ballasts.SIZE = 4096
store = opened(Path(sys.argv[1]))
number = 0
for _ in range(500):
    try:
        save_section(store, number)
    except OfficeError as error:
        print("refused", error.code)
    else:
        print("ack", number)
        number += 1
    if number == SECTIONS:
        break
store.close()
