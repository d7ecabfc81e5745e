"""Encodings: found where the bytes tell, asked where they do not."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.formats.refusals import WishNotMet
from rapport.imports.tables import TableWish, read_table
from rapport.imports.tables.encodings import guess_encodings

ARABIC = "الاسم,ملاحظات,التاريخ\nعلي,طلب اللواء توضيحات حول المستشفى,2018-12-31\n"
FRENCH = "nom,remarque,date\nRené,Le général évoque l’hôpital et sa famille,2018-12-31\n"
RUSSIAN = "имя,заметка,дата\nЮсуф,Просил рассказать о больнице,2018-12-31\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ARABIC, "windows-1256"),
        (FRENCH, "windows-1252"),
        (RUSSIAN, "windows-1251"),
        (ARABIC, "utf-8"),
        (FRENCH, "utf-8"),
        (ARABIC, "utf-16-le"),
        (ARABIC, "utf-16-be"),
        (FRENCH, "utf-16-le"),
        ("name,note\nA,b\n", "utf-8"),
    ],
)
def test_a_few_lines_are_enough_to_be_sure(text, encoding):
    guesses = guess_encodings(text.encode(encoding))
    assert [(guess.name, guess.sure) for guess in guesses] == [(encoding, True)]


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_a_byte_order_mark_settles_it_and_is_no_part_of_the_text(mark, encoding):
    table = read_table(mark + ARABIC.encode(encoding), name="x.csv")
    assert table.sniffed.encoding == encoding
    assert table.headers[0] == "الاسم"


def test_one_short_name_is_asked_with_samples_of_each_reading():
    guesses = guess_encodings("name\nعلي\n".encode("windows-1256"))
    assert guesses[0].name == "windows-1256"
    assert not guesses[0].sure
    assert "علي" in guesses[0].sample
    assert len(guesses) > 1


def test_an_encoding_we_do_not_guess_is_asked_and_can_be_chosen():
    data = "ad,not\nŞahin,Doğan'ın kardeşi ışık getirdi\n".encode("windows-1254")
    assert not guess_encodings(data)[0].sure
    table = read_table(data, name="x.csv", wish=TableWish(encoding="windows-1254"))
    assert table.rows[0].cells[0] == "Şahin"


def test_a_text_that_reads_the_same_in_several_encodings_is_not_asked():
    guesses = guess_encodings("note\n“well” – he said\n".encode("windows-1252"))
    assert guesses[0].sure


def test_utf8_with_a_little_damage_is_offered_and_the_row_is_marked():
    data = (ARABIC * 5).encode() + b"\xff,x,2018-01-01\n"
    table = read_table(data, name="x.csv")
    assert table.sniffed.encoding == "utf-8"
    assert "encoding" in table.sniffed.asks
    assert [warning.trouble for warning in table.warnings] == ["unreadable"]


def test_a_wish_that_cannot_be_is_refused():
    with pytest.raises(WishNotMet, match="cannot be read as utf-8"):
        read_table(FRENCH.encode("windows-1252"), name="x.csv", wish=TableWish(encoding="utf-8"))
    with pytest.raises(WishNotMet, match="not supported"):
        read_table(b"a,b\n", name="x.csv", wish=TableWish(encoding="rot13"))


def test_a_wished_encoding_may_go_by_its_other_names():
    table = read_table(ARABIC.encode("cp1256"), name="x.csv", wish=TableWish(encoding="CP1256"))
    assert table.sniffed.encoding == "windows-1256"
    assert table.sniffed.asks == ()


@given(st.text())
def test_utf8_is_always_recognised(text):
    assert guess_encodings(text.replace("\0", "").encode())[0].name == "utf-8"


@given(st.binary(max_size=300))
def test_any_bytes_get_a_guess_that_can_be_decoded(data):
    guess = guess_encodings(data)[0]
    assert isinstance(data.decode(guess.name, errors="replace"), str)
