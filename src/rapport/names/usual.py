"""The usual form of a word of a name, where another language has a form of its own for it.

Mehmet is Mohammed, Cemil is Jamil, Uladzimir is Vladimir, Cabdi is Abdi, Tse-tung is Zedong: no
ear hears that, so it stands here. A word that is not listed stands for itself.

From: the Somali Latin alphabet of 1972 (c is ayn, x is h); the tables of Wade-Giles and pinyin of
ALA-LC; forms of one name as French, Turkish, Persian, Ukrainian and Belarusian registers write
them. Hebrew has no list and no reading of its own: names in its letters are compared as they are
transliterated letter by letter, which misses most.
"""

import re
from itertools import pairwise

from rapport.names.fold import fold

# The usual form first, then forms of it that do not sound like it. All folded.
_FORMS = (
    # Turkish, Persian, Urdu and West African forms
    "mohammed mehmet mehmed mamadou mamadu mahamat mahamadou muhammet mohd mohamad",
    "ahmed ahmet amadou ahmadou hamadou", "jamil cemil gamil djamil djemil",
    "jamal cemal gamal djamal", "kamal kemal", "jafar cafer djafar", "jalal celal galal djalal",
    "jawad cevat cavit", "khadija hatice hadija kadidia", "amina emine aminata aminatou",
    "aisha ayse aicha aissata aissatou", "fatima fatma fadime fatoumata fatou fadumo",
    "zaynab zeynep zeinabou", "mustafa moustapha mostafa", "mahmoud mahmut mamoudou",
    "murad murat", "khalid halit", "hamid hamit", "rashid resit", "said sait seydou",
    "salih saleh salihou", "yahya yahia", "yusuf yossef issoufou youssoufou",
    "ibrahim ebrahim ibrahima brahim", "ismail smail esmail ismaila", "isa issa eissa",
    "yaqub yakup yacouba yacoub", "suleiman slimane sliman souleymane soleyman soleiman",
    "uthman osman ousmane osmane otmane othmane", "umar omer oumar",
    "hussein hocine houcine huseyin hossein hoseyn ousseini", "hasan lahcen",
    "rida reza raza riza ridha rezha", "bakr bekir", "ramadan ramazan ramzan ramadane",
    "fadl fazl", "zahir dhahir", "diya ziya zia", "haydar heydar aydar", "nadim nedim",
    "najib necip", "najm necm", "kadhim kazim kazem kadhem kathem", "mahdi mehdi", "muhsin mohsen",
    "tayyib tayeb taieb tayyip", "huda houda", "nuh nouh", "dawud davut daouda daoud",
    "abdullah abdoulaye abdallahi abdallah", "abdulrahman abderrahmane abdirahman",
    # Slavic forms
    "vladimir uladzimir volodymyr volodimir",
    "yuri jury iurii yurii yury", "nikolai mykola mikalai",
    "alexander aliaksandr oleksandr aleksandar alyaksandr", "alexei oleksii aliaksei oleksiy",
    "dmitri dmytro dzmitry dimitri", "sergei serhii siarhei serhiy syarhei", "mikhail mykhailo",
    "andrei andrii andriy", "pavel pavlo paval", "peter petro piotr pyotr petr",
    "evgeni yevhen yauhen yevgeny evgeny evhen", "grigori hryhorii ryhor hryhoriy",
    "igor ihor ihar", "oleg oleh aleh", "viktor viktar", "konstantin kostiantyn kanstantsin",
    "maxim maksym maksim", "elena olena alena", "natalia nataliia natallia", "olga olha volha",
    "anna hanna ganna", "irina iryna", "ekaterina kateryna katsiaryna yekaterina",
    "tatiana tetiana tatsiana tetyana", "galina halyna", "svetlana svitlana sviatlana",
    "stepan stsiapan", "fedor fyodor fiodor", "ilya illia", "timofei tsimafei tymofii",
    "lukashenko lukashenka", "georgi heorhii heorhiy",
    # Slavic forms in their own letters
    "владимир володимир уладзімір", "юрий юрій юрый", "николай микола мікалай",
    "александр олександр аляксандр", "алексей олексій аляксей", "дмитрий дмитро дзмітрый",
    "сергей сергій сяргей", "андрей андрій андрэй", "павел павло павал", "петр петро пятро",
    "евгений євген яўген", "игорь ігор ігар", "елена олена алена", "екатерина катерина кацярына",
)  # fmt: skip

_USUAL = {
    form: forms[0] for group in _FORMS for forms in [fold(group).split()] for form in forms[1:]
}

# Somali: c for ayn at the beginning of these words only, since elsewhere c is k or s.
_SOMALI_AYN = re.compile(
    "c(?=abd|abba|ali$|aliyow|umar|isman|iise|isse|aasha|aisha|awad|awil|igal|ilmi|arab|adan|"
    "usman|uthman|amar$|ammar|ayn|eynte|aydid|umer)"
)
_SOMALI_H = re.compile("(?<=[aiou])x(?=[maei])|^x(?=[aiou]{1,2}[slrmdfw])")
_PINYIN_X = re.compile("^x(?=i|u$|u[ea]?n?$)")

# Wade-Giles syllables and how pinyin writes them. Both halves of a name with a hyphen must be here.
_WADE_GILES_IN_PINYIN = """
    tse:ze tung:dong hsi:xi hsiao:xiao hsien:xian hsin:xin hsing:xing hsiang:xiang hsu:xu
    hsueh:xue hsiung:xiong chin:jin ching:jing chien:jian chiang:jiang chieh:jie chia:jia
    chun:jun chou:zhou chu:zhu chih:zhi chung:zhong chang:zhang chao:zhao chen:zhen cheng:zheng
    shih:shi jen:ren jung:rong jui:rui kuo:guo kung:gong kuang:guang kuei:gui kao:gao kang:gang
    ping:ping pin:bin pao:bao pei:bei po:bo piao:biao te:de teng:deng ting:ding tao:dao
    tien:dian tzu:zi tsai:zai tsung:zong tsun:zun yu:yu yi:yi i:yi ying:ying yun:yun yung:yong
    yuan:yuan en:en lai:lai lin:lin li:li lung:long liang:liang ming:ming min:min mei:mei
    mao:mao nan:nan sung:song shu:shu shan:shan sheng:sheng wei:wei wen:wen wu:wu fu:fu
    feng:feng fang:fang hua:hua hui:hui han:han hao:hao ho:he ju:ru erh:er ling:ling kai:gai
    ken:gen
"""
_WADE_GILES = dict(pair.split(":") for pair in _WADE_GILES_IN_PINYIN.split())
_HYPHEN = re.compile(r"([a-z]+)['’ʻ]?-([a-z]+)['’ʻ]?(?![\w-])", re.IGNORECASE)
# Syllables that pinyin has too prove nothing; one at least must be Wade-Giles alone.
_OLD_ONLY = frozenset(
    [
        "tse",
        "tung",
        "hsi",
        "hsiao",
        "hsien",
        "hsin",
        "hsing",
        "hsiang",
        "hsu",
        "hsueh",
        "hsiung",
        "chih",
        "shih",
        "jung",
        "kuo",
        "kung",
        "kuang",
        "kuei",
        "te",
        "tzu",
        "tsai",
        "tsung",
        "tsun",
        "yung",
        "lung",
        "sung",
        "jen",
        "erh",
        "chieh",
        "chien",
        "chia",
    ]
)


def usual_words(text: str, words: list[str]) -> list[str]:
    """Return the folded ``words`` of ``text``, each usual; of two syllables one word."""
    if "-" in text and (found := _HYPHEN.search(text)):
        words = _in_pinyin(fold(found[1]), fold(found[2]), words)
    return [usual_word(word) for word in words]


def usual_word(word: str) -> str:
    """Return the usual form of one folded word, itself where there is none. Twice is as once."""
    if word in _USUAL:
        return _USUAL[word]
    if not word.isascii() or len(word) < 2:
        return word
    read = word
    if "x" in word:
        read = _SOMALI_H.sub("h", _PINYIN_X.sub("sh", word))
    if word[0] == "c":
        read = _SOMALI_AYN.sub("", word)
    return _USUAL.get(read, read)


def _in_pinyin(first: str, second: str, words: list[str]) -> list[str]:
    """Return ``words`` with the two syllables as one word, and the rest, in pinyin."""
    both = {first, second}
    if not (both <= _WADE_GILES.keys() and both & _OLD_ONLY):
        return words
    for place, pair in enumerate(pairwise(words)):
        if pair == (first, second):
            rest = [_WADE_GILES.get(word, word) for word in (*words[:place], *words[place + 2 :])]
            rest.insert(place, _WADE_GILES[first] + _WADE_GILES[second])
            return rest
    return words
