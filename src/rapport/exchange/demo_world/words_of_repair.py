"""What the demo world says of a repair of trust, in French and in Arabic."""

WORDS_OF_REPAIR: dict[str, tuple[str, str]] = {
    "Our list of drivers reached the wrong office": (
        "Notre liste de chauffeurs est arrivée au mauvais bureau",
        "وصلت قائمة سائقينا إلى مكتب غير المقصود",
    ),
    "His office, and the permits desk": (
        "Son bureau, et le guichet des permis",
        "مكتبه ومكتب التصاريح",
    ),
    "“You ask for my trust, and your papers travel faster than you do.”": (
        "« Vous demandez ma confiance, et vos papiers voyagent plus vite que vous. »",
        "«تطلبون ثقتي، وأوراقكم تسافر أسرع منكم.»",
    ),
    "He will receive us again in two days, not before.": (
        "Il nous recevra de nouveau dans deux jours, pas avant.",
        "سيستقبلنا من جديد بعد يومين لا قبل ذلك.",
    ),
    "It went to an old address. Now two of us check each address before.": (
        "Elle est partie à une ancienne adresse. Désormais, nous vérifions à deux chaque adresse.",
        "ذهبت إلى عنوان قديم. صار اثنان منا يتحققان من كل عنوان قبل الإرسال.",
    ),
    "In the floods he kept the canal road open for the ambulance, at night.": (
        "Pendant les inondations, il a gardé la route du canal ouverte pour l’ambulance, la nuit.",
        "في الفيضانات أبقى طريق القناة مفتوحًا لسيارة الإسعاف ليلًا.",
    ),
    "That he has known us for four years": (
        "Qu’il nous connaît depuis quatre ans",
        "أنه يعرفنا منذ أربع سنوات",
    ),
    "We are sorry that this happened. It was for us to prevent it.": (
        "Nous regrettons ce qui s’est passé. C’était à nous de l’empêcher.",
        "نأسف لما حدث. كان علينا أن نمنعه.",
    ),
    "A written apology with our stamp": (
        "Des excuses écrites avec notre cachet",
        "اعتذار مكتوب عليه ختمنا",
    ),
    "The phone numbers of all our staff": (
        "Les numéros de téléphone de tout notre personnel",
        "أرقام هواتف جميع العاملين لدينا",
    ),
    "A monthly briefing for his office": (
        "Une réunion d’information mensuelle pour son bureau",
        "إحاطة شهرية لمكتبه",
    ),
    "We give nobody the numbers of colleagues; so yours are safe with us too.": (
        "Nous ne donnons à personne les numéros de nos collègues ; les vôtres sont donc en sûreté.",
        "لا نعطي أرقام زملائنا لأحد؛ لذلك رقمكم أيضًا في أمان عندنا.",
    ),
    "Say at once on which day the answer will come, and come on that day.": (
        "Dire tout de suite quel jour viendra la réponse, et venir ce jour-là.",
        "قولوا فورًا في أي يوم يأتي الجواب، وتعالوا في ذلك اليوم.",
    ),
}
