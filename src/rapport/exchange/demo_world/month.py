"""The figures of last month, released by the keeper of the circle."""

from datetime import timedelta

from rapport.actions.month_figures import release_month
from rapport.exchange.demo_world.telling import Teller
from rapport.records.models import Circle


def figures_of_last_month(tell: Teller) -> None:
    """Tell that last month's figures were released on the third of this month."""

    def release() -> None:
        asking = tell.world.asking("mira", 2)
        last_month = asking.day.replace(day=1) - timedelta(days=1)
        kept = Circle.objects.filter(pk__in=asking.me.kept_circles()).order_by("name")
        for circle in kept.values_list("pk", flat=True)[:1]:
            release_month(asking, circle=circle, month=last_month)

    tell.world.scenes.append((2, release))
