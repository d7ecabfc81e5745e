"""What the demo world says in French and in Arabic; places and their codes stay as they are."""

from rapport.exchange.demo_world.words_of_agreements import WORDS_OF_AGREEMENTS
from rapport.exchange.demo_world.words_of_close import WORDS_OF_CLOSE
from rapport.exchange.demo_world.words_of_gates import WORDS_OF_GATES
from rapport.exchange.demo_world.words_of_groups import WORDS_OF_GROUPS
from rapport.exchange.demo_world.words_of_motives import WORDS_OF_MOTIVES
from rapport.exchange.demo_world.words_of_power import WORDS_OF_POWER
from rapport.exchange.demo_world.words_of_repair import WORDS_OF_REPAIR
from rapport.exchange.demo_world.words_of_ties import WORDS_OF_TIES
from rapport.exchange.demo_world.words_of_understanding import WORDS_OF_UNDERSTANDING

Told = tuple[str, str]

_US: dict[str, Told] = {
    "Rafael Monte": ("Rafael Monte", "رافاييل مونتي"),
    "Mira Lindqvar": ("Mira Lindqvar", "ميرا ليندكفار"),
    "Yusra Halwen": ("Yusra Halwen", "يسرى حلوين"),
    "Idris Fane": ("Idris Fane", "إدريس فاين"),
    "Ines Caldor": ("Inès Caldor", "إيناس كالدور"),
    "Tomas Brekken": ("Tomas Brekken", "توماس بريكن"),
    "Leila Samar": ("Leila Samar", "ليلى سمر"),
    "Lantern Aid, Velmara": ("Lantern Aid, Velmara", "لانترن إيد، فيلمارا"),
    "Field office Orsend": ("Bureau de terrain d’Orsend", "المكتب الميداني في أورسند"),
    "Whole office": ("Tout le bureau", "المكتب كله"),
    "Hazim talks": ("Dialogue avec le Front du Hazim", "الحوار مع جبهة حازم"),
    "Coast road": ("Route de la côte", "طريق الساحل"),
    "Orsend": ("Orsend", "أورسند"),
    "permits": ("autorisations", "التصاريح"),
    "convoys": ("convois", "القوافل"),
    "water": ("eau", "المياه"),
    "elders": ("anciens", "الوجهاء"),
    "clinics": ("centres de santé", "العيادات"),
    "woman": ("femme", "امرأة"),
    "Kin in the district.": ("De la famille dans le district.", "له أقارب في المنطقة."),
}

_THEM: dict[str, Told] = {
    "4th Brigade": ("4ᵉ brigade", "اللواء الرابع"),
    "Hazim Front": ("Front du Hazim", "جبهة حازم"),
    "Governorate of Orsend": ("Gouvernorat d’Orsend", "محافظة أورسند"),
    "Women's Relief Committee of Orsend": (
        "Comité de secours des femmes d’Orsend",
        "لجنة إغاثة نساء أورسند",
    ),
    "Elders of Kar Dovi": ("Anciens de Kar Dovi", "وجهاء كار دوفي"),
    "The Colonel at Kar Dovi": ("Le colonel de Kar Dovi", "عقيد كار دوفي"),
    "Dr Hanan": ("Dr Hanan", "د. حنان"),
    "Abu Nour": ("Abou Nour", "أبو نور"),
    "Permits desk": ("Bureau des permis", "مكتب التصاريح"),
    "Clerk with the green pen": ("L’employée au stylo vert", "موظفة القلم الأخضر"),
    "Sitt Maryam": ("Sitt Maryam", "الست مريم"),
    "Haji Musa": ("Haji Moussa", "الحاج موسى"),
    "Ustad Karim": ("Oustad Karim", "الأستاذ كريم"),
    "The Governor": ("Le gouverneur", "المحافظ"),
    "Governor of the Marches": ("Le gouverneur des Marches", "محافظ التخوم"),
    "Governorate of the East Marches": (
        "Gouvernorat des Marches de l’Est",
        "محافظة التخوم الشرقية",
    ),
    "A cousin works in his office.": (
        "Un cousin travaille dans son bureau.",
        "أحد أبناء العم يعمل في مكتبه.",
    ),
    "Grew up in the same valley": ("A grandi dans la même vallée", "نشأ في الوادي نفسه"),
    "Studied at the same college": ("A étudié dans la même faculté", "درست في الكلية نفسها"),
    "His office in Qasr Tellim": ("Son bureau à Qasr Tellim", "مكتبه في قصر تليم"),
    "UN liaison": ("Liaison de l’ONU", "منسق الأمم المتحدة"),
    "Sayyid al-Aqid; stands to greet": (
        "Sayyid al-Aqid ; se lève pour saluer",
        "سيدي العقيد؛ يقف للتحية",
    ),
    "Haji": ("Haji", "حاج"),
    "Ustad": ("Oustad", "أستاذ"),
}

_TRUST: dict[str, Told] = {
    "He gave his word, and the first convoy passed.": (
        "Il a donné sa parole, et le premier convoi est passé.",
        "أعطى كلمته، ومرّت القافلة الأولى.",
    ),
    "He spoke for us at the funeral, unasked.": (
        "Il a parlé en notre faveur à l’enterrement, sans qu’on le lui demande.",
        "تحدّث لصالحنا في العزاء دون أن نطلب منه.",
    ),
    "He asks after our families before anything else.": (
        "Il demande des nouvelles de nos familles avant toute chose.",
        "يسأل عن عائلاتنا قبل أي شيء آخر.",
    ),
    "They told us first of the blocked well.": (
        "Elles nous ont parlé en premier du puits bouché.",
        "كنّا أول من أُبلغ عن البئر المسدودة.",
    ),
    "His secretary received us and took our card.": (
        "Son secrétaire nous a reçus et a pris notre carte.",
        "استقبلنا سكرتيره وأخذ بطاقتنا.",
    ),
    "Keeps the forms aside for us.": (
        "Elle nous met les formulaires de côté.",
        "تحتفظ لنا بالاستمارات.",
    ),
    "They know our file by its number.": (
        "Ils connaissent notre demande par son numéro.",
        "يعرفون ملفّنا برقمه.",
    ),
    "Met at the coordination meeting.": (
        "Rencontré à la réunion de coordination.",
        "تعارفنا في اجتماع التنسيق.",
    ),
    "He rang back himself, and spoke of his family first.": (
        "Il a rappelé lui-même, et a d’abord parlé de sa famille.",
        "عاود الاتصال بنفسه، وتحدّث عن عائلته أولًا.",
    ),
}

_TEA: dict[str, Told] = {
    "Tea at the checkpoint. Talked of the road, the rain, the football.": (
        "Thé au poste de contrôle. Parlé de la route, de la pluie, du football.",
        "شاي عند الحاجز. تحدّثنا عن الطريق والمطر وكرة القدم.",
    ),
    "The rain, the football": ("La pluie, le football", "المطر، كرة القدم"),
    "Before noon; he puts it on loudspeaker": (
        "Avant midi ; il met le haut-parleur",
        "قبل الظهر؛ يستخدم مكبّر الصوت",
    ),
    "Worries that trucks passing at night are put down to him.": (
        "Craint qu’on lui reproche les camions qui passent la nuit.",
        "يخشى أن تُنسب إليه الشاحنات التي تمرّ ليلًا.",
    ),
    "Who we are.": ("Qui nous sommes.", "من نحن."),
    "Called to ask after the boy's match. He laughed; they lost.": (
        "Appelé pour demander comment s’était passé le match de son fils. Il a ri : perdu.",
        "اتصلتُ لأسأل عن مباراة ابنه. ضحك؛ لقد خسروا.",
    ),
    "Bring the clinic's opening hours, as he asked": (
        "Apporter les horaires du centre de santé, comme demandé",
        "إحضار مواعيد العيادة كما طلب",
    ),
    "Bring him the clinic's opening hours": (
        "Lui apporter les horaires du centre de santé",
        "إحضار مواعيد العيادة إليه",
    ),
    "Let the vaccination team into Tel Saray": (
        "Laisser entrer l’équipe de vaccination à Tel Saray",
        "السماح لفريق التطعيم بدخول تل سراي",
    ),
    "Measles outbreak, three children have died.": (
        "Épidémie de rougeole, trois enfants sont morts.",
        "تفشّي الحصبة، وقد توفي ثلاثة أطفال.",
    ),
    "The letter can name the outbreak, not the Front.": (
        "La lettre peut citer l’épidémie, pas le Front.",
        "يمكن أن تذكر الرسالة الوباء لا الجبهة.",
    ),
    "Called at once about the outbreak. Heard out; will speak to the council tonight.": (
        "Appelé aussitôt au sujet de l’épidémie. Écoute ; en parlera au conseil ce soir.",
        "اتصال فوري بشأن الوباء. جرى الاستماع إلينا؛ والأمر يُعرض على المجلس الليلة.",
    ),
}

_ROAD: dict[str, Told] = {
    "First tea, at Haji Musa's house. Nothing asked.": (
        "Premier thé, chez Haji Moussa. Rien demandé.",
        "أول شاي، في بيت الحاج موسى. لم نطلب شيئًا.",
    ),
    "Walked the orchard with him. Spoke of the drought.": (
        "Marché avec lui dans le verger. Parlé de la sécheresse.",
        "مشينا معه في البستان. تحدّثنا عن الجفاف.",
    ),
    "He sent a cousin to guide us round the closed ford.": (
        "Il a envoyé un cousin nous guider autour du gué fermé.",
        "أرسل قريبًا له ليدلّنا على طريق يتجنّب المخاضة المغلقة.",
    ),
    "Asked for six trucks on Tuesdays. He will think.": (
        "Demandé six camions le mardi. Il va réfléchir.",
        "طلبنا ست شاحنات كل ثلاثاء. سيفكّر.",
    ),
    "He agreed by voice: six trucks, Tuesdays, medicines not searched.": (
        "Accord verbal : six camions, le mardi, médicaments non fouillés.",
        "وافق شفهيًا: ست شاحنات، أيام الثلاثاء، دون تفتيش الأدوية.",
    ),
    "First convoy passed. Rang to thank him.": (
        "Premier convoi passé. Appelé pour le remercier.",
        "مرّت القافلة الأولى. اتصلنا لنشكره.",
    ),
    "He kept his word on the first Tuesday.": (
        "Il a tenu parole le premier mardi.",
        "وفى بكلمته في الثلاثاء الأول.",
    ),
    "Keeps his word when it is spoken before elders.": (
        "Tient sa parole quand elle est donnée devant les anciens.",
        "يفي بكلمته إذا قالها أمام الوجهاء.",
    ),
    "Through Haji Musa, after prayers": (
        "Par Haji Moussa, après la prière",
        "عبر الحاج موسى، بعد الصلاة",
    ),
    "His phone is read at the barrier": (
        "Son téléphone est lu à la barrière",
        "هاتفه يُفحص عند الحاجز",
    ),
    "Medicines are not searched on Tuesdays": (
        "Les médicaments ne sont pas fouillés le mardi",
        "لا تُفتَّش الأدوية أيام الثلاثاء",
    ),
    "Haji Musa vouched for us with him.": (
        "Haji Moussa s’est porté garant de nous auprès de lui.",
        "زكّانا الحاج موسى عنده.",
    ),
    "Sat with him after the funeral of a neighbour.": (
        "Resté assis avec lui après l’enterrement d’un voisin.",
        "جلسنا معه بعد عزاء أحد الجيران.",
    ),
    "Ask how he is": ("Prendre de ses nouvelles", "السؤال عن حاله"),
}

_NEIGHBOURS: dict[str, Told] = {
    "Asked for the travel permits again.": (
        "Redemandé les permis de circuler.",
        "طلبنا تصاريح السفر مرة أخرى.",
    ),
    "Brought back the signed forms.": (
        "Rapporté les formulaires signés.",
        "أعدنا الاستمارات الموقّعة.",
    ),
    "Return the stamped list of vehicles": (
        "Rendre la liste tamponnée des véhicules",
        "إعادة قائمة المركبات المختومة",
    ),
    "Tea break in the corridor; she explained the colours of the stamps.": (
        "Pause thé dans le couloir ; elle a expliqué les couleurs des tampons.",
        "استراحة شاي في الممر؛ شرحت ألوان الأختام.",
    ),
    "Sent thanks for finding the lost form.": (
        "Remerciée d’avoir retrouvé le formulaire perdu.",
        "شكرناها على العثور على الاستمارة المفقودة.",
    ),
    "Visited the sewing room; long talk about the winter.": (
        "Visite de l’atelier de couture ; longue conversation sur l’hiver.",
        "زيارة مشغل الخياطة؛ حديث طويل عن الشتاء.",
    ),
    "They showed us the list of families they feed.": (
        "Elles nous ont montré la liste des familles qu’elles nourrissent.",
        "اطّلعنا على قائمة العائلات التي تطعمها اللجنة.",
    ),
    "Coordination lunch.": ("Déjeuner de coordination.", "غداء تنسيقي."),
    "Paid respects after the harvest.": (
        "Visite de courtoisie après la récolte.",
        "زيارة مجاملة بعد الحصاد.",
    ),
    "Coffee; he told how the road was built.": (
        "Café ; il a raconté comment la route a été construite.",
        "قهوة؛ روى كيف شُقّ الطريق.",
    ),
    "Asked how he was. Better.": ("Pris de ses nouvelles. Mieux.", "سألنا عن صحته. تحسّنت."),
    "Has been unwell; does not travel after dark.": (
        "A été souffrant ; ne se déplace pas après la tombée de la nuit.",
        "كان مريضًا؛ لا يتنقّل بعد حلول الظلام.",
    ),
    "So that nobody invites him to an evening meeting.": (
        "Pour que personne ne l’invite à une réunion le soir.",
        "كي لا يدعوه أحد إلى اجتماع مسائي.",
    ),
    "Met at the school with Musa Qarri; he knows everyone's sons.": (
        "Rencontré à l’école avec Moussa Qarri ; il connaît les fils de tout le monde.",
        "التقيناه في المدرسة مع موسى قاري؛ يعرف أبناء الجميع.",
    ),
    "He asked for chalk and exercise books; said what we can and cannot do.": (
        "Il a demandé des craies et des cahiers ; dit ce que nous pouvons faire ou non.",
        "طلب طباشير ودفاتر؛ أوضحنا ما نستطيع وما لا نستطيع.",
    ),
    "We cannot pay for introductions.": (
        "Nous ne pouvons pas payer pour être présentés.",
        "لا يمكننا أن ندفع مقابل التعريف بنا.",
    ),
    "Courtesy visit with Yusra. Spoke of the plain and its canals.": (
        "Visite de courtoisie avec Yusra. Parlé de la plaine et de ses canaux.",
        "زيارة مجاملة مع يسرى. تحدّثنا عن السهل وقنواته.",
    ),
    "He asked what other offices do in the coast. Listened a long while.": (
        "Il a demandé ce que font les autres bureaux sur la côte. Longuement écouté.",
        "سأل عمّا تفعله المكاتب الأخرى في الساحل. أصغى طويلًا.",
    ),
    "Wants to show the capital that the plain is quiet.": (
        "Veut montrer à la capitale que la plaine est calme.",
        "يريد أن يُظهر للعاصمة أن السهل هادئ.",
    ),
    "A standing permit for the clinic at Tel Saray": (
        "Un permis permanent pour le centre de santé de Tel Saray",
        "تصريح دائم لعيادة تل سراي",
    ),
}

_AT = {"fr": 0, "ar": 1}
WORDS = _US | _THEM | _TRUST | _TEA | _ROAD | _NEIGHBOURS | WORDS_OF_GATES | WORDS_OF_GROUPS
WORDS |= WORDS_OF_TIES | WORDS_OF_UNDERSTANDING | WORDS_OF_MOTIVES | WORDS_OF_AGREEMENTS
WORDS |= WORDS_OF_CLOSE | WORDS_OF_REPAIR | WORDS_OF_POWER
LANGUAGES = ("en", *_AT)


def in_language(text: str, language: str) -> str:
    """Return a text of the demo world in a language; what is no text of it stays as it is."""
    if language not in _AT or text not in WORDS:
        return text
    return WORDS[text][_AT[language]]
