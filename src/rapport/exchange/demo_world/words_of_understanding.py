"""What the demo world says of common ground and customs, in French and in Arabic."""

WORDS_OF_UNDERSTANDING: dict[str, tuple[str, str]] = {
    "The road is in danger after dark, for them as for us.": (
        "La route est dangereuse après la tombée de la nuit, pour eux comme pour nous.",
        "الطريق خطر بعد حلول الظلام، عليهم كما علينا.",
    ),
    "How many trucks came through last month.": (
        "Combien de camions sont passés le mois dernier.",
        "عدد الشاحنات التي مرّت الشهر الماضي.",
    ),
    "A guest who has eaten here is not harmed.": (
        "On ne fait pas de mal à un hôte qui a mangé ici.",
        "الضيف الذي أكل هنا لا يُمسّ بسوء.",
    ),
    "Trucks pass before noon, and he has the list a day ahead.": (
        "Les camions passent avant midi, et il a la liste la veille.",
        "تمرّ الشاحنات قبل الظهر، وتصله القائمة قبل يوم.",
    ),
    "Medicines run out in the valley before the snow melts.": (
        "Les médicaments manquent dans la vallée avant la fonte des neiges.",
        "تنفد الأدوية في الوادي قبل ذوبان الثلوج.",
    ),
    "The wounded are treated, whoever they are.": (
        "Les blessés sont soignés, quels qu’ils soient.",
        "يُعالَج الجرحى أيًّا كانوا.",
    ),
    "Whether women may work at the distribution.": (
        "Si des femmes peuvent travailler à la distribution.",
        "إمكان عمل النساء في التوزيع.",
    ),
    "A second distribution for women, run by women.": (
        "Une seconde distribution pour les femmes, tenue par des femmes.",
        "توزيع ثانٍ للنساء تديره نساء.",
    ),
    "Hazim Highlands": ("Hautes terres de Hazim", "مرتفعات حازم"),
    "Orsend Plain": ("Plaine d’Orsend", "سهل أورسند"),
    "Greet the oldest first, whoever leads the talk. Wait to be shown where to sit.": (
        "Saluez d’abord le plus âgé, quel que soit celui qui parle. Attendez qu’on vous place.",
        "سلّموا على الأكبر سنًّا أولًا، أيًّا كان المتحدث. وانتظروا حتى يُشار إليكم بمكان الجلوس.",
    ),
    "Do not ask after a man's wife or daughters. Ask after the family.": (
        "Ne demandez pas de nouvelles de l’épouse ni des filles. Demandez celles de la famille.",
        "لا تسألوا الرجل عن زوجته أو بناته، بل عن الأهل.",
    ),
    "Drink the second cup. To refuse it says that you are in a hurry.": (
        "Buvez la deuxième tasse. La refuser, c’est dire que vous n’avez pas le temps.",
        "اشربوا الفنجان الثاني، فرفضه يعني أنكم على عجل.",
    ),
    "Worked there for six years": ("Y a travaillé six ans", "عملت هناك ست سنوات"),
    "From the highlands": ("Originaire des hautes terres", "من أبناء المرتفعات"),
    "From here": ("D’ici", "من أهل المنطقة"),
}
