"""What the rules count, counted plainly: everything looked at again for each question."""

from itertools import pairwise

from rapport.rules.warmups import SILENCE_RESETS, VOICE, is_warm_up


def warmth_before(facts, day, time=""):
    """Return the count of warm-ups, and the kind of the last reset, when something happened."""

    def came_before(one):
        known = time and one.time
        return one.on < day or (one.on == day and (not known or one.time < time))

    return _warmth(facts, day, [one for one in facts.interactions if came_before(one)])


def warmth_on(facts, day):
    """Return the count of warm-ups at the end of a day."""
    return _warmth(facts, day, [one for one in facts.interactions if one.on <= day])[0]


def _warmth(facts, today, earlier):
    changes = {change.on: change for change in facts.holder_changes}
    warm = set()
    for one in earlier:
        if is_warm_up(one, visits_only=facts.visits_only):
            change = changes.get(one.on)
            anew = change is None or change.lead in one.ours
            warm.add((one.on, 3 if anew else 1))
    place, kind = _last_reset(facts, today)
    since = {day for day, part in warm if (day, part) >= place}
    until = max((there for there in warm if there < place), default=None)
    left = 0 if until is None else 1
    return (left + len(since - ({until[0]} if until else set())) if kind else len(since)), kind


def _last_reset(facts, today):
    place, kind = (facts.opened.min, 0), None
    for change in facts.holder_changes:
        introduced = _introduced_on(facts, change)
        if change.on <= today and (introduced is None or introduced > today):
            place, kind = (change.on, 2), "lead"
    met = [one.on for one in facts.interactions if one.two_way]
    for before, after in pairwise(met):
        if after - before >= SILENCE_RESETS and after <= today and (after, 0) >= place:
            place, kind = (after, 0), "silence"
    met = [day for day in met if day <= today]
    if met and today - met[-1] >= SILENCE_RESETS:
        place, kind = (today, 4), "silence"
    return place, kind


def _introduced_on(facts, change):
    if change.introduced:
        return change.on
    both = {change.lead, change.previous}
    return min(
        (one.on for one in facts.interactions if one.two_way and both <= {*one.ours}), default=None
    )


def silent_after_a_yes(facts, today, days):
    """Return the asks that were granted and after which nobody was met with nothing asked."""
    silent = set()
    for ask in facts.asks:
        yes = (ask.answered_on or ask.made_on) if ask.outcome == "granted" else None
        thanked = yes and any(
            yes < one.on <= today and one.two_way and one.asked is False
            for one in facts.interactions
        )
        if yes and (today - yes).days >= days and not thanked:
            silent.add(ask.key)
    return silent


def owed(facts, today):
    """Return the days of the uses of the exception for which no visit came after."""
    used = [one.on for one in facts.interactions if one.asked and one.life_saving]
    visits = {
        one.on
        for one in facts.interactions
        if one.two_way
        and one.asked is False
        and one.channel in VOICE
        and one.purpose in ("engagement", "courtesy")
        and one.on <= today
    }
    waiting, unpaid = sorted(visits), []
    for day in sorted(on for on in used if on <= today):
        paid = next((visit for visit in waiting if visit > day), None)
        if paid is None:
            unpaid.append(day)
        else:
            waiting.remove(paid)
    return unpaid
