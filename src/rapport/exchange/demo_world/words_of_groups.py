"""What the demo world says of groups, in French and in Arabic."""

WORDS_OF_GROUPS: dict[str, tuple[str, str]] = {
    "East Marches": ("Marches de l’Est", "التخوم الشرقية"),
    "Health office of the Front": (
        "Bureau de santé du Front",
        "مكتب الصحة في الجبهة",
    ),
    "Permits office of Orsend": ("Bureau des permis d’Orsend", "مكتب التصاريح في أورسند"),
    "Director of permits": ("Directeur des permis", "مدير التصاريح"),
    "Their men stand at both bridges.": (
        "Ses hommes se tiennent aux deux ponts.",
        "رجالها يقفون عند الجسرين.",
    ),
    "Two of the three districts now take its orders.": (
        "Deux des trois districts suivent désormais ses ordres.",
        "اثنتان من المناطق الثلاث تأتمران الآن بأمرها.",
    ),
    "Nobody asks it; everybody eats what it cooks.": (
        "Personne ne le consulte ; tous mangent ce qu’il cuisine.",
        "لا أحد يسألها، والجميع يأكل مما تطبخ.",
    ),
    "One road, and the town behind it.": (
        "Une route, et la ville derrière elle.",
        "طريق واحد، والبلدة التي خلفه.",
    ),
    "Its stamp is on every permit.": (
        "Son tampon est sur chaque permis.",
        "ختمها على كل تصريح.",
    ),
    "Trucks pass, and are counted.": (
        "Les camions passent, et sont comptés.",
        "الشاحنات تمرّ، وتُعَدّ.",
    ),
    "First visit. The founder poured the tea and asked who pays us.": (
        "Première visite. La fondatrice a servi le thé et demandé qui nous finance.",
        "أول زيارة. صبّت المؤسِّسة الشاي وسألت من يموّلنا.",
    ),
    "The founder has died. Went to the condolence, and asked for nothing.": (
        "La fondatrice est décédée. Présenté nos condoléances, sans rien demander.",
        "توفّيت المؤسِّسة. ذهبنا للعزاء ولم نطلب شيئًا.",
    ),
    "A new chair, Sitt Salma. She knew our name from the year of the flood.": (
        "Une nouvelle présidente, Sitt Salma. Elle nous connaissait depuis l’année de la crue.",
        "رئيسة جديدة، الست سلمى. كانت تعرف اسمنا من سنة الفيضان.",
    ),
    "They lent us their courtyard while the clinic was under water.": (
        "Elles nous ont prêté leur cour pendant que le centre de santé était inondé.",
        "أعرننا فناء الدار حين غمرت المياه العيادة.",
    ),
    "Sitt Salma moves to the coast. Nobody chairs for now; the door stays open.": (
        "Sitt Salma part sur la côte. Personne ne préside pour l’instant ; la porte reste ouverte.",
        "الست سلمى تنتقل إلى الساحل. لا رئيسة الآن، والباب يبقى مفتوحًا.",
    ),
    "Who we are, who pays us, and that names stay with those who gave them.": (
        "Qui nous sommes, qui nous finance, et que les noms restent chez celles qui les confient.",
        "من نحن ومن يموّلنا، وأن الأسماء تبقى عند من أعطاها.",
    ),
    "They lent us their courtyard when we had nothing to give, and asked for nothing.": (
        "Elles nous ont prêté leur cour quand nous n’avions rien à donner, sans rien demander.",
        "أعرننا فناء الدار حين لم يكن لدينا ما نعطيه، ولم يطلبن شيئًا.",
    ),
    "Whoever asks them for names is not asked in again.": (
        "Qui leur demande des noms n’est plus invité à entrer.",
        "من يسألهن عن الأسماء لا يُدعى إلى الدخول مرة أخرى.",
    ),
    "To hear first of those whom nobody else reaches.": (
        "Entendre parler en premier de ceux que personne d’autre n’atteint.",
        "أن نسمع أولًا عمّن لا يصل إليهم أحد غيرهن.",
    ),
    "They tell us first; we answer within a week.": (
        "Elles nous informent en premier ; nous répondons dans la semaine.",
        "يخبرننا أولًا، ونجيب خلال أسبوع.",
    ),
    "Twice a year we compare their list with ours. Names stay with them.": (
        "Deux fois par an, nous comparons leur liste et la nôtre. Les noms restent chez elles.",
        "نقارن قائمتهن بقائمتنا مرتين في السنة. الأسماء تبقى عندهن.",
    ),
    "Sitt Salma": ("Sitt Salma", "الست سلمى"),
    "She left the committee and the district.": (
        "Elle a quitté le comité et le district.",
        "تركت اللجنة والمنطقة.",
    ),
    "Chair of the committee": ("Présidente du comité", "رئيسة اللجنة"),
    "She moved to the coast.": ("Elle s’est installée sur la côte.", "انتقلت إلى الساحل."),
}
