"""How a request that we mean to make is answered at a prompt."""

from collections.abc import Iterator

from rapport.briefings.brief import ToAsk
from rapport.records.models import Cost, Urgency, Weight


def request_lines(ask: ToAsk) -> Iterator[str]:
    """Yield a request with what it costs them and what may be said; our least is never printed."""
    when = f"{'ask again on' if ask.postponed else 'planned for'} {ask.on}" if ask.on else ""
    yield f"{ask.what} ({when})" if when else ask.what
    for risk in ask.risks:
        cost = dict(Cost.choices).get(risk.cost, risk.cost)
        weight = dict(Weight.choices).get(risk.weight, risk.weight)
        softened = f"; what softens it: {risk.softened}" if risk.softened else ""
        yield f"May cost them: {cost} ({weight}){softened}"
    urgency = dict(Urgency.choices)
    for heading, text in (
        ("To open", ask.gate),
        ("How urgent for us", urgency.get(ask.urgency_ours)),
        ("How urgent for them", urgency.get(ask.urgency_theirs)),
        ("Why they might say no, and what they would need", ask.why_no),
        ("What would make it easier for them", ask.softens),
        ("What is in it for them", ask.for_them),
        ("What we may say", ask.may_say),
    ):
        if text:
            yield f"{heading}: {text}"
