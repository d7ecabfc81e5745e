"""Places as the UN writes them: a country's two letters, then two figures for each level."""

import re
from collections.abc import Iterable

_P_CODE = re.compile(r"[A-Z]{2}[0-9]{0,12}")
_FIRST_LEVEL = 4


def first_level(places: Iterable[object]) -> str:
    """Return the largest area that a place lies in, of the first one by its code; "" of none.

    A whole country counts only where nothing smaller is said.
    """
    codes = (str(place).strip().upper() for place in places)
    areas = (code[:_FIRST_LEVEL] for code in codes if _P_CODE.fullmatch(code))
    return min(areas, key=lambda area: (len(area) < _FIRST_LEVEL, area), default="")
