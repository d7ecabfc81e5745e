"""What the rhythm assumes before an office's own log has taught it anything.

The figures are fitted on simulated logs by `python bench/rhythm.py --defaults`, which prints this
table; no real person's contacts are in them.
"""

from typing import Final

from rapport.network.rhythm_fit import BgNbd

CONSTANTS: Final = BgNbd(r=0.25, alpha=8.7, a=1.7, b=5.6)
INTERCEPT: Final = 0.57
WEIGHTS: Final = (0.77, 0.10, 0.18, 0.04, 0.46)  # one for each Term
SCALE: Final = (3.4, 1.0, 1.3, 1.5, 1.7)  # how widely each term varies between ties
CENTRE: Final = (-3.3, -1.4, -3.4, -1.6, -1.3)  # its middle
