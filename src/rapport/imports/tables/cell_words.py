"""Words in cells by which a column shows what it holds: yes or no, forms of address, posts.

In English, French, Spanish, Arabic, Persian and Russian; native speakers: please add yours.
"""

from rapport.names import fold

YES_NO = frozenset(
    {
        *("yes", "no", "y", "n", "true", "false", "1", "0", "x", "oui", "non", "vrai", "faux"),
        *("si", "نعم", "لا", "بله", "خیر", "да", "нет"),
    }
)

FORMS_OF_ADDRESS = frozenset(
    fold(word)
    for word in (
        *("mr", "mrs", "ms", "miss", "dr", "doctor", "prof", "professor", "sir", "madam", "eng"),
        *("engineer", "sheikh", "shaykh", "sheik", "haji", "hajji", "ustad", "ustaz", "mullah"),
        *("mawlawi", "imam", "father", "sister", "bishop", "his excellency", "he", "h e", "hon"),
        *("the hon", "excellency", "capt", "captain", "col", "colonel", "gen", "general", "maj"),
        *("major", "lt", "lieutenant", "brig", "brigadier", "sgt", "sergeant", "judge", "rev"),
        *("abu", "umm", "senator", "the rt hon", "rt hon", "dame", "lord", "lady"),
        *("m", "mme", "mlle", "monsieur", "madame", "docteur", "pr", "maitre", "me", "mgr"),
        *("cdt", "commandant", "cne", "sr", "sra", "srta", "senor", "senora", "don", "dona", "ing"),
        *("lic", "السيد", "السيدة", "الدكتور", "د", "دكتور", "الشيخ", "شيخ", "الحاج", "حاج"),
        *("الاستاذ", "استاذ", "ا", "المهندس", "م", "العقيد", "العميد", "اللواء", "النقيب"),
        *("الرائد", "المقدم", "الملازم", "القاضي", "معالي", "سعادة", "آقا", "آقای", "خانم"),
        *("دکتر", "حاجی", "مهندس", "ملا", "مولوی", "господин", "госпожа", "г н", "г жа"),
        *("доктор", "проф", "полковник", "генерал", "майор", "капитан"),
    )
)

#: A cell that begins or ends with one of these names a post.
POSTS = frozenset(
    fold(word)
    for word in (
        *("head", "deputy", "clerk", "director", "manager", "officer", "chief", "minister"),
        *("governor", "mayor", "secretary", "commander", "coordinator", "assistant", "advisor"),
        *("adviser", "chairman", "chairperson", "chair", "president", "vice", "member", "nurse"),
        *("teacher", "principal", "spokesperson", "representative", "inspector", "supervisor"),
        *("driver", "guard", "elder", "leader", "delegate", "focal", "engineer", "accountant"),
        *("harbour", "treasurer", "attache", "ambassador", "consul", "prefect", "undersecretary"),
        *("chef", "adjoint", "directeur", "directrice", "responsable", "ministre", "maire"),
        *("gouverneur", "prefet", "commandant", "coordinateur", "coordinatrice", "conseiller"),
        *("secretaire", "infirmier", "infirmiere", "delegue", "porte parole", "president"),
        *("jefe", "jefa", "directora", "ministro", "ministra", "alcalde", "alcaldesa"),
        *("gobernador", "comandante", "coordinador", "coordinadora", "secretario", "asesor"),
        *("رئيس", "مدير", "نائب", "وزير", "محافظ", "عمدة", "قائد", "امين", "منسق", "مستشار"),
        *("عضو", "موظف", "كاتب", "ممثل", "قائمقام", "مختار", "معاون", "ناطق", "مشرف", "ممرض"),
        *("رئیس", "مدیر", "معاون", "وزیر", "والی", "شهردار", "فرمانده", "سخنگو", "ولسوال"),
        *("начальник", "заместитель", "зам", "директор", "министр", "глава", "мэр", "губернатор"),
        *("командир", "руководитель", "секретарь", "советник", "председатель", "депутат"),
    )
)

#: The purposes and kinds of meeting that a register chooses from.
PURPOSES = frozenset(
    fold(word)
    for word in (
        *("engagement", "negotiation", "follow up", "followup", "courtesy", "courtesy call"),
        *("incident", "introduction", "networking", "coordination", "monitoring", "access"),
        *("negociation", "suivi", "courtoisie", "prise de contact", "negociacion", "seguimiento"),
        *("cortesia", "incidente", "تفاوض", "متابعة", "مجاملة", "حادث", "تعارف", "تنسيق"),
        *("مذاکره", "پیگیری", "переговоры", "знакомство", "визит вежливости", "инцидент"),
    )
)
