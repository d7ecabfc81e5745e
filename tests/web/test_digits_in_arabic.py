"""Digits inside Arabic words: a telephone number is read from its beginning."""

import re

import pytest

from cast import Cast
from house.tree import SRC
from rapport.web.templatetags.direction import in_order, pieces

NUMBER = "+964 750 000 0001"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"هاتفه {NUMBER} مساء", f'هاتفه <bdi dir="ltr">{NUMBER}</bdi> مساء'),
        ("٠٧٥٠ ٠٠٠ ٠٠٠١ هاتفه", '<bdi dir="ltr">٠٧٥٠ ٠٠٠ ٠٠٠١</bdi> هاتفه'),
        ("من 12-14 أيار", 'من <bdi dir="ltr">12-14</bdi> أيار'),
        (f"Call {NUMBER}", f"Call {NUMBER}"),
        ("لقاء 5", "لقاء 5"),
        ("<b> هاتفه 12 34", '&lt;b&gt; هاتفه <bdi dir="ltr">12 34</bdi>'),
    ],
)
def test_a_run_of_digits_stays_in_its_order(text: str, shown: str) -> None:
    assert str(in_order(text)) == shown


def test_so_it_does_in_what_was_found() -> None:
    found = [("هاتفه ", False), (NUMBER, True), (" <i>", False)]
    marked = f'<mark><bdi dir="ltr">{NUMBER}</bdi></mark>'
    assert str(pieces(found)) == f"هاتفه {marked} &lt;i&gt;"


def test_so_it_does_on_the_pages_that_show_notes(cast: Cast, browser) -> None:
    cast.meet(3, line=f"اتصل من {NUMBER} وشكر")
    client = browser("writer")
    page = client.get(f"/people/{cast.kamil.pk}/").content.decode()
    assert f'<bdi dir="ltr">{NUMBER}</bdi>' in page
    brief = client.get(f"/people/{cast.kamil.pk}/brief/").content.decode()
    assert f'<bdi dir="ltr">{NUMBER}</bdi>' in brief


def test_no_template_shows_free_text_without_it() -> None:
    forgotten = [
        f"{path.name}: {found}"
        for path in (SRC / "web" / "templates").rglob("*.html")
        for found in re.findall(r'<[a-z]+[^<>]*dir="auto"[^<>]*>\{\{(.*?)\}\}', path.read_text())
        if "in_order" not in found and "pieces" not in found
    ]
    assert not forgotten
