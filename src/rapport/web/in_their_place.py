"""What an answer given in somebody's place suggests: what a yes may cost them, what to say of it.

It only ever suggests. The words it goes by are few and plain, in the three languages of the pages;
what they miss, whoever writes will tick.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext, gettext_noop

from rapport.names import fold, words
from rapport.records.models import Cost

_HINTS: dict[str, str] = {
    Cost.REPUTATION: "reputation face shame gossip weak laugh honour honneur honte image rumeur"
    " faible سمعة سمعته سمعتها فضيحة عار عيب شرف ضعيف",
    Cost.AUTHORITY: "authority obey control lose command fighters autorité obéir contrôle hommes"
    " سلطة هيبة طاعة سيطرة رجاله",
    Cost.SUPERIORS: "superior superiors boss commander ministry capital orders chef supérieur"
    " supérieurs hiérarchie ministère ordres قيادة قائد رئيسه رؤساء وزارة أوامر",
    Cost.CONSTITUENTS: "people community tribe elders voters families communauté tribu anciens"
    " électeurs familles ناسه أهله قبيلة عشيرة شيوخ مجتمع",
    Cost.CAREER: "job career income post salary promotion fired money emploi carrière poste salaire"
    " argent revenu وظيفة عمله منصب راتب ترقية مال دخل",
    Cost.SOVEREIGNTY: "sovereignty jurisdiction law permission foreign state souveraineté loi"
    " juridiction autorisation étranger état سيادة قانون إذن أجنبي دولة",
    Cost.SAFETY: "safety safe danger killed arrest arrested threat afraid sécurité tué arrêté"
    " menace peur أمان سلامة خطر قتل اعتقال تهديد خوف",
    Cost.VALUES: "faith religion values wrong principle forbidden foi religion valeurs principe"
    " interdit دين قيم مبدأ حرام ممنوع",
}
_SAID: dict[str, str] = {
    Cost.REPUTATION: gettext_noop("We know that people may talk if you say yes."),
    Cost.AUTHORITY: gettext_noop("We know that those who follow you will watch what you decide."),
    Cost.SUPERIORS: gettext_noop("We know that you will have to answer for this further up."),
    Cost.CONSTITUENTS: gettext_noop("We know that you will have to explain this to your people."),
    Cost.CAREER: gettext_noop("We know that this may cost you in your work."),
    Cost.SOVEREIGNTY: gettext_noop("We know that this is yours to decide, and nobody else's."),
    Cost.SAFETY: gettext_noop("We know that this may put you at risk, and we take that seriously."),
    Cost.VALUES: gettext_noop("We know that this may not sit easily with what you hold right."),
}
_IN_GENERAL = gettext_noop("We know that a yes is not free for you, and we do not take it lightly.")
_NEED = "need needs want guarantee besoin faut garantie يحتاج تحتاج حاجة ضمان"


@dataclass(frozen=True, slots=True)
class Thought:
    """What is suggested: costs not ticked yet, a sentence, and whether a need was named."""

    costs: tuple[str, ...]
    sentence: str
    asks_need: bool


def thought(text: str, ticked: Collection[str] = ()) -> Thought | None:
    """Return what an answer suggests, or nothing where nothing was said and nothing ticked."""
    said = {fold(word) for word in words(text)}
    if not said and not ticked:
        return None
    hinted = [cost for cost in Cost.values if said & _hints(_HINTS[cost])]
    costs = [cost for cost in Cost.values if cost in hinted or cost in ticked]
    sentences = [gettext(_SAID[cost]) for cost in costs] or [gettext(_IN_GENERAL)]
    return Thought(
        costs=tuple(cost for cost in hinted if cost not in ticked),
        sentence=" ".join(sentences[:_AT_MOST]),
        asks_need=bool(said & _hints(_NEED)),
    )


def acknowledging(told: Sequence[str], costs: Collection[str]) -> str:
    """Return one line that says we see what weighs on them: what they told us, what a yes costs.

    Nothing is said of what we only read into their words.
    """
    line = gettext("You told us about this: “%(concern)s”. We have not forgotten it.")
    said = [line % {"concern": concern} for concern in told[:1]]
    seen = thought("", costs)
    return " ".join([*said, *([seen.sentence] if seen else [])])


_AT_MOST = 2
"""Nobody says more than that of it and is still believed."""


@cache
def _hints(listed: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words(listed))
