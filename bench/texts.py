"""Notes as long as people write them, in three scripts, always the same for the same seed.

The words follow Zipf's law (the word of rank r comes about 1/r as often), from a list of what such notes
speak of, with a long tail of made-up words behind it. Lengths are spread as real ones: half of the
notes have under 25 words, one in twenty more than 120.
"""

import itertools
import random
from functools import cache

ENGLISH = """the to we of and in he asked that for she they was on with said road tea permit about
clinic next week family not our team water convoy school visit would at market agreed elders
office more weather harvest told who know list access well medicine come checkpoint after district
committee meeting wants before letter names distribution help first health also has council phone
women children morning trucks date governor problem fuel answer promised still yesterday waiting
bridge camp again because call security brother village people return flour signed copy delay
""".split()
ARABIC = """في من على إلى أن عن مع قال هو التي بعد لم هذا كان الطريق الشاي العيادة التصريح نحن
الأسبوع القادم العائلة الماء القافلة المدرسة زيارة السوق وافق المكتب الطقس الحصاد القائمة الدواء
الحاجز المنطقة اللجنة الاجتماع يريد قبل الرسالة الأسماء التوزيع المساعدة الصحة المجلس الهاتف
النساء الأطفال الصباح الشاحنات المحافظ مشكلة الوقود جواب وعد أمس ينتظر الجسر المخيم مرة أخرى لأن
الأمن أخوه القرية الناس العودة الطحين توقيع نسخة تأخير المستشفى الشيخ البئر موعد شكر سأل
""".split()
RUSSIAN = """и в не на что мы он с по о как но она из за они было дорога чай клиника разрешение
неделя семья вода конвой школа визит рынок согласился старейшины контора погода урожай список
лекарства доступ пост район комитет встреча хочет до письмо имена раздача помощь здоровье совет
телефон женщины дети утро грузовики глава топливо ответ обещал вчера ждут мост лагерь снова потому
охрана брат село люди возвращение мука подпись копия задержка больница колодец срок спросил
благодарил после сказал следующий нужно ещё команда
""".split()
_TAILS = {
    "english": ["ka", "ri", "mu", "sa", "lo", "ven", "dar", "is", "ha", "lim", "or", "tes", "ner"],
    "arabic": ["كا", "ري", "مو", "سا", "لو", "ون", "دا", "حا", "ليم", "نور", "تيس", "بر", "عل"],
    "russian": ["ка", "ри", "му", "са", "ло", "вен", "дар", "ис", "ха", "лим", "ор", "тес", "нер"],
}
_COMMON = {"english": ENGLISH, "arabic": ARABIC, "russian": RUSSIAN}
LANGUAGES = tuple(_COMMON)


@cache
def _words(language: str) -> tuple[list[str], list[float]]:
    """Return the words of a language, the common ones first, and their added weights."""
    tail = ["".join(three) for three in itertools.product(_TAILS[language], repeat=3)]
    random.Random(language).shuffle(tail)
    words = list(dict.fromkeys([*_COMMON[language], *tail]))
    return words, list(itertools.accumulate(rank**-1.15 for rank in range(1, len(words) + 1)))


def note(chance: random.Random, language: str | None = None) -> str:
    """Return one note; without a language, half are English and a quarter each in another script."""
    language = language or chance.choice(["english", *LANGUAGES])
    words, weights = _words(language)
    length = max(3, min(400, round(chance.lognormvariate(3.2, 0.95))))
    said = chance.choices(words, cum_weights=weights, k=length)
    for place in range(chance.randrange(6, 14), length - 3, 12):
        said[place] += "."
    text = " ".join(said).capitalize()
    return text if text.endswith(".") else f"{text}."
