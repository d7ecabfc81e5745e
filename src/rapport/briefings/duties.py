"""What Today is for, for those whose duty is to look and who lead nobody themselves."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Count, Q

from rapport.briefings.ending import ending
from rapport.briefings.pressing import still_heard
from rapport.briefings.up_to_date import up_to_date
from rapport.records.asking import Asking
from rapport.records.models import Checkpoint, Colleague, Duty, Operation, Relationship
from rapport.rules.catalogue import RULES

_LOOKS = (Duty.AUDITOR, Duty.DATA_PROTECTION, Duty.LEGAL_ADVISER)
_TICKS = 1 << 16


@dataclass(frozen=True, slots=True)
class ForAuditor:
    """How far the history has come, and when it was last signed."""

    operations: int
    newest: datetime | None
    checkpoint: datetime | None


@dataclass(frozen=True, slots=True)
class CareDue:
    """For how many people, of those I may see, a rule about care with data speaks."""

    code: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class ForDataProtection:
    """Where data needs care, and how many records are past the day they were to be kept until."""

    care: tuple[CareDue, ...]
    past_end: int


@dataclass(frozen=True, slots=True)
class DutyNews:
    """One part for each such duty; None, or False, where it is not carried."""

    auditor: ForAuditor | None = None
    data_protection: ForDataProtection | None = None
    legal_adviser: bool = False

    def __bool__(self) -> bool:
        return bool(self.auditor or self.data_protection or self.legal_adviser)


def duty_news(asking: Asking) -> DutyNews:
    """Return what those see whose duty is to look: for those who lead or back up nobody."""
    me = asking.me
    if not any(map(me.has_duty, _LOOKS)) or _holds_somebody(me):
        return DutyNews()
    return DutyNews(
        auditor=_for_auditor() if me.has_duty(Duty.AUDITOR) else None,
        data_protection=(
            _for_data_protection(asking) if me.has_duty(Duty.DATA_PROTECTION) else None
        ),
        legal_adviser=me.has_duty(Duty.LEGAL_ADVISER),
    )


def _holds_somebody(me: Colleague) -> bool:
    held = Q(lead_id=me.pk) | Q(backup_id=me.pk)
    return Relationship.objects.visible_to(me).filter(held).exists()


def _for_auditor() -> ForAuditor:
    newest = Operation.objects.order_by("-sequence").values_list("sequence", "clock").first()
    signed = Checkpoint.objects.order_by("-sequence").values_list("clock", flat=True).first()
    return ForAuditor(
        operations=newest[0] if newest else 0,
        newest=_moment(newest[1]) if newest else None,
        checkpoint=_moment(signed) if signed is not None else None,
    )


def _moment(clock: int) -> datetime:
    return datetime.fromtimestamp((clock // _TICKS) / 1000, tz=UTC)


def _for_data_protection(asking: Asking) -> ForDataProtection:
    care = [code for code, rule in RULES.items() if rule.family == "D"]
    besides = up_to_date(asking, mine=False)
    found = still_heard(asking.me, mine=False, besides=besides).filter(code__in=care)
    counted = Counter(dict(found.order_by("code").values_list("code").annotate(n=Count("pk"))))
    counted.update(
        one.code
        for one in besides.findings.values()
        if one.code in care and one.waived_until is None
    )
    return ForDataProtection(
        care=tuple(CareDue(code, RULES[code].title, n) for code, n in sorted(counted.items())),
        past_end=len({(one.kind, one.key) for one in ending(asking)}),
    )
