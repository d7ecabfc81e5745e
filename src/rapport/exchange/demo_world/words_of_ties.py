"""What the demo world says of ties, in French and in Arabic."""

WORDS_OF_TIES: dict[str, tuple[str, str]] = {
    "After the midday prayer.": ("Après la prière de midi.", "بعد صلاة الظهر."),
    "He does nothing in spring that they have not heard of.": (
        "Au printemps, il ne fait rien dont ils n’aient entendu parler.",
        "لا يفعل في الربيع شيئًا لم يسمعوا به.",
    ),
}
