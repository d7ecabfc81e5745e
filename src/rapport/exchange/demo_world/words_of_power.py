"""What the demo world says of power that changes hands, in French and in Arabic."""

WORDS_OF_POWER: dict[str, tuple[str, str]] = {
    "The Front is said to take over the governorate": (
        "On dit que le Front va prendre le gouvernorat",
        "يقال إن الجبهة ستتولى المحافظة",
    ),
    "Two drivers heard it at the market. Nobody has seen a paper.": (
        "Deux chauffeurs l’ont entendu au marché. Personne n’a vu de document.",
        "سمعه سائقان في السوق، ولم يرَ أحد ورقة.",
    ),
    "How to plan for a whole country, not for one valley.": (
        "Comment planifier pour tout un pays, et non pour une seule vallée.",
        "كيف يُخطَّط لبلد كامل لا لوادٍ واحد.",
    ),
    "How a port works day and night: berths, cranes, papers, guards.": (
        "Comment un port fonctionne jour et nuit : quais, grues, papiers, gardes.",
        "كيف يعمل الميناء ليلًا ونهارًا: أرصفة ورافعات وأوراق وحراس.",
    ),
    "Which papers free medicines at customs within a day.": (
        "Quels papiers libèrent des médicaments à la douane en un jour.",
        "أي أوراق تُخرج الأدوية من الجمارك في يوم واحد.",
    ),
    "What must be in the hills before the snow, and when to order it.": (
        "Ce qui doit être dans les collines avant la neige, et quand le commander.",
        "ما يجب أن يكون في التلال قبل الثلج، ومتى يُطلب.",
    ),
}
