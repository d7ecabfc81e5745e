"""The records floor as Django knows it."""

import gc

from django.apps import AppConfig

# Python looks for rings of forgotten objects after every 700 new ones. Records are read and
# written by the thousand and make no rings: looking so often took a tenth of an import.
_BETWEEN_LOOKS = (20_000, 20, 20)


class Records(AppConfig):
    """What we remember, and who may see it."""

    name = "rapport.records"
    label = "records"

    def ready(self) -> None:
        """Settle how often memory is looked over."""
        gc.set_threshold(*_BETWEEN_LOOKS)
