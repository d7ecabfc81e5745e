"""How researchers come in and go out: graphs, frames, labels, dates, gates in any spelling."""

import pickle
import subprocess
import sys
from datetime import UTC, date, datetime

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from rapport.network import (
    BadChange,
    BadGate,
    BadLog,
    BadPath,
    BadSnapshot,
    BadTone,
    Change,
    ContactLog,
    Gate,
    NotInstalled,
    Snapshot,
    best_paths,
    calibration,
    exact_reach,
    fit_contact_model,
    gate_reach,
    many_losses,
    many_scenarios,
    next_ties,
    person_loss,
    scenario,
    single_points,
    tie_rhythm,
    tone_trend,
)
from rapport.network import shown as shown_module

NAMES = ("us", "Salma", "Omar", "clerk", "head", "governor")
TIES = [(0, 1), (0, 2), (1, 3), (2, 4), (3, 4), (3, 5), (4, 5)]
WORLDS = {"worlds": 640, "seed": 3}


def network(**changes):
    given = {"n": 6, "ties": TIES, "p_tie": [1, 1, 0.9, 0.7, 0.9, 0.7, 0.4]}
    return Snapshot.of(**given | changes)


def a_graph(kind=nx.DiGraph):
    graph = kind()
    for name, chance in zip(NAMES, [1, 0.9, 0.8, 1, 1, 1], strict=True):
        graph.add_node(name, p=chance, **({"group": "hall"} if name in {"clerk", "head"} else {}))
    for (tail, head), chance in zip(TIES, network().p_tie, strict=True):
        graph.add_edge(NAMES[tail], NAMES[head], p=chance)
    return graph


def alike(one, other):
    return all(
        np.array_equal(getattr(one, name), getattr(other, name))
        for name in ("tail", "head", "p_tie", "p_person", "group", "p_group")
    )


# Graphs


def test_a_graph_becomes_a_snapshot_with_its_nodes_as_labels():
    made = Snapshot.from_networkx(a_graph(), us="us", p_group={"hall": 0.8})
    assert made.labels == NAMES
    assert made.p_tie.tolist() == network().p_tie.tolist()
    assert made.group.tolist() == [-1, -1, -1, 0, 0, -1]
    assert made.p_group.tolist() == [0.8]


def test_there_and_back_it_is_the_same():
    made = Snapshot.from_networkx(a_graph(), us="us", p_group={"hall": 0.8})
    again = Snapshot.from_networkx(made.to_networkx(), us="us", p_group={0: 0.8})
    assert alike(made, again)
    assert made.to_networkx().nodes["head"] == {"p": 1.0, "group": 0, "p_group": 0.8}
    assert list(network().to_networkx().edges) == TIES


def test_us_is_put_before_those_who_are_ours():
    graph = a_graph()
    graph.remove_node("us")
    made = Snapshot.from_networkx(graph, ours=["Omar", "Salma"])
    assert made.labels[0] == "us"
    assert {made.labels[head] for tail, head in zip(made.tail, made.head, strict=True) if not tail}
    assert sorted(made.labels[head] for head in made.heads[: made.indptr[1]]) == ["Omar", "Salma"]


def test_an_undirected_graph_works_both_ways():
    made = Snapshot.from_networkx(a_graph(nx.Graph), us="us")
    plain = network(undirected=True)
    assert {(a, b) for a, b in zip(made.tail, made.head, strict=True)} == set(TIES) | {
        (b, a) for a, b in TIES
    }
    assert (plain.m, plain.p_tie.tolist()) == (14, [*network().p_tie] * 2)
    both = network(ties=[*TIES, *[(b, a) for a, b in TIES]], p_tie=[*network().p_tie] * 2)
    assert alike(plain, both)


def test_ours_and_us_in_one_undirected_graph_are_tied_once():
    graph = nx.Graph([("Salma", "us"), ("Salma", "clerk")])
    assert Snapshot.from_networkx(graph, us="us", ours=["Salma"]).m == 4


@pytest.mark.parametrize(
    ("graph", "told", "why"),
    [
        ([(0, 1)], {"us": 0}, "not-a-graph"),
        (nx.MultiDiGraph([(0, 1), (0, 1)]), {"us": 0}, "duplicate"),
        (nx.DiGraph([(0, 1)]), {}, "us"),
        (nx.DiGraph([(0, 1)]), {"us": 7}, "us"),
        (nx.DiGraph([(0, 1)]), {"ours": [7]}, "us"),
        (nx.DiGraph([("us", 1)]), {"ours": [1]}, "us"),
        (nx.DiGraph([(0, 0)]), {"us": 0}, "self-tie"),
        (nx.DiGraph([(0, 1)]), {"us": 0, "p_group": {"hall": 1}}, "group"),
        (nx.DiGraph([(0, 1, {"p": 2})]), {"us": 0}, "not-a-chance"),
    ],
)
def test_what_is_no_network_is_refused(graph, told, why):
    with pytest.raises(BadSnapshot) as refused:
        Snapshot.from_networkx(graph, **told)
    assert refused.value.why == why


def test_a_graph_given_to_the_builder_is_told_where_to_go():
    with pytest.raises(BadSnapshot, match="from_networkx") as refused:
        Snapshot.of(a_graph())
    assert refused.value.why == "not-columns"


# Frames


def test_frames_of_ties_and_people_become_a_snapshot():
    ties = pd.DataFrame([(NAMES[a], NAMES[b]) for a, b in TIES], columns=["from", "to"])
    ties["p"] = network().p_tie
    people = pd.DataFrame({"person": NAMES, "there": [1, 0.9, 0.8, 1, 1, 1]})
    people["group"] = [None, None, np.nan, "hall", "hall", None]
    told = {"tail": "from", "head": "to", "chance": "p", "us": "us"}
    made = Snapshot.from_pandas(
        ties, people=people, person_chance="there", group="group", p_group={"hall": 0.8}, **told
    )
    assert alike(made, Snapshot.from_networkx(a_graph(), us="us", p_group={"hall": 0.8}))
    columns = {name: ties[name].tolist() for name in ties}
    assert Snapshot.from_pandas(columns, **told).m == 7


def test_a_column_that_is_not_there_is_refused_by_name():
    with pytest.raises(BadSnapshot, match="'head'"):
        Snapshot.from_pandas({"tail": [1]}, us=1)
    with pytest.raises(BadSnapshot, match="twice"):
        Snapshot.from_pandas(
            {"tail": ["us"], "head": ["a"]}, people={"person": ["a", "a"]}, us="us"
        )


def test_labels_are_different_and_as_many_as_people():
    for labels in (["a"] * 6, ["a"], 7, [[]] * 6):
        with pytest.raises(BadSnapshot) as refused:
            network(labels=labels)
        assert refused.value.why == "labels"


def test_labels_stay_on_the_way_to_a_process_and_through_a_change():
    made = network(labels=NAMES)
    assert pickle.loads(pickle.dumps(made)).labels == NAMES  # noqa: S301 - our own
    assert Change(people_lost=(1,)).applied(made).labels == NAMES
    assert ContactLog.from_snapshot(made).labels == NAMES


# Gates in any spelling, one or many


ONE = [
    5,
    np.int64(5),
    "governor",
    ["all", 5],
    ("any", "governor"),
    ["of", 1, "governor"],
    Gate.of_post(5),
    Gate.of_post(5).compiled(6),
]


@pytest.mark.parametrize("gate", ONE, ids=str)
def test_one_gate_is_one_gate_however_it_is_said(gate):
    made, plain = network(labels=NAMES), Gate.of_post(5).compiled(6)
    for said in (gate, [gate], (gate,)):
        assert gate_reach(made, said, **WORLDS).open == gate_reach(made, [plain], **WORLDS).open
        assert single_points(made, said) == single_points(made, [plain])
        assert exact_reach(made, said) == exact_reach(made, plain)
        chosen = next_ties(made, said, **WORLDS).chosen
        assert chosen == next_ties(made, plain, **WORLDS).chosen
    loss = person_loss(made, gate, **WORLDS).loss
    assert np.array_equal(loss, many_losses(made, gate, **WORLDS).loss)
    less = Change(people_lost=(1,))
    told = scenario(made, gate, less, gates_after=gate, **WORLDS)
    (many,) = many_scenarios(made, gate, [less], gates_after=[gate], **WORLDS)
    assert (told.difference, many.difference) == (told.difference, told.difference)


def test_many_gates_may_be_any_row():
    made = network(labels=NAMES)
    several = [4, "governor", ["all", "head", 5], Gate.of_post(3)]
    answer = gate_reach(made, several, **WORLDS)
    for said in (tuple(several), iter(several)):
        assert gate_reach(made, said, **WORLDS).open.tolist() == answer.open.tolist()
    assert len(gate_reach(made, np.array([4, 5]), **WORLDS).open) == 2
    assert len(gate_reach(made, ["head", "governor"], **WORLDS).open) == 2
    assert gate_reach(made, [], **WORLDS).open.tolist() == []


def test_a_label_that_is_a_number_means_the_person_called_so():
    made = network(labels=[10, 11, 12, 13, 14, 3])
    assert single_points(made, 3)[0].people == (5,)
    assert single_points(network(), 3)[0].people == (1, 3)


@pytest.mark.parametrize(
    ("gates", "why"),
    [
        (9, "person"),
        (True, "not-a-gate"),
        (1.5, "not-a-gate"),
        (None, "not-a-gate"),
        ({"a": 1}, "not-a-gate"),
        (["nobody"], "not-a-gate"),
        ("nobody", "not-a-gate"),
        ([["some", 3]], "word"),
    ],
)
def test_what_is_no_gate_is_refused_and_not_tripped_over(gates, why):
    for ask in (gate_reach, single_points, person_loss):
        with pytest.raises(BadGate) as refused:
            ask(network(), gates)
        assert refused.value.why == why


def test_what_is_of_another_kind_is_refused_by_what_it_should_be():
    log = ContactLog.of(ours=[0], theirs=[1], tie=[0], day=[5])
    for refusal, ask in (
        (BadSnapshot, lambda: gate_reach(a_graph(), 5)),
        (BadSnapshot, lambda: single_points(None, 5)),
        (BadSnapshot, lambda: exact_reach([1])),
        (BadSnapshot, lambda: best_paths("us", 5)),
        (BadGate, lambda: exact_reach(network(), [4, 5])),
        (BadGate, lambda: next_ties(network(), [4, 5])),
        (BadPath, lambda: best_paths(network(labels=NAMES), "nobody")),
        (BadChange, lambda: scenario(network(), 5, "Salma")),
        (BadLog, lambda: fit_contact_model(network(), 9)),
        (BadLog, lambda: tie_rhythm(log, network())),
        (BadLog, lambda: tie_rhythm(network(), fit_contact_model(log, 9))),
    ):
        with pytest.raises(refusal):
            ask()


def test_ways_are_asked_for_by_label_and_shown_by_label():
    made = network(labels=NAMES)
    (way,) = best_paths(made, "governor", most=1, without=["Omar"])
    assert way == best_paths(network(), 5, most=1)[0]
    assert way.columns(made)["person"] == ["us", "Salma", "clerk", "governor"]
    assert way.columns()["person"] == [0, 1, 3, 5]


# Dates


DAYS = [date(2026, 3, 1), date(2026, 3, 9), date(2026, 4, 2)]


@pytest.mark.parametrize(
    "days",
    [
        DAYS,
        [day.isoformat() for day in DAYS],
        np.array(DAYS, dtype="datetime64[D]"),
        np.array(DAYS, dtype="datetime64[ns]"),
        pd.to_datetime(pd.Series(DAYS)),
        pd.to_datetime(pd.Series(DAYS)).dt.tz_localize("Asia/Amman"),
        [datetime(day.year, day.month, day.day, 22, tzinfo=UTC) for day in DAYS],
        [day.toordinal() for day in DAYS],
    ],
    ids=["date", "text", "D", "ns", "Timestamp", "zone", "datetime", "ordinal"],
)
def test_a_day_is_a_day_however_it_is_kept(days):
    if isinstance(days, list) and isinstance(days[0], str):
        with pytest.raises(BadLog):
            ContactLog.of(ours=[0], theirs=[1], tie=[0] * 3, day=days)
        return
    log = ContactLog.of(ours=[0], theirs=[1], tie=[0] * 3, day=days)
    assert log.day.tolist() == [day.toordinal() for day in DAYS]


def test_the_day_asked_for_may_be_a_date_too():
    log = ContactLog.of(ours=[0], theirs=[1], tie=[0] * 3, day=DAYS)
    for as_of in (date(2026, 5, 1), np.datetime64("2026-05-01"), pd.Timestamp("2026-05-01 23:00")):
        rhythm = tie_rhythm(log, fit_contact_model(log, as_of), as_of)
        assert (rhythm.as_of, rhythm.quiet.tolist()) == (date(2026, 5, 1).toordinal(), [29])
    tone = tone_trend([0] * 3, DAYS, [0] * 3, [3, 2, 3], as_of=date(2026, 5, 1), m=1)
    assert tone.as_of == date(2026, 5, 1).toordinal()


@pytest.mark.parametrize("missing", [np.datetime64("NaT"), pd.NaT])
def test_no_date_at_all_is_missing(missing):
    with pytest.raises(BadLog) as refused:
        ContactLog.of(ours=[0], theirs=[1], tie=[0, 0], day=[DAYS[0], missing])
    assert refused.value.why in {"missing", "not-integer"}
    with pytest.raises(BadTone):
        tone_trend([0], [0], [0], [1], as_of=missing, m=1)


def test_a_frame_of_contacts_becomes_a_log_with_labels():
    frame = pd.DataFrame(
        {
            "ours": ["Hala", "Hala", "Omar", "Hala"],
            "theirs": ["the heron", "the crane", "the heron", "the heron"],
            "day": pd.to_datetime(["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-09"]),
            "channel": ["call", "call", "visit", "call"],
        }
    )
    log = ContactLog.from_pandas(frame, kind="channel")
    assert log.labels == ("Hala", "the heron", "the crane", "Omar")
    assert (log.m, log.kind.tolist()) == (3, [0, 0, 1])
    rhythm = tie_rhythm(log, fit_contact_model(log, date(2026, 4, 1)))
    table = rhythm.to_frame(log)
    assert table["theirs"].tolist() == ["the heron", "the crane", "the heron"]
    assert table["contacts"].tolist() == [2, 1, 1]
    for left_out in ("day", "channel"):
        with pytest.raises(BadLog):
            ContactLog.from_pandas(frame.drop(columns=left_out), kind="channel")


# Tables, and short words


def answers():
    made = network(labels=NAMES)
    log = ContactLog.of(ours=[0], theirs=[1], tie=[0] * 3, day=[1, 2, 30])
    return [
        (gate_reach(made, [4, 5], **WORLDS), 2),
        (person_loss(made, [4, 5], **WORLDS), 12),
        (single_points(made, 5)[0], 1),
        (next_ties(made, 5, count=1, **WORLDS), 1),
        (scenario(made, 5, Change(people_lost=(1,)), **WORLDS), 1),
        (best_paths(made, 5)[0], 4),
        (tie_rhythm(log, fit_contact_model(log, 60)), 1),
        (tone_trend([0, 1], [1, 2], [0, 1], [2, 1], as_of=9, m=2), 2),
        (calibration([0.1, 0.8], [0, 1], parts=2), 2),
    ]


def test_every_answer_is_a_table_with_as_many_rows_as_it_has_answers():
    for answer, rows in answers():
        assert answer.to_frame().shape[0] == rows, answer
        assert {len(column) for column in answer.columns().values()} == {rows}
    loss = person_loss(network(labels=NAMES), 5, **WORLDS)
    assert loss.to_frame(network(labels=NAMES))["person"].tolist() == list(NAMES)


def test_without_pandas_it_says_what_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(NotInstalled) as refused:
        answers()[0][0].to_frame()
    assert refused.value.why == "pandas"
    with pytest.raises(NotInstalled):
        shown_module.optional("nothing_of_that_name")


def test_what_is_large_shows_itself_shortly():
    large = Snapshot.of(n=5000, ties=[(0, person) for person in range(1, 5000)])
    log = ContactLog.of(
        ours=range(5000), theirs=range(5000, 10000), tie=range(5000), day=[3] * 5000
    )
    model = fit_contact_model(log, 9)
    for thing in (large, log, model, tie_rhythm(log, model), gate_reach(large, range(1, 2000))):
        assert len(repr(thing)) < 600
    assert repr(network()).startswith("Snapshot(n=6, m=7, tail=int32[7], ")
    assert "labels=(6 of them)" in repr(network(labels=NAMES))


def test_neither_library_is_loaded_before_it_is_asked_for():
    code = (
        "import sys\n"
        "from rapport.network import Snapshot, gate_reach\n"
        "snapshot = Snapshot.from_pandas({'tail': ['us'], 'head': ['a']}, us='us')\n"
        "print(gate_reach(snapshot, 'a', worlds=64).columns())\n"
        "assert not {'pandas', 'networkx', 'numba'} & set(sys.modules), sorted(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
