"""Whether two names may be one: a judgement with its reasons."""

import pytest
from hypothesis import given

from names.anything import likely_names, names
from rapport.names import REASONS, likeness

ONE = [
    ("Abd al-Majid", "Abdulmajeed", "same_sounds"),
    ("Mohamed Ali", "Muhammad Aly", "alike_sounds"),
    ("محمد علي", "Mohamed Ali", "other_script"),
    ("Владимир Иванов", "Vladimir Ivanov", "other_script"),
    ("Dr. Khalid Omar", "Khaled Omar", "title_left_out"),
    ("Khalid Omar", "Omar Khalid", "other_order"),
    ("Nour al-Din Hakim", "Nureddin Hakim", "same_sounds"),
    ("Ali Hasan", "Alihasan", "written_together"),
    ("Khalid Omar Saleh", "Khalid Omar", "one_word_more"),
    ("Khalid Omar Hasan Saleh", "Khalid Saleh", "words_more"),
    ("A. Rahman", "Ahmed Rahman", "initial"),
    ("Abd al-Rahman Saleh", "Rahman Saleh", "abd_left_out"),
    ("Al-Jabouri", "Jabouri", "article_left_out"),
    ("Omar bin Khattab", "Omar Khattab", "particle_left_out"),
    ("Acme Stores Ltd", "ACME Stores", "legal_form_left_out"),
    ("أحمد", "احمد", "same_words"),
    # One slip of the pen in a long word.
    ("Bashar al-Asad", "Bashar al-Asasd", "one_letter"),
    ("Olaf Scholz", "Olaf Schloz", "one_letter"),
    ("Владимир Путин", "Владимир Пулин", "one_letter"),
    # Somali letters; French, Turkish and Persian forms.
    ("Cabdi Xasan", "Abdi Hassan", "other_form"),
    ("Yusuf Ciise", "Yusuf Isse", "other_form"),
    ("Ali Osman", "Ali Ousmane", "other_form"),
    ("Ahmed Suleiman", "Ahmed Slimane", "other_form"),
    ("Omar Hussain", "Omar Hocine", "other_form"),
    ("Houda Said", "Hoda Said", "other_form"),
    ("Mehmet Yilmaz", "Mohammed Yilmaz", "other_form"),
    ("Cemil Said", "Gamil Said", "other_form"),
    ("Emine Hanim", "Amina Hanim", "other_form"),
    ("Ali Raza", "Ali Rida", "other_form"),
    # Slavic pairs.
    ("Vladimir Pertsov", "Уладзімір Пярцоў", "other_script"),
    ("Yuri Ivanov", "Юрый Іваноў", "other_script"),
    ("Aliaksandr Lukashenka", "Alexander Lukashenko", "other_form"),
    ("Mykola Petrenko", "Nikolai Petrenko", "other_form"),
    # Chinese by pinyin, by Wade-Giles, and in its own characters.
    ("Mao Tse-tung", "Mao Zedong", "other_form"),
    ("Shi Jinping", "Xi Jinping", "other_form"),
    ("习近平", "Xi Jinping", "other_script"),
    ("習近平", "习近平", "same_sounds"),
    # Initials, a word cut short, words parted wrongly, several words more.
    ("J.-C. Juncker", "Jean-Claude Juncker", "initial"),
    ("Mohamed Belkassem Dr", "Mohamed Belkassem Drissi", "initial"),
    ("Nikolai Patr ushev", "Nikolay Patrushev", "written_together"),
    ("Akhtar Mansour", "Akhtar Mohammad Mansour Shah Mohammed", "words_more"),
    # A word more and one that sounds roughly alike, beside a rare word that fits.
    ("Faisal Mutlaq Nasr Al Sharean", "Faysal Mutlaq Al-Shurai'an", "one_word_more"),
    ("Omar bin Khalid Zubaydi", "Omar Khalid Zubaydi", "particle_left_out"),
]
TWO = [
    ("Hassan Hassan", "Hussein Hussein", "other_words"),
    ("Khalid Omar", "Saleh Omar", "other_words"),
    ("Amin Said", "Amina Said", "other_words"),
    ("North District Council", "District Council", "telling_word"),
    ("Ward 3 Committee", "Ward 4 Committee", "other_numbers"),
    ("Mohamed", "Mohamed Ali", "one_word_only"),
    ("?!", "!!", "nothing_to_compare"),
    ("", "Mohamed", "nothing_to_compare"),
    ("Nik Mohammad Abdul Mohammad", "Nik Mohammad Dost Mohammad", "two_doubts"),
    ("Ahmad bin Hasan al-Ubaidi", "Hasan bin Ahmad al-Ubaidi", "father_and_son"),
    ("أحمد بن حسن العبيدي", "حسن بن أحمد العبيدي", "father_and_son"),
    ("Ahmed ould Hassan", "Hassan Ahmed", "father_and_son"),
    ("习近朋", "习近平", "other_words"),
    ("高石早苗", "高市早苗", "other_words"),
    ("김정은", "김종은", "other_words"),
    ("Kasim", "Kazim", "other_words"),
    ("Said", "Zaid", "near_sounds"),
    ("Jamal", "Jamil", "near_sounds"),
    ("Ammar", "Omar", "near_sounds"),
    ("Ali Said", "Ali Zaid", "near_sounds"),
    ("Karim Ali", "Karima Ali", "near_sounds"),
    ("Cali", "Kali", "other_words"),
    ("Asad Ali", "Asas Ali", "other_words"),
    ("Karim Said", "Tarim Said", "other_words"),
]
LEVELS = ("strict", "usual", "lax")


@pytest.mark.parametrize(("one", "other", "why"), ONE)
def test_two_spellings_of_one_name_are_worth_a_look(one, other, why):
    found = likeness(one, other)
    assert found.probable
    assert found.degree in ("same", "likely")
    assert why in found.reasons


@pytest.mark.parametrize(("one", "other", "why"), TWO)
def test_two_names_are_left_apart(one, other, why):
    found = likeness(one, other)
    assert not found.probable
    assert found.degree == "unlikely"
    assert found.reasons == (why,)


def test_every_reason_is_a_sentence():
    assert all(text[0].isupper() and text.endswith(".") for text in REASONS.values())


def test_every_reason_can_be_given():
    pairs = [*ONE, *TWO, ("Min of Works", "Min Works", ""), ("Relief Group (RG)", "Relief Grp", "")]
    given_for = {reason for one, other, _ in pairs for reason in likeness(one, other).reasons}
    assert set(REASONS) - given_for <= {"initials_left_out"}
    assert "initials_left_out" in likeness("Relief Group (RG)", "Relieff Group").reasons


@given(likely_names, likely_names)
def test_whatever_is_probable_is_so_at_each_laxer_level(one, other):
    said = [likeness(one, other, level=level).probable for level in LEVELS]
    assert said == sorted(said)


def test_the_levels_are_three():
    pairs = [("Mohamed Ali", "محمد علي"), ("Khalid Omar", "Khalid Omar Saleh"), ("Said", "Zaid")]
    said = [[likeness(*pair, level=level).probable for level in LEVELS] for pair in pairs]
    assert said[1:] == [[False, True, True], [False, False, True]]


@given(likely_names)
def test_the_order_of_words_does_not_matter_where_nobody_is_a_son(name):
    words = [word for word in name.split() if word in ("Hassan", "Hussein", "Council", "Łódź")]
    turned = " ".join(reversed(words))
    assert likeness(" ".join(words), turned).probable == bool(words)


@given(names, names)
def test_likeness_goes_both_ways(one, other):
    assert likeness(one, other) == likeness(other, one)


@given(names)
def test_a_name_is_like_itself_if_it_has_anything_to_compare(name):
    assert likeness(name, name).probable == (likeness(name, name).reasons == ("same_words",))


@given(names, names)
def test_every_judgement_gives_known_reasons(one, other):
    found = likeness(one, other)
    assert found.reasons
    assert set(found.reasons) <= set(REASONS)
    assert found.probable == (found.degree != "unlikely")


def test_two_names_of_64_kilobytes_are_compared():
    assert likeness("Omar " * 13_107, "Umar " * 13_107).probable
    assert not likeness("x" * 65_536, "y" * 65_536).probable
