"""What the demo world says of what moves them, in French and in Arabic."""

WORDS_OF_MOTIVES: dict[str, tuple[str, str]] = {
    "No more than six trucks in a week.": (
        "Pas plus de six camions par semaine.",
        "لا أكثر من ست شاحنات في الأسبوع.",
    ),
    "More trucks than that, and he would be asked who lets them through.": (
        "Avec plus de camions, on lui demanderait qui les laisse passer.",
        "لو زادت الشاحنات لسُئل عمّن يسمح بمرورها.",
    ),
    "I keep the road quiet, and quiet roads stay open.": (
        "Je garde la route calme, et les routes calmes restent ouvertes.",
        "أحافظ على هدوء الطريق، والطرق الهادئة تبقى مفتوحة.",
    ),
    "A word given at his table is kept.": (
        "Une parole donnée à sa table est tenue.",
        "الكلمة التي تُعطى على مائدته تُصان.",
    ),
    "To be seen as the one who brought the medicines.": (
        "Être vu comme celui qui a fait venir les médicaments.",
        "أن يُعرف بأنه من جلب الأدوية.",
    ),
    "Whether the list of patients may be shown at the barrier": (
        "Si la liste des patients peut être montrée au barrage",
        "هل يجوز إظهار قائمة المرضى عند الحاجز",
    ),
    "Without a list, anybody could ride in the trucks.": (
        "Sans liste, n’importe qui pourrait monter dans les camions.",
        "من دون قائمة يستطيع أي كان أن يركب الشاحنات.",
    ),
    "Thinks that our lists of patients reach the other side.": (
        "Pense que nos listes de patients arrivent de l’autre côté.",
        "يظن أن قوائم مرضانا تصل إلى الطرف الآخر.",
    ),
    "The lists stay at the clinic, and he may send somebody to see them.": (
        "Les listes restent au centre de santé, et il peut envoyer quelqu’un les voir.",
        "القوائم تبقى في العيادة، ويمكنه أن يرسل من يراها.",
    ),
    "Fears that the well will be closed to his families.": (
        "Craint que le puits soit fermé à ses familles.",
        "يخشى أن يُغلق البئر أمام عائلاته.",
    ),
    "The well stays open to all; the engineer told him so at the well itself.": (
        "Le puits reste ouvert à tous ; l’ingénieur le lui a dit au puits même.",
        "البئر يبقى مفتوحًا للجميع؛ قال له المهندس ذلك عند البئر نفسه.",
    ),
    "Keeps away from the committee because of an old dispute over land.": (
        "Se tient loin du comité à cause d’un vieux litige foncier.",
        "يبتعد عن اللجنة بسبب نزاع قديم على أرض.",
    ),
}
