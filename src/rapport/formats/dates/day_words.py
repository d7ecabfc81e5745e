"""The small words around a day: weekdays, "of", "to", "and", "about", and what they do to it.

Several languages stand together, each line beginning with English. Native speakers: please add
yours; capitals, accents and the variants of letters do not matter.
"""

from typing import Literal

from rapport.names import fold

#: What a word does: passed over; joins a range; lists; opens a range; blurs; makes it another day;
#: says the same day once more.
Role = Literal["f", "R", "L", "F", "v", "O", "="]

_WEEKDAYS = """
monday mon|tuesday tues tue|wednesday wed|thursday thurs thur thu|friday fri|saturday sat|sunday sun
lundi lun|mardi|mercredi mer|jeudi jeu|vendredi ven|samedi sam|dimanche dim
lunes|martes|miércoles mié|jueves jue|viernes vie|sábado sáb|domingo dom
الاثنين الإثنين اثنين|الثلاثاء ثلاثاء|الأربعاء اربعاء|الخميس خميس|الجمعة جمعة|السبت سبت|الأحد أحد
دوشنبه دو-شنبه|سه-شنبه سهشنبه|چهارشنبه چهار-شنبه|پنجشنبه پنج-شنبه|جمعه آدینه|شنبه|یکشنبه یک-شنبه
понедельник пн|вторник вт|среда среду ср|четверг чт|пятница пятницу пт|суббота субботу сб
воскресенье вс
понеділок|вівторок|середа середу|четвер|п'ятниця п'ятницю|субота суботу|неділя неділю нд
دووشەممە|سێشەممە|چوارشەممە|پێنجشەممە|هەینی|شەممە|یەکشەممە
duşem|sêşem|çarşem|pêncşem|în|şemî|yekşem
isniin|talaado|arbaco|khamiis|jimce|sabti|axad
ሰኞ|ማክሰኞ|ረቡዕ|ሐሙስ|ዓርብ አርብ|ቅዳሜ|እሑድ
pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar
"""

_PASSED_OVER = """
of the on in at date dated day month year st nd rd th morning afternoon evening night noon midday
le la les de du des d en l jour mois an année matin soir soirée midi après-midi à-midi
el los del día mes año mañana tarde noche por
في يوم بتاريخ تاريخ شهر سنة عام لعام لسنة صباحا مساء ظهرا عصرا ليلا بعد-الظهر قبل-الظهر صباح مساءا
روز ماه سال مورخ صبح عصر شب ظهر بعد-از-ظهر قبل-از-ظهر
г год года году р рік року день месяц утром вечером днем вранці ввечері вдень
ڕۆژی مانگی ساڵی بەیانی ئێوارە roja meha sala sibê êvarê
bisha maalinta sannadka subaxnimo galabnimo
ቀን ዓመት
"""

_TO = """
to till until through thru
au à a jusqu'au jusqu'à
al hasta
إلى حتى لغاية
تا الی
по до
هەتا تا heta ta bo
ilaa
"""

_FROM = """
from between
entre desde
من بين
از
с от со від з між
لە ji
laga
"""

_AND = """
and plus
et
y e
و
и і та й
û
iyo
"""

_VAGUE = """
early mid middle late beginning start end about around approximately approx circa c ca roughly
maybe perhaps probably possibly tbc tbd unsure unclear some sometime
début mi milieu fin courant vers environ env peut-être
principios mediados finales fines hacia aproximadamente quizás
أوائل مطلع بداية منتصف أواخر نهاية حوالي تقريبا نحو ربما
اوایل اواسط اواخر حدود تقریبا شاید
начало начале середина середине конец конце около примерно ориентировочно
початок початку кінець кінці близько приблизно
دەوروبەری کۆتایی سەرەتای destpêka dawiya
qiyaastii dhammaadka bilowga
"""

_ANOTHER_DAY = """
before after since by prior not except week weeks weekend fortnight w/c present ongoing now
onwards onward today next last every each
avant après depuis sauf semaine chaque présent aujourd'hui prochain dernier
antes después semana cada presente
قبل بعد منذ أسبوع الأسبوع كل الآن
پس هفته هر اکنون
после перед неделя неделе неделю каждый
після перед тиждень тижня кожен
پێش دوای هەفتە
berî piştî hefte
ka-hor ka-dib toddobaad
"""

_THE_SAME = """
corresponding-to equivalent
correspondant-au
الموافق الموافقة
مطابق برابر
"""


def _roles() -> dict[str, Role]:
    """Return what each word does; a word that stands in two lists does what the later one says."""
    lists: tuple[tuple[Role, str], ...] = (
        ("f", _WEEKDAYS.replace("|", " ")),
        ("v", _VAGUE),
        ("O", _ANOTHER_DAY),
        ("F", _FROM),
        ("f", _PASSED_OVER),
        ("R", _TO),
        ("L", _AND),
        ("=", _THE_SAME),
    )
    return {fold(word.replace("-", " ")): role for role, words in lists for word in words.split()}


ROLES: dict[str, Role] = _roles()

#: "mar." is March, or mardi and martes where another month is named.
WEEKDAY_OR_MONTH = "mar"
