"""What the demo world says of ties, in French and in Arabic."""

WORDS_OF_TIES: dict[str, tuple[str, str]] = {
    "After the midday prayer.": ("Après la prière de midi.", "بعد صلاة الظهر."),
    "He does nothing in spring that they have not heard of.": (
        "Au printemps, il ne fait rien dont ils n’aient entendu parler.",
        "لا يفعل في الربيع شيئًا لم يسمعوا به.",
    ),
    "The baker's cousin": ("Le cousin du boulanger", "ابن عم الخباز"),
    "They taught at the same school.": (
        "Ils ont enseigné dans la même école.",
        "درّسا في المدرسة نفسها.",
    ),
    "He teaches the sons of both sides; he must not be seen to choose.": (
        "Il enseigne aux fils des deux camps ; il ne doit pas avoir l’air de choisir.",
        "يدرّس أبناء الطرفين، ويجب ألا يبدو أنه ينحاز.",
    ),
    "To tell him who we are, and that we ask for nothing yet.": (
        "Lui dire qui nous sommes, et que nous ne demandons rien pour l’instant.",
        "أن يقول له من نحن، وأننا لا نطلب شيئًا بعد.",
    ),
    "Chalk and exercise books for his school, as promised.": (
        "De la craie et des cahiers pour son école, comme promis.",
        "طباشير ودفاتر لمدرسته، كما وعدنا.",
    ),
}
