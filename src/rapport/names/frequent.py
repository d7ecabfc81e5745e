"""Words that so many people are called by that sharing one says little.

A judgement of two names has no register beside it to count in; these stand for the count.
"""

from functools import lru_cache

from rapport.names.skeleton import forms

_SHORT = 4  # letters: a word that is no longer says as little

_NAMES = """
    mohammed ahmed mahmoud hamid ali hassan hussein ibrahim ismail omar othman khalid saleh salim
    salem said abdullah abdul rahman karim rahim jamal jamil kamal kamil mustafa yusuf yaqub musa
    isa dawud suleiman haroun idris yahya zakaria mansour nasser nasir saad samir sami tariq walid
    yasin younis zayd bashir faisal farid fahd hashim hisham ismat jaber jafar kassim qasim latif
    majid malik mubarak munir murad nabil nour rashid ridha sabri sadiq sharif shakir taha taher
    wahid zahra fatima khadija aisha maryam amina zainab salma layla hawa halima abbas aziz ashraf
    hamza amin anwar adel akram ayman emad khan shah singh kumar begum bibi
    vladimir alexander sergei andrei dmitri nikolai mikhail ivan alexei yuri viktor pavel igor oleg
    ivanov ivanova petrov sidorov kuznetsov maria anna elena olga natalia tatiana irina svetlana
    jean pierre paul john david michael james peter joseph marie diallo traore keita diop
"""
_COMMON = frozenset(form for name in _NAMES.split() for form in forms(name)[:1])


@lru_cache(maxsize=1 << 15)
def is_common(word: str) -> bool:
    """Return whether a folded word, in any script, is short or sounds like a very common name."""
    return len(word) <= _SHORT or not _COMMON.isdisjoint(forms(word))
