"""Words typed in one line, separated by commas."""

import re

_COMMAS = re.compile("[,،;؛]")


def listed(typed: str) -> list[str]:
    """Return the words of a line separated by the commas or semicolons of any script."""
    return [word for word in map(str.strip, _COMMAS.split(typed)) if word]
