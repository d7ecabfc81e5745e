"""What column headers say, in English, French and Arabic.  Native speakers: please add yours.

Case, accents, punctuation and the variants of Arabic letters do not matter.
"""

from typing import Literal

Meaning = Literal[
    "alias",
    "real_name",
    "how_to_address",
    "actor",
    "position",
    "date",
    "channel",
    "purpose",
    "asked",
    "small_talk",
    "two_way",
    "tone_theirs",
    "tone_ours",
    "line",
    "place",
    "ours",
    "phone",
    "email",
]

HEADER_WORDS: dict[Meaning, tuple[str, ...]] = {
    "alias": (
        *("alias", "name", "contact", "contact name", "counterpart", "interlocutor", "person"),
        *("code name", "nickname", "known as", "met with", "who", "stakeholder", "participants"),
        *("nom", "contact", "interlocuteur", "homologue", "personne", "surnom", "qui", "nom usuel"),
        *("الاسم", "اسم", "جهة الاتصال", "المحاور", "الشخص", "الاسم المستعار", "اللقب", "الكنية"),
        *("اسم الشخص", "من"),
    ),
    "real_name": (
        *("full name", "real name", "legal name", "official name", "name in arabic"),
        *("nom complet", "nom reel", "nom et prenom", "nom officiel", "nom de famille", "prenom"),
        *("الاسم الكامل", "الاسم الحقيقي", "الاسم الثلاثي", "الاسم الرباعي", "الاسم الرسمي"),
    ),
    "how_to_address": (
        *("how to address", "title", "salutation", "form of address", "honorific", "addressed as"),
        *("civilite", "titre", "formule d appel", "comment s adresser"),
        *("صيغة المخاطبة", "المخاطبة", "لقب المخاطبة"),
    ),
    "actor": (
        *("actor", "organisation", "organization", "group", "institution", "entity", "agency"),
        *("ministry", "department", "company", "party", "affiliation", "authority", "armed group"),
        *("acteur", "organisation", "groupe", "institution", "entite", "ministere", "structure"),
        *("الجهة", "المنظمة", "المؤسسة", "الجماعة", "الفصيل", "الوزارة", "الكيان", "الانتماء"),
    ),
    "position": (
        *("position", "role", "function", "job title", "job", "post", "rank", "minister"),
        *("poste", "fonction", "role", "grade", "qualite"),
        *("المنصب", "الوظيفة", "الصفة", "الرتبة", "المسمى الوظيفي", "الدور"),
    ),
    "date": (
        *("date", "day", "when", "meeting date", "date of meeting", "last met", "last contact"),
        *("met on", "last meeting", "contact date"),
        *("date", "jour", "quand", "date de la rencontre", "date de reunion", "derniere rencontre"),
        *("dernier contact", "date du contact"),
        *("التاريخ", "تاريخ", "تاريخ اللقاء", "تاريخ الاجتماع", "اليوم", "متى", "اخر لقاء"),
    ),
    "channel": (
        *("channel", "means", "medium", "mode", "how", "contact method", "type of contact"),
        *("canal", "moyen", "mode", "comment", "type de contact", "moyen de contact"),
        *("القناة", "الوسيلة", "وسيلة الاتصال", "طريقة التواصل", "كيف"),
    ),
    "purpose": (
        *("purpose", "type of meeting", "meeting type", "interaction type", "category"),
        *("objectif", "but", "type de reunion", "type de rencontre", "categorie"),
        *("الغرض", "الهدف", "نوع الاجتماع", "نوع اللقاء"),
    ),
    "asked": (
        *("asked", "ask", "did we ask", "request", "request made", "asked for anything"),
        *("demande", "demande faite", "avons nous demande", "sollicitation"),
        *("الطلب", "هل طلبنا", "طلب", "طلبنا شيئا"),
    ),
    "small_talk": (
        *("small talk", "personal talk", "chat", "informal talk"),
        *("conversation informelle", "bavardage", "discussion personnelle"),
        *("حديث جانبي", "حديث ودي", "دردشة"),
    ),
    "two_way": (
        *("two way", "reply", "replied", "answered", "response", "responded"),
        *("reponse", "a repondu", "echange", "bidirectionnel"),
        *("الرد", "هل رد", "متبادل", "اجاب"),
    ),
    "tone_theirs": (
        *("tone", "their tone", "tone theirs", "attitude", "mood", "reaction"),
        *("ton", "leur ton", "attitude", "humeur", "reaction"),
        *("نبرتهم", "النبرة", "الموقف", "رد الفعل"),
    ),
    "tone_ours": (
        *("our tone", "tone ours"),
        *("notre ton",),
        *("نبرتنا",),
    ),
    "line": (
        *("note", "notes", "subject", "summary", "remarks", "comment", "comments", "reason"),
        *("topic", "topics", "details", "description", "minutes", "what was said", "agenda"),
        *("note", "notes", "objet", "sujet", "resume", "remarques", "commentaire", "commentaires"),
        *("motif", "details", "compte rendu"),
        *("ملاحظات", "ملاحظة", "الموضوع", "ملخص", "التفاصيل", "السبب", "تعليق"),
    ),
    "place": (
        *("place", "location", "area", "district", "city", "town", "region", "governorate"),
        *("p code", "pcode", "where", "province", "venue"),
        *("lieu", "endroit", "ville", "district", "region", "province", "ou", "localite", "zone"),
        *("المكان", "الموقع", "المدينة", "المنطقة", "المحافظة", "اين", "القضاء", "البلدة"),
    ),
    "ours": (
        *("our staff", "staff", "colleague", "met by", "who met", "focal point", "negotiator"),
        *("responsible", "owner", "team member", "logged by", "which of us"),
        *("collegue", "responsable", "point focal", "negociateur", "notre equipe", "rencontre par"),
        *("الزميل", "المسؤول", "منسق الاتصال", "من فريقنا", "المفاوض", "الموظف"),
    ),
    "phone": (
        *("phone", "telephone", "mobile", "cell", "tel", "whatsapp", "phone number", "signal"),
        *("telephone", "portable", "numero", "gsm"),
        *("الهاتف", "رقم الهاتف", "الجوال", "الموبايل", "واتساب", "المحمول"),
    ),
    "email": (
        *("email", "e mail", "mail", "email address"),
        *("courriel", "adresse electronique", "adresse mail"),
        *("البريد", "البريد الالكتروني", "ايميل"),
    ),
}
