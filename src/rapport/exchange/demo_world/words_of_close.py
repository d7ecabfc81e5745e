"""What the demo world says of gifts, of a hard answer and of pressure, in French and in Arabic."""

WORDS_OF_CLOSE: dict[str, tuple[str, str]] = {
    "A jar of honey from his own hives": (
        "Un pot de miel de ses propres ruches",
        "جرّة عسل من مناحله",
    ),
    "To refuse it at his door would have shamed him.": (
        "Le refuser devant sa porte lui aurait fait honte.",
        "كان رفضها على بابه سيحرجه.",
    ),
    "A lunch at the hotel": ("Un déjeuner à l’hôtel", "غداء في الفندق"),
    "We were waiting for a permit from them that week.": (
        "Nous attendions un permis de leur part cette semaine-là.",
        "كنا ننتظر منهم تصريحًا في ذلك الأسبوع.",
    ),
    "Two of us always go.": ("Nous y allons toujours à deux.", "يذهب اثنان منا دائمًا."),
    "Yusra Halwen, at any hour. Outside the office: the staff counsellor, every day.": (
        "Yusra Halwen, à toute heure. Hors du bureau : la conseillère du personnel, chaque jour.",
        "يسرى هالوين في أي ساعة. وخارج المكتب: مستشارة الموظفين، كل يوم.",
    ),
    "The exercise books that came.": (
        "Les cahiers qui sont arrivés.",
        "الدفاتر التي وصلت.",
    ),
    "How are the children this term?": (
        "Comment vont les enfants ce trimestre ?",
        "كيف حال الأطفال هذا الفصل؟",
    ),
    "The school": ("L’école", "المدرسة"),
    "A lieutenant asked twice for the list of our drivers, and where I live.": (
        "Un lieutenant a demandé deux fois la liste de nos chauffeurs, et où j’habite.",
        "طلب ملازم مرتين قائمة سائقينا، وسأل أين أسكن.",
    ),
}
