"""Practice in the browser: every state is an address, and nothing of it is stored."""

import re

import pytest

from cast import Cast
from practice.samples import CLERK, CLERK_FR
from rapport.practice.play import outcome, paths
from rapport.practice.reading import names, shipped
from rapport.records.models import Operation


def page(browser, where: str) -> str:
    answer = browser("reader").get(where)
    assert answer.status_code == 200, where
    return answer.content.decode()


def main(text: str) -> str:
    return text.split("<main", 1)[1].split("</main>", 1)[0]


def test_a_scene_is_played_from_the_list_to_its_end_by_links_alone(cast: Cast, browser):
    before = Operation.objects.count()
    assert "/practice/tea/" in page(browser, "/practice/")
    assert "/practice/tea/play/" in page(browser, "/practice/tea/")
    where = "/practice/tea/play/"
    for _ in range(10):
        shown = main(page(browser, where))
        ways = re.findall(r'href="(/practice/tea/play/\?path=[\d.]+)#now" dir', shown)
        if not ways:
            break
        where = ways[-1]
    assert "What they took away" in shown
    assert "Early request" in shown
    assert "Because of your line" in shown
    assert "/rules/E01/" in shown
    assert "A way that goes well" in shown
    assert Operation.objects.count() == before


def test_one_can_play_again_from_any_step(cast: Cast, browser):
    shown = main(page(browser, "/practice/tea/play/?path=0.1.2"))
    for prefix in ("", "?path=0", "?path=0.1"):
        assert f'href="/practice/tea/play/{prefix}"' in shown


def test_on_a_way_that_goes_well_nothing_is_noticed_and_no_other_is_offered(cast: Cast, browser):
    shown = main(page(browser, "/practice/tea/play/?path=0.1.0"))
    assert "The rules have nothing to say" in shown
    assert "A way that goes well" not in shown


@pytest.mark.parametrize("path", ["9", "0.9", "0.1.0.0", "x", "-1", "0..1", "1." * 60])
def test_a_way_that_a_scene_has_not_is_not_there(cast: Cast, browser, path):
    assert browser("reader").get(f"/practice/tea/play/?path={path}").status_code == 404


def test_no_scene_of_another_name_is_there(cast: Cast, browser):
    for name in ("nothing", "tea.fr"):
        assert browser("reader").get(f"/practice/{name}/").status_code == 404


def test_the_cards_are_three_sheets_and_none_has_what_another_says(cast: Cast, browser):
    shown = page(browser, "/practice/tea/cards/")
    sheets = shown.split('<article class="a4">')[1:]
    assert len(sheets) == 3
    scene = shipped("tea")
    for sheet, words in zip(sheets, (scene.cards.you, scene.cards.them, "What I saw"), strict=True):
        assert words.split("\n", maxsplit=1)[0][:40].replace("'", "&#x27;") in sheet
    assert scene.cards.them[:40] not in sheets[0]
    assert "/practice/tea/cards/" in page(browser, "/practice/workshop/")


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_every_end_of_every_scene_can_be_shown(cast: Cast, browser, language):
    """Of each scene an end for each of its outcomes, in each language."""
    asking = browser("reader")
    asking.cookies["django_language"] = language
    for name in names():
        scene = shipped(name, language)
        ends = {}
        for path in paths(scene):
            found = outcome(scene, path)
            ends.setdefault((found.mood, found.codes), path)
        for path in list(ends.values())[:6]:
            where = f"/practice/{name}/play/?path={'.'.join(map(str, path))}"
            answer = asking.get(where)
            assert answer.status_code == 200
            assert "%(" not in answer.content.decode()


@pytest.fixture
def of_our_office(tmp_path, settings):
    """Return the folder of scenes beside the store, with the scene of the guide in it."""
    settings.RAPPORT_BESIDE = tmp_path
    folder = tmp_path / "scenes"
    folder.mkdir()
    (folder / "clerk.toml").write_text(CLERK, "utf-8")
    (folder / "clerk.fr.toml").write_text(CLERK_FR, "utf-8")
    return folder


def test_a_scene_of_the_office_is_listed_played_and_printed_like_ours(
    cast: Cast, browser, of_our_office
):
    shown = main(page(browser, "/practice/"))
    assert "/practice/clerk/" in shown
    assert shown.count("of your office") == 1
    assert "Files of your office" not in shown
    assert "The stamp is needed by Thursday." in page(browser, "/practice/clerk/")
    assert "There is a list" in page(browser, "/practice/clerk/play/?path=1")
    ended = main(page(browser, "/practice/clerk/play/?path=1.1"))
    assert "Early request" in ended
    assert "A way that goes well" in ended
    assert page(browser, "/practice/clerk/cards/").count('<article class="a4">') == 3
    assert "/practice/clerk/cards/" in page(browser, "/practice/workshop/")


def test_it_is_shown_in_the_language_of_the_reader(cast: Cast, browser, of_our_office):
    asking = browser("reader")
    asking.cookies["django_language"] = "fr"
    assert "Le tampon" in asking.get("/practice/").content.decode()


def test_a_file_that_cannot_be_played_is_named_and_is_no_page(cast: Cast, browser, of_our_office):
    (of_our_office / "clerk.toml").write_text(CLERK.replace("level = 1", "level = 9"), "utf-8")
    shown = main(page(browser, "/practice/"))
    assert "clerk.toml" in shown
    assert "1 thing to correct" in shown
    assert "/practice/clerk/" not in shown
    assert browser("reader").get("/practice/clerk/").status_code == 404


def test_what_a_scene_says_is_shown_and_never_run(cast: Cast, browser, of_our_office):
    (of_our_office / "clerk.toml").write_text(
        CLERK.replace("The stamp is", "<script>alert(1)</script> %(x)s {{ 1 }}"), "utf-8"
    )
    shown = page(browser, "/practice/clerk/")
    assert "<script>alert" not in shown
    assert "%(x)s {{ 1 }}" in shown
