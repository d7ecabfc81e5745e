"""The pages are true: links lead somewhere, examples run, what is listed is what there is."""

import ast
import os
import re
import shlex
import shutil
import tomllib

import pytest

import ready_process
from house.tree import DOCS, ROOT, SRC, modules, named, pages
from rapport import cli
from rapport.imports.cells import _PATTERNS
from rapport.imports.file_map import ORDERS
from rapport.imports.mapping import MEANINGS, SPLITS, mapping_from
from rapport.records.models import Channel, Purpose
from rapport.rules.catalogue import RULES

START = (DOCS / "start.md").read_text(encoding="utf-8")
TOUR = (DOCS / "tour.md").read_text(encoding="utf-8")
OPERATE = (DOCS / "operate.md").read_text(encoding="utf-8")
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
HEADINGS = ["Question", "Decision", "Why", "What we give up"]


def _blocks(text: str, kind: str) -> list[str]:
    return re.findall(rf"(?ms)^```{kind}\n(.*?)^```", text)


def _anchors(text: str) -> set[str]:
    """Return the anchors of a page's headings, as the common readers of Markdown make them."""
    headings = re.findall(r"(?m)^#+ (.+?)\s*$", re.sub(r"(?ms)^```.*?^```", "", text))
    plain = (re.sub(r"[^\w -]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("page", pages(), ids=named)
def test_every_link_of_a_page_leads_somewhere(page):
    text = page.read_text(encoding="utf-8")
    broken = []
    for link in re.findall(r"(?<!!)\]\(([^)\s]+)\)", text):
        if link.startswith(("http://", "https://", "mailto:")):
            continue
        address, _, anchor = link.partition("#")
        there = (page.parent / address).resolve() if address else page
        if not there.exists():
            broken.append(link)
        elif anchor and anchor not in _anchors(there.read_text(encoding="utf-8")):
            broken.append(f"{link}: no such heading")
    assert not broken


def test_every_page_can_be_reached_from_the_first():
    met, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in met or page.suffix != ".md":
            continue
        met.add(page)
        for link in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            there = (page.parent / link).resolve()
            waiting += sorted(there.glob("*.md")) if there.is_dir() else [there] * there.is_file()
    assert not [named(page) for page in pages() if page not in met]


@pytest.mark.parametrize("record", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_says_its_question_its_answer_why_and_at_what_price(record):
    text = record.read_text(encoding="utf-8")
    number = record.stem[:4]
    assert re.match(rf"# {number} \S.{{9,}}\n", text)
    assert re.findall(r"(?m)^## (.+)$", text) == HEADINGS
    for part in re.split(r"(?m)^## .+$", text)[1:]:
        assert len(part.split()) >= 4


def test_decisions_are_numbered_once():
    numbers = [record.stem[:4] for record in DECISIONS]
    assert len(numbers) == len(set(numbers))
    assert {f"{number:04}" for number in range(1, 20)} <= set(numbers)
    assert all(re.fullmatch(r"\d{4}(-[a-z0-9]+)+", record.stem) for record in DECISIONS)


def test_every_rule_stands_in_the_page_of_rules():
    told = (DOCS / "rules.md").read_text(encoding="utf-8")
    assert not [code for code in RULES if f"### {code} " not in told]


def test_the_map_shown_is_a_map():
    (written,) = _blocks(START, "toml")
    made = mapping_from(tomllib.loads(written))
    (register,) = _blocks(START, "csv")
    assert set(made.columns) <= set(register.splitlines()[0].split(","))
    assert made.circle
    assert made.date_order in ORDERS


def test_the_page_on_starting_says_everything_a_map_may_say():
    fields = mapping_from({}).as_json()
    words = [*fields, *MEANINGS, *SPLITS, *ORDERS, *Purpose.values, *Channel.values]
    assert not [word for word in words if f"`{word}`" not in START]
    assert set(SPLITS) == set(_PATTERNS)


def test_the_exit_codes_are_those_of_the_command_line():
    said = re.findall(r"(\d) ", cli.__doc__.split("Exit codes:")[1])
    table = re.findall(r"(?m)^\| (\d) \| ", OPERATE)
    assert table == said == ["0", "1", "2", "3"]


def _read_from_the_environment() -> set[str]:
    """Return the names of the variables that the code reads."""
    found = set()
    for _, module in modules():
        for node in ast.walk(module):
            if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
                found.add(node.slice)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if ast.unparse(node.func.value) == "os.environ" and node.args:
                    found.add(node.args[0])
                if ast.unparse(node.func) == "os.getenv":
                    found.add(node.args[0])
    return {one.value for one in found if isinstance(one, ast.Constant)}


def test_every_variable_that_is_read_is_explained_and_no_other():
    told = re.findall(r"(?m)^\| `([A-Z_]+)` \| ", OPERATE)
    assert len(told) == len(set(told))
    assert set(told) == _read_from_the_environment()


def _home(tmp_path_factory, name):
    """Return an environment in which nothing outside a fresh folder is read or written."""
    folder = tmp_path_factory.mktemp(name)
    kept = {key: value for key, value in os.environ.items() if not key.startswith("RAPPORT_")}
    places = {f"XDG_{one}_HOME": str(folder / one.lower()) for one in ("DATA", "STATE")}
    return folder, {**kept, **places, "RAPPORT_HOME": str(folder / "store"), "COLUMNS": "200"}


def _run(words, folder, environment):
    done = ready_process.run(*words, environment=environment, folder=folder)
    return done.stdout + done.stderr


def _transcripts(text: str) -> list[tuple[str, str]]:
    """Return ``(command, what it says)`` of every transcript of a page."""
    blocks = [block for block in _blocks(text, "console") if block.startswith("$ rapport ")]
    firsts = [block.split("\n", 1) for block in blocks]
    return [(first.removeprefix("$ rapport "), rest) for first, rest in firsts]


def _fits(told: str, said: str) -> bool:
    """Say whether a transcript is what was said; ``[...]`` stands for anything, or any lines."""
    pieces = [re.escape(piece) for piece in re.split(r"\[\.\.\.\]\n?", _even(told))]
    return re.fullmatch(r"(?s:.*)".join(pieces), _even(said)) is not None


def _even(text: str) -> str:
    lines = (line.rstrip() for line in text.splitlines() if line.strip())
    return "".join(f"{line}\n" for line in lines)


@pytest.fixture(scope="module")
def invented(tmp_path_factory, demo_made):
    """Return the folder and environment of a demo world of one's own."""
    folder, environment = _home(tmp_path_factory, "tour")
    shutil.copytree(demo_made, folder, dirs_exist_ok=True)
    return folder, environment


@pytest.mark.parametrize(("command", "told"), _transcripts(TOUR), ids=lambda one: one[:30])
def test_the_tour_shows_what_a_reader_will_see(invented, command, told):
    said = _run(shlex.split(command), *invented)
    assert _fits(told, said), said


def test_the_page_on_starting_shows_what_a_reader_will_see(tmp_path_factory):
    folder, environment = _home(tmp_path_factory, "start")
    (folder / "words.txt").write_text("plum kettle orbit seven lanterns\n", encoding="utf-8")
    (folder / "contacts.csv").write_text(_blocks(START, "csv")[0], encoding="utf-8")
    (folder / "map.toml").write_text(_blocks(START, "toml")[0], encoding="utf-8")
    typed = ["--passphrase-file", "words.txt"]
    begun = ["init", "--office", "Field office", "--name", "Salma", *typed]
    assert "Recovery code" in _run(begun, folder, environment)
    transcripts = _transcripts(START)
    assert len(transcripts) >= 2
    for command, told in transcripts:
        said = _run([*shlex.split(command), *typed], folder, environment)
        assert _fits(told, said), said


def test_every_file_of_a_store_is_explained(invented):
    folder, _ = invented
    there = {path.name for path in (folder / "data" / "rapport" / "demo").iterdir()}
    assert {"rapport.store", "vault.json", "anchor.json", "ballast"} <= there
    written = [*(SRC / "vault").glob("*.py"), *(SRC / "site").glob("*.py")]
    code = "".join(path.read_text(encoding="utf-8") for path in written)
    named_in_code = set(re.findall(r'"((?:[a-z]+\.)+(?:json|store))"', code))
    assert len(named_in_code) >= 4
    also = {"rapport.store-wal", "rapport.store-shm", "rapport.store.before-"}
    missing = [name for name in there | named_in_code | also if f"`{name}" not in OPERATE]
    assert not missing


def test_transcripts_are_held_to_what_is_said():
    assert len(_transcripts(TOUR)) >= 4
    assert _fits("a\n[...]\nd\n", "a\nb\nc\nd\n")
    assert not _fits("a\n[...]\nd\n", "a\nb\n")
    assert not _fits("a\n", "a\nb\n")
