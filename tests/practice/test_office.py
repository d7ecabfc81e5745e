"""The scenes an office wrote itself: read from a folder, checked, and never trusted."""

import pytest

from practice.samples import CLERK, CLERK_FR
from rapport.practice.office import MOST, files_of, of_office, refusal_of, shelf


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "clerk.toml").write_text(CLERK, "utf-8")
    (tmp_path / "clerk.fr.toml").write_text(CLERK_FR, "utf-8")
    return tmp_path


def wrong(folder, language="en"):
    return {one.file: one.faults for one in shelf(folder, language).unplayable}


def test_a_scene_is_read_in_each_language_it_has(folder):
    assert [one.title for one in shelf(folder, "fr").scenes] == ["Le tampon"]
    assert of_office(folder, "clerk", "fr").title == "Le tampon"
    assert of_office(folder, "clerk", "ar").title == "The stamp"
    assert wrong(folder, "fr") == {}


def test_a_file_with_a_mark_at_its_beginning_is_read(folder):
    (folder / "clerk.toml").write_text("\ufeff" + CLERK, "utf-8")
    assert of_office(folder, "clerk", "en").title == "The stamp"


def test_no_folder_is_an_empty_one(tmp_path):
    for none in (None, tmp_path / "scenes"):
        assert shelf(none, "en").scenes == ()
        with pytest.raises(KeyError):
            of_office(none, "clerk", "en")


def test_what_cannot_be_played_is_named_and_not_played(folder):
    (folder / "clerk.toml").write_text(CLERK.replace("level = 1", "level = 7"), "utf-8")
    assert shelf(folder, "fr").scenes == ()
    assert list(wrong(folder, "fr")) == ["clerk.toml"]
    with pytest.raises(KeyError):
        of_office(folder, "clerk", "en")


def test_words_that_are_not_whole_leave_the_scene_in_its_own(folder):
    (folder / "clerk.fr.toml").write_text('title = "Le tampon"', "utf-8")
    assert of_office(folder, "clerk", "fr").title == "The stamp"
    assert list(wrong(folder, "fr")) == ["clerk.fr.toml"]
    assert wrong(folder, "en") == {}


def test_a_scene_is_read_anew_when_its_file_changes(folder):
    assert of_office(folder, "clerk", "en").title == "The stamp"
    (folder / "clerk.toml").write_text(CLERK.replace("The stamp", "The seal"), "utf-8")
    assert of_office(folder, "clerk", "en").title == "The seal"


@pytest.mark.parametrize("name", ["tea", "workshop", "Two cars", "été", "-x", "", "a" * 41])
def test_a_name_that_is_taken_or_no_address_is_refused(folder, name):
    assert refusal_of(name)
    (folder / f"{name}.toml").write_text(CLERK, "utf-8")
    assert [one.name for one in shelf(folder, "en").scenes] == ["clerk"]
    assert len(wrong(folder)) == 1 or not name


def test_nothing_outside_the_folder_is_read(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "secret.toml"
    outside.write_text(CLERK, "utf-8")
    (folder / "link.toml").symlink_to(outside)
    (folder / "deep.toml").mkdir()
    assert [one.name for one in shelf(folder, "en").scenes] == ["clerk"]
    assert set(wrong(folder)) == {"deep.toml", "link.toml"}
    for name in ("../secret", "link", "clerk.fr", "*", "[a-z]lerk"):
        with pytest.raises(KeyError):
            of_office(folder, name, "en")


def test_what_is_no_text_and_what_is_too_long_are_refused(folder):
    (folder / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    (folder / "long.toml").write_text("#" * 300_000, "utf-8")
    (folder / "longer.toml").write_text("#" * 900_000, "utf-8")
    assert set(wrong(folder)) == {"bytes.toml", "long.toml", "longer.toml"}


def test_no_more_than_so_many_are_listed(folder):
    for number in range(MOST + 5):
        (folder / f"a{number}.toml").write_text(CLERK, "utf-8")
    assert len(shelf(folder, "en").scenes) == MOST


def test_the_files_of_a_scene_are_it_and_its_words(folder):
    (folder / "clerks.fr.toml").touch()
    (folder / "clerk.old.copy.toml").touch()
    assert [one.name for one in files_of(folder / "clerk.toml")] == ["clerk.toml", "clerk.fr.toml"]
