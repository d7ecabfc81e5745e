"""A second colleague, brought in whole at a prompt: on a laptop, and in a team's store."""

import json
import os
import re
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import postgres
import ready_process
from live_server import Served

PASSPHRASE = "seven herons by the slow river"
Run = Callable[..., ready_process.Finished]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Served:
    """Return a store of one's own, whose owner is Yusra, with Salma added by her."""
    served = Served(tmp_path_factory.mktemp("laptop"))
    (served.folder / "words").write_text(PASSPHRASE)
    begin = ("init", "--office", "Orsend", "--name", "Yusra")
    for words in (begin, ("team", "add", "salma", "Salma", "--function", "legal")):
        done = served.command(*words, "--passphrase-file", str(served.folder / "words"))
        assert done.returncode == 0, done.stderr
        served.pay_less(served.data_folder / "store", PASSPHRASE)
    return served


@pytest.fixture
def at_laptop(laptop: Served) -> Run:
    key = ("--passphrase-file", str(laptop.folder / "words"))

    def run(*words: str, who: str = "me") -> Any:
        return laptop.command(*words, *key, RAPPORT_COLLEAGUE=who)

    return run


@pytest.fixture(scope="module")
def in_team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Return a prompt before a team's store, whose head of office is ``me``, with Salma added."""
    if postgres.why_not():
        pytest.skip(postgres.why_not())
    folder = tmp_path_factory.mktemp("team")
    (folder / "words").write_text(PASSPHRASE)
    for name in ("names.key", "secret"):
        (folder / name).write_text(secrets.token_hex(32))
    kept = {name: value for name, value in os.environ.items() if "RAPPORT" not in name}
    with postgres.postgresql() as url:
        named = {
            "RAPPORT_DATABASE_URL": url,
            "RAPPORT_KEY_FILE": str(folder / "names.key"),
            "RAPPORT_SECRET_FILE": str(folder / "secret"),
        }

        def run(*words: str, who: str = "me") -> Any:
            return ready_process.run(
                *words, environment={**kept, **named, "RAPPORT_COLLEAGUE": who}
            )

        begin = ("init", "--office", "Orsend", "--name", "Yusra", "--sign-in", "me")
        assert run(*begin, "--passphrase-file", str(folder / "words")).returncode == 0
        assert run("team", "add", "salma", "Salma", "--function", "legal").returncode == 0
        yield run


@pytest.fixture(params=[pytest.param("laptop", marks=pytest.mark.long), "team"])
def run(request: pytest.FixtureRequest) -> Run:
    """Return a prompt before each of the two kinds of store."""
    prompt: Run = request.getfixturevalue({"laptop": "at_laptop", "team": "in_team"}[request.param])
    return prompt


def shown(run: Run, whom: str, who: str = "me") -> dict[str, Any]:
    done = run("team", "show", whom, "--json", who=who)
    assert done.returncode == 0, done.stderr
    page: dict[str, Any] = json.loads(done.stdout)
    return page


def undo_key(said: str) -> str:
    found = re.search(r"rapport history undo (\S+)", said)
    assert found, said
    return found[1]


def test_a_second_colleague_gets_all_of_it_at_a_prompt(run: Run, tmp_path: Path) -> None:
    exposure = tmp_path / "exposure"
    exposure.write_text("Kin in the district.\n")
    said = (
        *("--languages", "ar، French", "--areas", "Orsend", "--topics", "water, permits"),
        *("--origin", "national", "--gender", "woman", "--exposure-file", str(exposure)),
    )
    own = run("team", "me", *said, who="salma")
    assert own.returncode == 0, own.stderr
    told = ("--duty", "negotiator", "--duty", "support", "--mission-ends", "2026-12-31")
    done = run("team", "change", "salma", *told)
    assert done.returncode == 0, done.stderr
    one = shown(run, "salma")["one"]
    assert {name: one[name] for name in ("languages", "areas", "topics", "origin", "gender")} == {
        "languages": ["ar", "French"],
        "areas": ["Orsend"],
        "topics": ["water", "permits"],
        "origin": "national",
        "gender": "woman",
    }
    assert (one["function"], one["end_of_mission"]) == ("legal", "2026-12-31")
    assert one["duties"] == ["negotiator", "support team"]
    lines = run("team", "show", "salma").stdout
    assert "speaks: ar, French" in lines
    assert "Kin in the district." not in lines


def test_what_puts_somebody_at_risk_is_read_once_they_share_it(run: Run, tmp_path: Path) -> None:
    exposure = tmp_path / "exposure"
    exposure.write_text("An uncle in the port.\n")
    assert run("team", "me", "--exposure-file", str(exposure), who="salma").returncode == 0
    assert shown(run, "salma")["exposure"] == ""
    own = run("team", "show", "salma", who="salma").stdout
    assert "what puts them at risk: An uncle in the port." in own
    assert "read by you alone" in own
    assert run("team", "me", "--share-exposure", who="salma").returncode == 0
    assert shown(run, "salma")["exposure"] == "An uncle in the port."
    assert "read beside you by: Yusra" in run("team", "show", "salma", who="salma").stdout
    assert run("team", "me", "--keep-exposure", who="salma").returncode == 0
    assert shown(run, "salma")["exposure"] == ""


def test_a_colleague_takes_back_what_they_said_and_nobody_else(run: Run) -> None:
    before = shown(run, "salma")["one"]["topics"]
    done = run("team", "me", "--topics", "herons", who="salma")
    key = undo_key(done.stdout)
    refused = run("history", "undo", key)
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    assert shown(run, "salma")["one"]["topics"] == ["herons"]
    assert "changed their own" not in run("history", "list").stdout
    assert "changed their own" in run("history", "list", who="salma").stdout
    assert run("history", "undo", key, who="salma").returncode == 0
    assert shown(run, "salma")["one"]["topics"] == before


def test_nobody_gives_themselves_duties_at_a_prompt(run: Run) -> None:
    for words in (
        ("team", "change", "salma", "--duty", "head_of_office"),
        ("team", "change", "me", "--no-duties"),
        ("team", "me", "--duty", "head_of_office"),
        ("team", "add", "mole", "Mole"),
    ):
        done = run(*words, who="salma")
        assert done.returncode in {1, 2}, words
        assert "Traceback" not in done.stderr
    assert "head of office" not in shown(run, "salma")["one"]["duties"]


def test_what_cannot_be_is_refused_in_a_sentence(run: Run) -> None:
    for words, says in (
        (("me", "--origin", "martian"), "martian is not one of the choices"),
        (("me", "--mission-ends", "soon"), "Not a date: soon."),
        (("me",), "Nothing was named."),
        (("change", "salma", "--duty", "king"), "king is not one of the choices"),
        (("change", "salma"), "Nothing was named."),
        (("change", "nobody", "--function", "legal"), "rapport team list"),
        (("show", "nobody"), "rapport team list"),
    ):
        done = run("team", *words)
        assert (done.returncode, says in done.stderr) == (1, True), (words, done.stderr)


def test_the_head_of_a_team_leaves_their_own_duties_to_another(in_team: Run) -> None:
    done = in_team("team", "change", "me", "--duty", "head_of_office", "--duty", "auditor")
    assert (done.returncode, "own duties" in done.stderr) == (1, True)


def test_the_owner_of_a_laptop_has_nobody_to_ask(at_laptop: Run) -> None:
    both = ("--duty", "head_of_office", "--duty", "data_protection")
    assert at_laptop("team", "change", "me", *both).returncode == 0
    assert shown(at_laptop, "me")["one"]["duties"] == [
        "head of office",
        "data-protection focal point",
    ]
    assert at_laptop("team", "change", "me", "--no-duties").returncode == 1


def test_a_laptop_started_for_a_colleague_shows_their_own_page(laptop: Served) -> None:
    serve = ("rapport", "serve", "--no-browser", "--port", "0")
    laptop.start(*serve, RAPPORT_COLLEAGUE="salma")
    try:
        browser = laptop.browser()
        assert browser.unlock(PASSPHRASE).status == 303
        assert ">Salma<" in browser.get("/people/").text
        answer = browser.fill("/colleagues/me/", "Kurdish", gender="woman")
        assert answer.status == 302, answer.text
        page = browser.get(answer.headers["Location"].split("?")[0]).text
        assert re.search(r"<h1[^>]*>\s*<bdi>Salma</bdi>", page)
        assert "Kurdish" in page
        # Nobody else's words come with it, and nobody else's rights.
        assert browser.get("/colleagues/add/").status == 404
    finally:
        laptop.stop()


def test_a_laptop_started_for_nobody_there_is_says_so(laptop: Served) -> None:
    laptop.start("rapport", "serve", "--no-browser", "--port", "0", RAPPORT_COLLEAGUE="mole")
    try:
        browser = laptop.browser()
        browser.unlock(PASSPHRASE)
        answer = browser.get("/people/")
        assert answer.status == 409
        assert "Nobody here has the sign-in name mole." in answer.text
    finally:
        laptop.stop()
