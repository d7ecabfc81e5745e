"""Days that matter to somebody, as the rules are told of them: when each comes next."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.db.models.expressions import RawSQL

from rapport.records.feasts import character, comes_next
from rapport.records.models import Occasion
from rapport.records.questions import Question
from rapport.records.raw_rows import Key
from rapport.rules import facts as shapes


class _Occasion(NamedTuple):
    """What is needed of an occasion to know when it comes next."""

    feast: str
    month: int | None
    day: int | None
    once: date | None


_OCCASIONS = Question(
    lambda wanted, _today: Occasion.objects.filter(relationship__in=wanted).order_by("pk"),
    *("relationship_id", "pk", "feast", "month", "day", "once"),
    *("name", "tone", "mentioned_by_them", "safe_channel", "greeted_on"),
)


def occasions_coming(wanted: RawSQL, today: date) -> Mapping[Key, list[shapes.OccasionFact]]:
    """Return the days that matter to them and are to come, by relationship."""
    answer: dict[Key, list[shapes.OccasionFact]] = defaultdict(list)
    for (
        relationship,
        key,
        feast,
        month,
        day,
        once,
        name,
        tone,
        theirs,
        channel,
        greeted,
    ) in _OCCASIONS.ask(wanted):
        coming = comes_next(_Occasion(feast, month, day, once), today)
        if coming is not None:
            sort_of_day = character(feast, tone, name)
            occasion = shapes.OccasionFact(
                key, name, *coming, *sort_of_day, theirs, channel or None, greeted
            )
            answer[relationship].append(occasion)
    return answer
