"""Any names at all, for laws that hold of all of them: Hypothesis strategies."""

from hypothesis import strategies as st

_WORDS = [
    "Abd", "al-Majid", "Abdulmajeed", "Hassan", "Hussein", "Nur", "al-Din", "Noureddine", "bin",
    "Abu", "Bakr", "Dr.", "Ltd", "North", "Council", "3", "X.", "of", "O'Brien", "Łódź", "É",
    "عبد", "الله", "عبدالله", "محمّد", "ـ", "أبو", "الدين", "شيخ", "Иван", "Абдул", "王",
    "हिन्दी", "-",
]  # fmt: skip

texts = st.text(max_size=40)
likely_names = st.lists(st.sampled_from(_WORDS), max_size=6).map(" ".join)
names = likely_names | texts | st.lists(likely_names | texts, max_size=3).map("".join)
