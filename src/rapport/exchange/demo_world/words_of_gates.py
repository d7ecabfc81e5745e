"""What the demo world says of gates, requests and mandates, in French and in Arabic."""

WORDS_OF_GATES: dict[str, tuple[str, str]] = {
    "North road": ("Route du nord", "طريق الشمال"),
    "Tel Saray": ("Tel Saray", "تل سراي"),
    "The first convoy passed.": ("Le premier convoi est passé.", "مرّت القافلة الأولى."),
    "He told the men at the barrier to let the first trucks through.": (
        "Il a dit aux hommes du barrage de laisser passer les premiers camions.",
        "طلب من الرجال عند الحاجز السماح بمرور الشاحنات الأولى.",
    ),
    "He told the other elders that the vaccine is safe.": (
        "Il a dit aux autres anciens que le vaccin est sûr.",
        "أخبر سائر الوجهاء بأن اللقاح آمن.",
    ),
    "Six trucks, on Tuesdays": ("Six camions, le mardi", "ست شاحنات، أيام الثلاثاء"),
    "Entry to Tel Saray": ("Entrée à Tel Saray", "الدخول إلى تل سراي"),
    "Vaccinate at the crossroads below the town, and let families come to us.": (
        "Vacciner au carrefour en contrebas de la ville, où les familles viendraient à nous.",
        "التطعيم عند مفترق الطرق أسفل البلدة، حيث تأتي العائلات إلينا.",
    ),
    "Measles vaccination in Orsend": (
        "Vaccination contre la rougeole à Orsend",
        "التطعيم ضد الحصبة في أورسند",
    ),
    "Both letters are signed.": ("Les deux lettres sont signées.", "الرسالتان موقّعتان."),
    "Not before the new commander has seen the letter": (
        "Pas avant que le nouveau commandant ait vu la lettre",
        "ليس قبل أن يطّلع القائد الجديد على الرسالة",
    ),
    "Travel permits": ("Permis de circuler", "تصاريح السفر"),
    "Nine forms, and a new stamp each month.": (
        "Neuf formulaires, et un nouveau tampon chaque mois.",
        "تسع استمارات، وختم جديد كل شهر.",
    ),
    "The list of vehicles three days ahead": (
        "La liste des véhicules trois jours à l’avance",
        "قائمة المركبات قبل ثلاثة أيام",
    ),
    "The stamp came four days late.": (
        "Le tampon est arrivé avec quatre jours de retard.",
        "تأخّر الختم أربعة أيام.",
    ),
    "Ford road to Kar Dovi": ("Route du gué vers Kar Dovi", "طريق المخاضة إلى كار دوفي"),
    "Kar Dovi": ("Kar Dovi", "كار دوفي"),
    "The water is low.": ("L’eau est basse.", "منسوب المياه منخفض."),
    "An hour; every pipe unloaded.": (
        "Une heure ; chaque tuyau déchargé.",
        "ساعة كاملة؛ أُنزلت كل الأنابيب.",
    ),
    "Two trucks; no reason was given.": (
        "Deux camions ; aucune raison donnée.",
        "شاحنتان؛ دون ذكر أي سبب.",
    ),
    "A new barrier stands at the ford.": (
        "Une nouvelle barrière se dresse au gué.",
        "حاجز جديد عند المخاضة.",
    ),
    "By the canal track, with a guide from the school.": (
        "Par le chemin du canal, avec un guide de l’école.",
        "عبر طريق القناة، مع دليل من المدرسة.",
    ),
    "Two more trucks in the week after the feast": (
        "Deux camions de plus la semaine après la fête",
        "شاحنتان إضافيتان في الأسبوع الذي يلي العيد",
    ),
    "Nothing in writing, and no thanks in public.": (
        "Rien par écrit, et pas de remerciements en public.",
        "لا شيء مكتوب، ولا شكر أمام الناس.",
    ),
    "The same medicines for his own village.": (
        "Les mêmes médicaments pour son propre village.",
        "الأدوية نفسها لقريته.",
    ),
    "He would be asked at the barrier who gets what.": (
        "On lui demanderait à la barrière qui reçoit quoi.",
        "سيُسأل عند الحاجز عمّن يتلقّى ماذا.",
    ),
    "His village has been without a nurse since the autumn.": (
        "Son village n’a plus d’infirmière depuis l’automne.",
        "قريته بلا ممرضة منذ الخريف.",
    ),
    "Medicines alone; the list is open to everybody.": (
        "Des médicaments seulement ; la liste est ouverte à tous.",
        "أدوية فقط؛ والقائمة متاحة للجميع.",
    ),
    "One truck, with the cold box.": (
        "Un camion, avec la glacière.",
        "شاحنة واحدة، مع صندوق التبريد.",
    ),
    "A letter from the health office that he can show.": (
        "Une lettre du service de santé qu’il peut montrer.",
        "رسالة من مكتب الصحة يمكنه إبرازها.",
    ),
    "He can tell the capital that the plain is cared for.": (
        "Il peut dire à la capitale que la plaine est soignée.",
        "يمكنه أن يقول للعاصمة إن السهل يتلقّى الرعاية.",
    ),
    "The clinic is open to everybody, from both banks.": (
        "Le centre de santé est ouvert à tous, des deux rives.",
        "العيادة مفتوحة للجميع، من الضفتين.",
    ),
    "The letter names a doctor's duty alone.": (
        "La lettre ne cite que le devoir d’un médecin.",
        "لا تذكر الرسالة سوى واجب الطبيب.",
    ),
    "The council can say that the children came first.": (
        "Le conseil peut dire que les enfants sont passés d’abord.",
        "يمكن للمجلس أن يقول إن الأطفال كانوا أولًا.",
    ),
    "We cannot pay for passage, nor carry anything for anybody.": (
        "Nous ne pouvons ni payer un passage ni transporter quoi que ce soit pour autrui.",
        "لا يمكننا الدفع مقابل المرور ولا نقل أي شيء لأي أحد.",
    ),
    "Talks on the north road": ("Dialogue sur la route du nord", "الحوار حول طريق الشمال"),
    "Days, hours and the number of trucks, up to eight a week.": (
        "Les jours, les heures et le nombre de camions, jusqu’à huit par semaine.",
        "الأيام والساعات وعدد الشاحنات، حتى ثماني شاحنات في الأسبوع.",
    ),
    "Anything in writing, and anybody new at the table.": (
        "Tout écrit, et toute nouvelle personne à la table.",
        "أي شيء مكتوب، وأي شخص جديد إلى الطاولة.",
    ),
    "Pay for passage, or carry anything for anybody.": (
        "Payer un passage, ou transporter quoi que ce soit pour autrui.",
        "الدفع مقابل المرور، أو نقل أي شيء لأي أحد.",
    ),
    "We come with medicines alone, and everybody may see the list.": (
        "Nous venons avec des médicaments seulement, et chacun peut voir la liste.",
        "نأتي بالأدوية فقط، ويمكن لأي أحد أن يرى القائمة.",
    ),
    "We can wait until the snow melts; let nobody hurry us.": (
        "Nous pouvons attendre la fonte des neiges ; que personne ne nous presse.",
        "يمكننا الانتظار حتى ذوبان الثلوج؛ فلا يستعجلنا أحد.",
    ),
    "Permits and papers in Orsend": (
        "Permis et papiers à Orsend",
        "التصاريح والأوراق في أورسند",
    ),
    "Which forms we hand in, and when.": (
        "Quels formulaires nous remettons, et quand.",
        "أي استمارات نقدّم، ومتى.",
    ),
    "A standing permit with conditions.": (
        "Un permis permanent assorti de conditions.",
        "تصريح دائم مقترن بشروط.",
    ),
    "We keep to the rules, and ask that they be the same for all.": (
        "Nous respectons les règles, et demandons qu’elles soient les mêmes pour tous.",
        "نلتزم بالقواعد، ونطلب أن تكون واحدة للجميع.",
    ),
    "We travel with no armed escort, and no weapon is in our cars.": (
        "Nous circulons sans escorte armée, et aucune arme n’entre dans nos voitures.",
        "نتنقّل دون مرافقة مسلحة، ولا سلاح في سياراتنا.",
    ),
    "We hand nobody a list of patients or of families.": (
        "Nous ne remettons à personne de liste de patients ou de familles.",
        "لا نسلّم أحدًا قائمة بالمرضى أو بالعائلات.",
    ),
    "Before sunset; the line is shared": (
        "Avant le coucher du soleil ; la ligne est partagée",
        "قبل الغروب؛ الخط مشترك",
    ),
    "At his house, in the morning": ("Chez lui, le matin", "في بيته، صباحًا"),
    "A letter through his secretary": ("Une lettre par son secrétaire", "رسالة عبر سكرتيره"),
}
"""What each text is in French, and in Arabic."""
