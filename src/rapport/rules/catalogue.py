"""The catalogue: every rule, its settings, and the judge who asks them all."""

from collections.abc import Callable, Mapping
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from rapport.rules import (
    aftercare,
    agreements,
    agreements_at_risk,
    all_of_us,
    asked_again,
    boundaries,
    broad_network,
    care,
    change,
    conflicts,
    dependence,
    early_requests,
    engagement,
    first_steps,
    going_quiet,
    introductions,
    keeping_word,
    messages,
    motives,
    nobody_there,
    one_sided,
    planned_requests,
    punctuality,
    repair,
    requests,
    the_right_team,
    tone,
    turnover,
    understanding,
    upkeep,
    what_a_yes_costs,
)
from rapport.rules.days import away
from rapport.rules.facts import RelationshipFacts
from rapport.rules.moments import SERIES, Days, Plan, plan, soonest
from rapport.rules.rule import About, Finding, Numbers, Rule, Settings
from rapport.rules.warmups import SILENCE_RESETS


def _in_order(*several: tuple[Rule[Any], ...]) -> list[Rule[Any]]:
    """Return the rules of a family that stands in several files, in the order of their codes."""
    return sorted((rule for rules in several for rule in rules), key=attrgetter("code"))


RULES: dict[str, Rule[Any]] = {
    rule.code: rule
    for family in (
        early_requests.RULES,
        planned_requests.RULES,
        first_steps.RULES,
        engagement.RULES,
        all_of_us.RULES,
        what_a_yes_costs.RULES,
        understanding.RULES,
        motives.RULES,
        keeping_word.RULES,
        punctuality.RULES,
        requests.RULES,
        _in_order(upkeep.RULES, going_quiet.RULES),
        aftercare.RULES,
        _in_order(
            *(dependence.RULES, nobody_there.RULES, turnover.RULES, broad_network.RULES),
            *(introductions.RULES, one_sided.RULES),
        ),
        the_right_team.RULES,
        conflicts.RULES,
        boundaries.RULES,
        aftercare.BOUNDARIES,
        _in_order(agreements.RULES, agreements_at_risk.RULES),
        change.RULES,
        tone.RULES,
        messages.RULES,
        _in_order(repair.RULES, asked_again.RULES),
        care.RULES,
    )
    for rule in family
}
"""Every rule by its code, in the order of the reference; each family lists its own."""

_ABOUT = {about: [one for rule in RULES.values() if (one := rule.of(about))] for about in About}


class Judgement(NamedTuple):
    """What was found, and the next day any rule, or the count of warm-ups, could differ."""

    findings: tuple[Finding, ...]
    judge_again_on: date | None


def judge(facts: RelationshipFacts, today: date, settings: Settings) -> Judgement:
    """Ask every rule about one relationship on one day.

    Until ``judge_again_on`` the answer stays the same if no record changes, and so does the count
    of warm-ups, whichever rules are switched off.
    """
    return Judge(settings).judge(facts, today)


_COLUMNS = sorted(
    {name for rule in _ABOUT[About.RELATIONSHIP] for name in rule.needs}
    | {column for column, _ in SERIES.values()}
    | {"interactions"}
    | {
        column
        for rule in _ABOUT[About.RELATIONSHIP]
        if isinstance(rule.moments, Days)
        for column, _ in rule.moments.also
        if column
    }
)
_columns = attrgetter(*_COLUMNS)
"""Reads the columns that say which rules, and which days, have something to go by."""

_MOST_KEPT = 2_000


class Judge:
    """Asks the rules of one office, for thousands of relationships in a row.

    What follows from the office's settings and the day alone is worked out once, and rules that
    have nothing to go by (:attr:`Rule.needs`) are not asked.
    """

    def __init__(self, settings: Settings) -> None:
        rules = ((rule, settings[rule.code]) for rule in _ABOUT[About.RELATIONSHIP])
        self._rules = [(rule, numbers) for rule, numbers in rules if numbers is not None]
        self._asked: dict[tuple[Any, ...], _Asked] = {}

    def judge(self, facts: RelationshipFacts, today: date) -> Judgement:
        """Ask them about one relationship on one day; see :func:`judge`."""
        there = (today, facts.with_person, *map(bool, _columns(facts)))
        asked = self._asked.get(there)
        if asked is None:
            if len(self._asked) > _MOST_KEPT:
                self._asked.clear()
            asked = self._asked[there] = self._asked_with(facts, today)
        findings: list[Finding] = []
        for notices, numbers in asked.rules:
            found = notices(facts, today, numbers)
            if found:
                findings += found if isinstance(found, list) else [found]
        if len(findings) > 1:
            findings.sort(key=_MOST_PRESSING)
        interval = max(facts.ideal_days, facts.maximum_days)
        return Judgement(tuple(findings), soonest(facts, asked.days, interval))

    def _asked_with(self, facts: RelationshipFacts, today: date) -> "_Asked":
        """Return what to ask where the same columns of the facts hold anything."""
        rules = [
            (rule, numbers)
            for rule, numbers in self._rules
            if (facts.with_person or rule.speaks_of_groups)
            and (not rule.needs or any(getattr(facts, name) for name in rule.needs))
        ]
        far = [number for _, numbers in rules for number in numbers.values()]
        days = plan(
            [(WARMTH_CHANGES, {}), *((rule.moments, numbers) for rule, numbers in rules)],
            today,
            there=lambda column: bool(getattr(facts, column)),
            reach=max([*far, SILENCE_RESETS.days]),
        )
        return _Asked([(rule.notices, numbers) for rule, numbers in rules], days)


class _Asked(NamedTuple):
    """What to ask of relationships alike in what is known of them, and which days to mind."""

    rules: list[tuple[Callable[..., Any], Numbers]]
    days: Plan


_MOST_PRESSING = attrgetter("when", "code")
WARMTH_CHANGES = Days(contact=(0,), met=(SILENCE_RESETS.days,), change_of_lead=(0,))
"""The days on which the count of warm-ups could change, whichever rules are switched off."""


def judge_for_a_reader(
    about: About, facts: Any, today: date, settings: Settings
) -> tuple[Finding, ...]:
    """Ask every rule about a thing known to us across circles, from what one reader may see.

    ``facts`` are those of this kind of thing: ``ActorFacts`` for an actor.
    """
    return tuple(
        finding
        for rule in _ABOUT[about]
        if (numbers := settings[rule.code]) is not None
        for finding in rule.findings(facts, today, numbers)
    )


def validated_settings(raw: Mapping[str, Any]) -> Settings:
    """Return every rule's numbers, with those an office has changed.

    ``raw`` is ``{code: {"on": bool, name: number, "words": [word, ...]}}``, with ``words`` only for
    a rule that has some. Raises ``ValueError`` with a plain sentence.
    """
    unknown = set(raw) - set(RULES)
    if unknown:
        raise ValueError(f"There is no rule {min(unknown)}.")
    return {code: _numbers(rule, raw.get(code, {})) for code, rule in RULES.items()}


def visits_only(raw: Mapping[str, Any]) -> bool:
    """Return whether an office lets only meetings in person count as warm-ups.

    It is one setting for all rules that count them, and holds where E01 itself is switched off.
    """
    return bool(raw.get("E01", {}).get("in_person_only"))


def _numbers(rule: Rule[Any], raw: Any) -> Numbers | None:
    if not isinstance(raw, Mapping):
        raise ValueError(f"Rule {rule.code}: its settings must have names.")  # noqa: TRY004 - a refusal
    numbers = rule.numbers
    for name, value in raw.items():
        if name == "on":
            if not isinstance(value, bool):
                raise ValueError(f"Rule {rule.code} is either on or off.")
        elif name == "words" and rule.words:
            if not isinstance(value, list | tuple) or not all(isinstance(w, str) for w in value):
                raise ValueError(f"Rule {rule.code}: words must be a list of words.")
        elif (setting := rule.settings.get(name)) is None:
            raise ValueError(f"Rule {rule.code} has no setting {name}.")
        elif type(value) is not int or not setting.least <= value <= setting.most:
            raise ValueError(
                f"Rule {rule.code}: {name} must be from {setting.least} to {setting.most}."
            )
        else:
            numbers[name] = value
    return numbers if raw.get("on", True) else None


def worded(
    says: str,
    params: Mapping[str, Any],
    today: date,
    *,
    translate: Callable[[str], str] = str,
    when: Callable[[date, date], str] = away,
    written: Callable[[date], str] = date.isoformat,
) -> str:
    """Word a finding for the day of reading, in English unless told otherwise.

    ``translate`` gives a message in the reader's language, ``when`` says how far a day is from
    today ("in 3 days"), and ``written`` writes a date. A date parameter is a date, or
    ``{"day": "2026-03-16"}`` as findings are stored; ``{"word": "phone"}`` is a word to translate.
    """
    values: dict[str, Any] = {}
    for name, value in params.items():
        day = date.fromisoformat(value["day"]) if _is(value, "day") else value
        if _is(value, "word"):
            values[name] = translate(value["word"])
        elif isinstance(day, date):
            values[name] = written(day)
            values[f"{name}_when"] = when(day, today)
            values[f"{name}_days"] = abs((today - day).days)
            values[f"{name}_weeks"] = abs((today - day).days) // 7
        else:
            values[name] = value
    return translate(says) % values


def _is(value: Any, kind: str) -> bool:
    return isinstance(value, dict) and kind in value
