"""What the demo world says of agreements, in French and in Arabic."""

_BY_WORD: dict[str, tuple[str, str]] = {
    "Six trucks pass on Tuesdays, unsearched": (
        "Six camions passent le mardi, sans fouille",
        "تمرّ ست شاحنات أيام الثلاثاء بلا تفتيش",
    ),
    "He keeps his word; we do not know yet who else must hear of it.": (
        "Il tient parole ; nous ne savons pas encore qui d’autre doit en être informé.",
        "يفي بكلمته؛ ولا نعرف بعد من غيره يجب أن يعلم بالأمر.",
    ),
    "Six trucks pass the barrier on the north road": (
        "Six camions passent la barrière sur la route du nord",
        "تمرّ ست شاحنات من الحاجز على طريق الشمال",
    ),
    "the post at the barrier": ("le poste à la barrière", "عناصر الحاجز"),
    "every Tuesday": ("tous les mardis", "كل ثلاثاء"),
    "The driver rings once they are through.": (
        "Le chauffeur appelle dès qu’ils sont passés.",
        "يتصل السائق فور مرور الشاحنات.",
    ),
    "Medicines are not searched": (
        "Les médicaments ne sont pas fouillés",
        "لا تُفتَّش الأدوية",
    ),
    "The seals are whole when they arrive.": (
        "Les scellés sont intacts à l’arrivée.",
        "تكون الأختام سليمة عند الوصول.",
    ),
    "We tell him by word of mouth what the trucks carry": (
        "Nous lui disons de vive voix ce que transportent les camions",
        "نخبره مشافهةً بحمولة الشاحنات",
    ),
    "whoever leads the convoy": ("le responsable du convoi", "المسؤول عن القافلة"),
    "the evening before": ("la veille au soir", "مساء اليوم السابق"),
    "Haji Musa passes on his answer.": (
        "Haji Moussa transmet sa réponse.",
        "ينقل الحاج موسى جوابه.",
    ),
    "Nobody rides along but our own people": (
        "Personne ne monte à bord, sauf notre personnel",
        "لا يركب مع القافلة أحد سوى فريقنا",
    ),
    "the drivers and the post": ("les chauffeurs et le poste", "السائقون وعناصر الحاجز"),
    "The seats are counted on both sides of the barrier.": (
        "On compte les places des deux côtés de la barrière.",
        "تُعدّ المقاعد على جانبي الحاجز.",
    ),
    "He sends word if the road closes": (
        "Il fait prévenir si la route ferme",
        "يرسل خبرًا إذا أُغلق الطريق",
    ),
    "his cousin": ("son cousin", "قريب له"),
    "before dawn of that day": ("le jour même, avant l’aube", "قبل فجر ذلك اليوم"),
    "We hear of it before the trucks are loaded.": (
        "Nous l’apprenons avant de charger les camions.",
        "نعلم بالأمر قبل تحميل الشاحنات.",
    ),
    "The same medicines go to his village": (
        "Les mêmes médicaments vont à son village",
        "تصل الأدوية نفسها إلى قريته",
    ),
    "the health programme": ("le programme de santé", "برنامج الصحة"),
    "once a month": ("une fois par mois", "مرة في الشهر"),
    "The nurse there counts the boxes.": (
        "L’infirmier sur place compte les cartons.",
        "تعدّ الممرضة هناك الصناديق.",
    ),
    "So that I carry your words rightly: six trucks pass on Tuesdays, and medicines are not"
    " searched. We tell you the evening before what they carry. If the road closes, you send word."
    " If I have heard any of it wrongly, please correct me.": (
        (
            "Pour rapporter fidèlement vos paroles : six camions passent le mardi, et les"
            " médicaments ne sont pas fouillés. Nous vous disons la veille au soir ce qu’ils"
            " transportent. Si la route ferme, vous nous faites prévenir. Si j’ai mal compris"
            " quelque chose, je vous remercie de me corriger."
        ),
        (
            "حرصًا على نقل كلامكم بأمانة: تمرّ ست شاحنات أيام الثلاثاء، ولا تُفتَّش الأدوية. ونخبركم"
            " مساء اليوم السابق بحمولتها. وإذا أُغلق الطريق وصلنا خبر منكم. وإن كنتُ قد أخطأت في فهم"
            " شيء، فأرجو تصحيحي."
        ),
    ),
    "That is how I said it.": ("C’est bien ce que j’ai dit.", "هكذا قلتُها."),
    "The trucks waited until noon; nobody at the post had heard of it.": (
        "Les camions ont attendu jusqu’à midi ; personne au poste n’était au courant.",
        "انتظرت الشاحنات حتى الظهر؛ لم يكن أحد عند الحاجز على علم بالأمر.",
    ),
    "Asked through Haji Musa what had happened: the post had changed hands.": (
        "Demandé par Haji Moussa ce qui s’était passé : le poste avait changé de mains.",
        "سألنا عبر الحاج موسى عمّا حدث: كان عناصر الحاجز قد تبدّلوا.",
    ),
    "Kept again since the post was told; it rests on him alone.": (
        "Tenu de nouveau depuis que le poste a été informé ; tout repose sur lui seul.",
        "عاد الالتزام به منذ إبلاغ الحاجز؛ وهو قائم على كلمته وحدها.",
    ),
    "Gave his word for both sides to the elders.": (
        "A donné sa parole aux anciens pour les deux parties.",
        "أعطى كلمته للوجهاء عن الطرفين.",
    ),
    "A thumbs-up from his cousin's phone to “Tuesday, as always”.": (
        "Un pouce levé, du téléphone de son cousin, à « Mardi, comme toujours ».",
        "إبهام مرفوع من هاتف قريبه ردًّا على «الثلاثاء، كالعادة».",
    ),
    "WhatsApp": ("WhatsApp", "واتساب"),
    "On the office phone, in the safe": (
        "Sur le téléphone du bureau, au coffre",
        "على هاتف المكتب، في الخزنة",
    ),
    "Four passed; two were sent back at dusk.": (
        "Quatre sont passés ; deux ont été renvoyés au crépuscule.",
        "مرّت أربع، وأُعيدت اثنتان عند الغروب.",
    ),
}

_ON_PAPER: dict[str, tuple[str, str]] = {
    "One list of vehicles a month instead of a letter for each trip": (
        "Une liste de véhicules par mois au lieu d’une lettre pour chaque trajet",
        "قائمة مركبات واحدة في الشهر بدل رسالة لكل رحلة",
    ),
    "Signed by both, and his office countersigned it.": (
        "Signé par les deux parties, et contresigné par son bureau.",
        "وقّعه الطرفان، وصادق عليه مكتبه.",
    ),
    "We bring the list of vehicles": (
        "Nous apportons la liste des véhicules",
        "نقدّم قائمة المركبات",
    ),
    "the logistics desk": ("la logistique", "قسم اللوجستيات"),
    "three days before the month begins": (
        "trois jours avant le début du mois",
        "قبل بداية الشهر بثلاثة أيام",
    ),
    "They stamp our copy.": ("Notre copie est tamponnée.", "تُختم نسختنا."),
    "The desk stamps it within two working days": (
        "Le bureau la tamponne sous deux jours ouvrables",
        "يختمها المكتب خلال يومي عمل",
    ),
    "whoever sits at the desk": ("la personne au guichet", "الموظف المناوب"),
    "The clerk rings.": ("L’employée appelle.", "تتصل بنا الموظفة."),
    "His office countersigned it.": ("Son bureau l’a contresigné.", "صادق عليه مكتبه."),
    "Two pages with both stamps.": (
        "Deux pages avec les deux tampons.",
        "صفحتان عليهما الختمان.",
    ),
    "In the office safe, blue folder": (
        "Au coffre du bureau, chemise bleue",
        "في خزنة المكتب، الملف الأزرق",
    ),
    "Asked what would help: they would like the list by plate number.": (
        "Demandé ce qui aiderait : la liste dans l’ordre des plaques.",
        "سألنا عمّا يسهّل الأمر: أن تُرتَّب القائمة حسب أرقام اللوحات.",
    ),
    "May they ask for the names of drivers beside the plates?": (
        "Peut-on nous demander les noms des chauffeurs en plus des plaques ?",
        "هل يحق طلب أسماء السائقين إضافة إلى أرقام اللوحات؟",
    ),
    "The legal adviser": ("La conseillère juridique", "المستشارة القانونية"),
    "Plates are enough for a permit; names of drivers are personal data.": (
        (
            "Les plaques suffisent pour un permis ; les noms des chauffeurs sont des données"
            " personnelles."
        ),
        "تكفي أرقام اللوحات للتصريح؛ أما أسماء السائقين فهي بيانات شخصية.",
    ),
    "We give plates, and no names.": (
        "Nous donnons les plaques, et aucun nom.",
        "نقدّم أرقام اللوحات دون أي اسم.",
    ),
}

_BY_PRACTICE: dict[str, tuple[str, str]] = {
    "A guide from the school meets our cars at the canal": (
        "Un guide de l’école attend nos voitures au canal",
        "يلاقي دليل من المدرسة سياراتنا عند القناة",
    ),
    "Nobody ever said it; it has happened each time.": (
        "Personne ne l’a jamais dit ; cela s’est fait chaque fois.",
        "لم يقلها أحد قط؛ لكنها تحدث في كل مرة.",
    ),
    "A guide waits at the canal bridge": (
        "Un guide attend au pont du canal",
        "ينتظر دليل عند جسر القناة",
    ),
    "a teacher of the school": ("un enseignant de l’école", "معلّم من المدرسة"),
    "whenever our cars come": ("à chaque passage de nos voitures", "كلما جاءت سياراتنا"),
    "The driver sees him from the road.": (
        "Le chauffeur le voit depuis la route.",
        "يراه السائق من الطريق.",
    ),
    "We let them know that we come": ("Nous prévenons de notre venue", "نُعلمهم بقدومنا"),
    "the driver": ("le chauffeur", "السائق"),
    "Ustad Karim answers.": ("Oustad Karim répond.", "يردّ الأستاذ كريم."),
}

WORDS_OF_AGREEMENTS = _BY_WORD | _ON_PAPER | _BY_PRACTICE
