"""What the rhythm assumes before an office's own log has taught it anything.

The figures are fitted on simulated logs by `python bench/rhythm.py --defaults`, which prints this
table; no real person's contacts are in them.
"""

from typing import Final

from rapport.network.rhythm_fit import BgNbd

CONSTANTS: Final = BgNbd(r=0.25, alpha=8.7, a=1.7, b=5.6)
INTERCEPT: Final = 0.74
WEIGHTS: Final = (0.75, 0.06, 0.21, 0.10, 0.55, -0.08)  # one for each Term
SCALE: Final = (2.7, 1.1, 1.3, 1.6, 1.8, 1.4)  # how widely each term varies between ties
CENTRE: Final = (-3.2, -2.0, -3.6, -1.8, -1.6, 1.7)  # its middle
