"""Months as words, by calendar and language. Native speakers: please add yours.

Capitals, accents, hamza and the letters of Persian, Kurdish or Arabic keyboards do not matter, and
neither does a dash between two words. A name that two calendars share stands in both: the year
tells which is meant.
"""

from collections.abc import Iterable

from rapport.formats.dates.calendars import Calendar
from rapport.names import fold

_GREGORIAN: dict[str, tuple[str, ...]] = {
    "English": (
        *("january jan", "february feb", "march mar", "april apr", "may", "june jun"),
        *("july jul", "august aug", "september sept sep", "october oct", "november nov"),
        "december dec",
    ),
    "French": (
        *("janvier janv", "février févr fév", "mars", "avril avr", "mai", "juin", "juillet juil"),
        *("août", "septembre", "octobre", "novembre", "décembre déc"),
    ),
    "Spanish": (
        *("enero ene", "febrero", "marzo", "abril abr", "mayo", "junio", "julio", "agosto ago"),
        *("septiembre setiembre set", "octubre", "noviembre", "diciembre dic"),
    ),
    "Turkish": (
        *("ocak", "şubat", "mart", "nisan", "mayıs", "haziran", "temmuz", "ağustos", "eylül"),
        *("ekim", "kasım", "aralık"),
    ),
    "Arabic of Egypt, the Gulf and Sudan": (
        *("يناير", "فبراير", "مارس", "أبريل إبريل", "مايو", "يونيو يونيه", "يوليو يوليه"),
        *("أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
    ),
    "Arabic of the Levant and Iraq": (
        *("كانون-الثاني كانون-ثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب"),
        *("أيلول", "تشرين-الأول تشرين-أول", "تشرين-الثاني تشرين-ثاني", "كانون-الأول كانون-أول"),
    ),
    "Arabic of the Maghreb": (
        *("جانفي ينّاير", "فيفري", "مارس", "أفريل أبريل", "ماي", "جوان يونيو", "جويلية يوليوز"),
        *("أوت غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"),
    ),
    "Persian": (
        *("ژانویه", "فوریه", "مارس", "آوریل", "مه می", "ژوئن", "ژوئیه جولای", "اوت آگوست"),
        *("سپتامبر", "اکتبر", "نوامبر", "دسامبر"),
    ),
    "Dari": (
        *("جنوری", "فبروری", "مارچ", "اپریل", "می", "جون", "جولای", "اگست", "سپتمبر", "اکتوبر"),
        *("نومبر", "دسمبر"),
    ),
    "Russian": (
        *("январь января январе янв", "февраль февраля феврале февр фев"),
        *("март марта марте мар", "апрель апреля апреле апр", "май мая мае"),
        *("июнь июня июне июн", "июль июля июле июл", "август августа августе авг"),
        *("сентябрь сентября сентябре сент сен", "октябрь октября октябре окт"),
        *("ноябрь ноября ноябре нояб ноя", "декабрь декабря декабре дек"),
    ),
    "Ukrainian": (
        *("січень січня січні січ", "лютий лютого лютому лют", "березень березня березні бер"),
        *("квітень квітня квітні квіт", "травень травня травні трав"),
        *("червень червня червні черв", "липень липня липні лип", "серпень серпня серпні серп"),
        *("вересень вересня вересні вер", "жовтень жовтня жовтні жовт"),
        *("листопад листопада листопаді", "грудень грудня грудні груд"),
    ),
    "Kurdish, Sorani": (
        *("کانوونی-دووەم کانونی-دووەم", "شوبات", "ئازار ئادار", "نیسان", "ئایار", "حوزەیران"),
        *("تەمموز تەممووز", "ئاب", "ئەیلوول ئەیلول", "تشرینی-یەکەم", "تشرینی-دووەم"),
        "کانوونی-یەکەم کانونی-یەکەم",
    ),
    "Kurdish, Kurmanji": (
        *("çile rêbendan kanûna-paşîn kanûna-duyem", "sibat şibat reşemî", "adar avdar"),
        *("nîsan avrêl", "gulan", "hezîran pûşper", "tîrmeh temûz", "tebax", "îlon eylûl rezber"),
        *("cotmeh çiriya-pêşîn tişrîna-yekem", "mijdar sermawez çiriya-paşîn tişrîna-duyem"),
        "berfanbar kanûna-pêşîn kanûna-yekem",
    ),
    "Somali": (
        *("jannaayo janaayo", "febraayo feebraayo", "maarso", "abriil", "maajo", "juun juunyo"),
        *("luulyo luuliyo", "agoosto agosto ogosto", "sebteembar sebtembar", "oktoobar oktobar"),
        *("nofeembar nofembar", "diseembar disembar"),
    ),
}

_HIJRI: dict[str, tuple[str, ...]] = {
    "Arabic and Persian": (
        *("محرم المحرم", "صفر", "ربيع-الأول ربيع-اول", "ربيع-الثاني ربيع-الآخر ربيع-ثاني"),
        "جمادى-الأولى جمادى-الأول جمادي-اول",
        "جمادى-الثانية جمادى-الآخرة جمادى-الثاني جمادي-ثاني",
        *("رجب", "شعبان", "رمضان", "شوال", "ذو-القعدة ذي-القعدة ذوالقعدة ذيقعده"),
        "ذو-الحجة ذي-الحجة ذوالحجة ذيحجه",
    ),
    "English": (
        *("muharram moharram", "safar", "rabi-al-awwal rabi-ul-awwal rabi-i"),
        *("rabi-al-thani rabi-al-akhir rabi-ul-thani rabi-ii",),
        "jumada-al-ula jumada-al-awwal jumada-ul-awwal jumada-i",
        "jumada-al-thani jumada-al-akhira jumada-al-thaniya jumada-ul-thani jumada-ii",
        *("rajab", "sha'ban shaaban", "ramadan ramadhan ramazan ramadaan", "shawwal shawal"),
        "dhu-al-qi'dah dhul-qi'dah dhu-al-qadah dhul-qadah zulqaida",
        "dhu-al-hijjah dhul-hijjah dhu-al-hijja dhul-hijja zulhijja",
    ),
    "French": (
        *("mouharram", "", "rabia-al-awal", "rabia-ath-thani", "joumada-al-oula"),
        *("joumada-ath-thania", "", "chaabane", "", "chawwal", "dhou-al-qi'da", "dhou-al-hijja"),
    ),
}

_SOLAR: dict[str, tuple[str, ...]] = {
    "Persian": (
        *("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد امرداد", "شهریور", "مهر", "آبان", "آذر"),
        *("دی", "بهمن", "اسفند"),
    ),
    "Persian in Latin letters": (
        *("farvardin", "ordibehesht", "khordad", "tir", "mordad", "shahrivar", "mehr", "aban"),
        *("azar", "dey", "bahman", "esfand"),
    ),
    "Dari": (
        *("حمل", "ثور", "جوزا", "سرطان", "اسد", "سنبله", "میزان", "عقرب", "قوس", "جدی", "دلو"),
        "حوت",
    ),
    "Dari in Latin letters": (
        *("hamal", "sawr saur thawr", "jawza jauza", "saratan", "asad"),
        *("sunbula sonbola sumbula", "mizan", "aqrab", "qaws qaus", "jadi", "dalw", "hut hoot"),
    ),
    "Pashto": (
        *("وری", "غویی", "غبرګولی", "چنګاښ", "زمری", "وږی", "تله", "لړم", "لیندۍ", "مرغومی"),
        *("سلواغه", "کب"),
    ),
    "Kurdish, Sorani": (
        *("خاکەلێوە", "گوڵان", "جۆزەردان", "پووشپەڕ", "گەلاوێژ", "خەرمانان", "ڕەزبەر"),
        *("گەڵاڕێزان", "سەرماوەز", "بەفرانبار", "ڕێبەندان", "ڕەشەمێ ڕەشەمە"),
    ),
    "Kurdish in Latin letters": (
        *("xakelêwe", "gulan", "cozerdan", "pûşper", "gelawêj", "xermanan", "rezber"),
        *("gelarêzan", "sermawez", "befranbar berfanbar", "rêbendan", "reşemî reşeme"),
    ),
}

_ETHIOPIAN: dict[str, tuple[str, ...]] = {
    "Amharic": (
        *("መስከረም", "ጥቅምት", "ኅዳር ህዳር", "ታኅሣሥ ታህሳስ", "ጥር", "የካቲት", "መጋቢት", "ሚያዝያ ሚያዚያ"),
        *("ግንቦት", "ሰኔ", "ሐምሌ ሀምሌ", "ነሐሴ ነሀሴ", "ጳጉሜ ጳጉሜን"),
    ),
    "Amharic in Latin letters": (
        *("meskerem", "tikimt tikemt", "hidar hedar", "tahsas tahesas", "tir", "yekatit"),
        *("megabit", "miyazya miazia", "ginbot", "sene", "hamle", "nehase nehasse"),
        "pagume pagumen",
    ),
    "Amharic in Arabic letters": (
        *("مسكرم", "تقمت", "هدار", "تهساس", "طر", "يكاتيت", "مجابيت", "ميازيا", "جنبوت", "سيني"),
        *("هاملي", "نهاسي", "باجومي"),
    ),
}

_NAMES: dict[Calendar, dict[str, tuple[str, ...]]] = {
    "solar": _SOLAR,
    "hijri": _HIJRI,
    "ethiopian": _ETHIOPIAN,
    "gregorian": _GREGORIAN,
}

#: The month as it counts in each calendar that calls one so.
Month = dict[Calendar, int]


def _months() -> dict[str, Month]:
    """Return every name, folded; the calendars of a name that two share in the order above."""
    found: dict[str, Month] = {}
    for calendar, languages in _NAMES.items():
        for names in languages.values():
            for number, word in _numbered(names):
                found.setdefault(word, {}).setdefault(calendar, number)
    return found


def _numbered(names: tuple[str, ...]) -> Iterable[tuple[int, str]]:
    for number, spellings in enumerate(names, start=1):
        for name in spellings.split():
            yield number, fold(name.replace("-", " "))


MONTHS: dict[str, Month] = _months()
