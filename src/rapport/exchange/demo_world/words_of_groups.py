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
}
