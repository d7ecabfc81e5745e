import os
import signal
import socket
import ssl
import subprocess
import sys
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from urllib.error import HTTPError
from urllib.request import urlopen

import numpy as np
import psutil
import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from rapport.network import cluster
from rapport.network.cluster import ROLES, connected, main, make_certificates
from rapport.network.errors import BadGate, Stopped
from rapport.network.fanout import Serial, many_losses, many_scenarios
from rapport.network.gates import Gate
from rapport.network.scenario import Change

from .networks import chain, compiled, larger_network, random_expression

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def certificate(path):
    return x509.load_pem_x509_certificate(path.read_bytes())


def test_three_roles_get_certificates_of_one_authority(tmp_path) -> None:
    make_certificates(tmp_path / "keys", now=NOON, days=30)
    authority = certificate(tmp_path / "keys" / "authority.pem")
    for role in ROLES:
        own = certificate(tmp_path / "keys" / f"{role}.pem")
        own.verify_directly_issued_by(authority)
        assert own.not_valid_after_utc == NOON + timedelta(days=30)
        assert own.not_valid_before_utc <= NOON
        uses = own.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        assert (ExtendedKeyUsageOID.SERVER_AUTH in uses) == (role != "client")


def test_keys_are_for_us_alone_and_the_authoritys_is_not_kept(tmp_path) -> None:
    make_certificates(tmp_path / "keys", now=NOON)
    files = sorted((tmp_path / "keys").iterdir())
    assert [path.name for path in files if path.suffix == ".key"] == [
        "client.key",
        "scheduler.key",
        "worker.key",
    ]
    if os.name == "posix":
        assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
        assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700


def test_certificates_are_never_written_over(tmp_path, capsys) -> None:
    assert main(["certificates", str(tmp_path)]) == 0
    before = (tmp_path / "worker.key").read_bytes()
    (tmp_path / "authority.pem").unlink()
    assert main(["certificates", str(tmp_path)]) == 1
    assert "is there already" in capsys.readouterr().err
    assert (tmp_path / "worker.key").read_bytes() == before
    assert not (tmp_path / "authority.pem").exists()


@pytest.mark.parametrize("words", [["scheduler"], ["worker", "tls://127.0.0.1:9"]])
def test_without_certificates_nothing_starts(tmp_path, capsys, words) -> None:
    assert main([words[0], str(tmp_path), *words[1:]]) == 1
    assert "authority.pem is missing" in capsys.readouterr().err


@contextmanager
def running(*words):
    """Run a command of the cluster; gives the process and the address it says."""
    command = [sys.executable, "-m", "rapport.network.cluster", *map(str, words)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    directory = tmp_path_factory.mktemp("cluster") / "keys"
    assert main(["certificates", str(directory)]) == 0
    return directory


@pytest.fixture(scope="module")
def scheduler(keys):
    with running("scheduler", keys, "--port", "0") as (process, address):
        assert address.startswith("tls://127.0.0.1:")
        yield process, address


@pytest.fixture(scope="module")
def engine(keys, scheduler):
    with connected(keys, scheduler[1]) as found:
        yield found


@pytest.fixture(scope="module")
def worker(keys, scheduler):
    with running("worker", keys, scheduler[1]) as (process, address):
        assert address.startswith("tls://127.0.0.1:")
        yield process


def a_study():
    rng = np.random.default_rng(6)
    snapshot = larger_network(rng)
    gates = [compiled(snapshot, random_expression(rng, snapshot.n)) for _ in range(5)]
    return snapshot, gates, [Change(people_lost=(person,)) for person in range(1, 25)]


def counts_of(comparisons):
    return np.array([[each.after.open, each.gained, each.lost] for each in comparisons])


@pytest.mark.slow
def test_totals_are_those_of_one_process_bit_for_bit(engine, worker) -> None:
    snapshot, gates, what_if = a_study()
    asked = {"worlds": 12_800, "seed": 8, "fast": False}
    found = many_scenarios(snapshot, gates, what_if, **asked, engine=engine)
    serial = many_scenarios(snapshot, gates, what_if, **asked, engine=Serial())
    assert np.array_equal(counts_of(found), counts_of(serial))
    losses = many_losses(snapshot, gates, **asked, engine=engine)
    assert np.array_equal(
        losses.critical, many_losses(snapshot, gates, **asked, engine=Serial()).critical
    )


@pytest.mark.slow
def test_a_refusal_on_another_machine_arrives_whole(engine, worker) -> None:
    with pytest.raises(BadGate) as refused:
        many_losses(chain(0.5), [Gate.of_post(5).compiled(6)], worlds=64, engine=engine)
    assert refused.value.why == "person"


@pytest.mark.slow
def test_stopping_leaves_the_cluster_ready_for_the_next_study(engine, worker) -> None:
    snapshot, gates, what_if = a_study()
    done = []
    with pytest.raises(Stopped):
        many_scenarios(
            snapshot,
            gates,
            what_if,
            worlds=64_000,
            fast=False,
            engine=engine,
            progress=lambda so_far, _: done.append(so_far),
            stop=lambda: done[-1] >= 2,
        )
    assert done == [0, 1, 2]
    losses = many_losses(snapshot, gates, worlds=640, fast=False, engine=engine)
    assert losses.worlds == 640


@pytest.mark.long
def test_when_every_worker_is_killed_the_next_one_finishes_and_nothing_is_lost(
    keys, scheduler, engine, worker
) -> None:
    snapshot, gates, what_if = a_study()
    asked = {"worlds": 64_000, "seed": 3, "fast": False}
    serial = many_scenarios(snapshot, gates, what_if, **asked, engine=Serial())
    killed = []
    with ExitStack() as more:

        def kill_at_three(done, of) -> None:
            if done == 3 and not killed:
                killed.append(of - done)
                os.kill(worker.pid, signal.SIGKILL)
                worker.wait()
                more.enter_context(running("worker", keys, scheduler[1]))

        found = many_scenarios(
            snapshot, gates, what_if, **asked, engine=engine, progress=kill_at_three
        )
    assert killed[0] > 20
    assert np.array_equal(counts_of(found), counts_of(serial))


@pytest.mark.long
def test_when_the_scheduler_goes_the_rest_is_counted_here(keys) -> None:
    snapshot, gates, what_if = a_study()
    asked = {"worlds": 64_000, "seed": 3, "fast": False}
    serial = many_scenarios(snapshot, gates, what_if, **asked, engine=Serial())
    with (
        running("scheduler", keys, "--port", "0") as (process, address),
        running("worker", keys, address),
        connected(keys, address) as engine,
    ):

        def kill_at_three(done, _) -> None:
            if done == 3:
                process.kill()

        found = many_scenarios(
            snapshot, gates, what_if, **asked, engine=engine, progress=kill_at_three
        )
    assert np.array_equal(counts_of(found), counts_of(serial))


@pytest.mark.slow
def test_who_shows_no_certificate_is_turned_away(keys, scheduler) -> None:
    host, port = scheduler[1].removeprefix("tls://").split(":")
    bare = ssl.create_default_context(cafile=keys / "authority.pem")
    bare.check_hostname = False
    with (
        socket.create_connection((host, int(port)), timeout=10) as raw,
        pytest.raises(ssl.SSLError, match=r"(?i)certificate.required"),
        bare.wrap_socket(raw) as guarded,
    ):
        guarded.recv(1)
    with socket.create_connection((host, int(port)), timeout=10) as raw:
        raw.sendall(b"\0" * 64)
        answers = []
        with suppress(ConnectionResetError):
            answers.extend(iter(lambda: raw.recv(64), b""))
    assert len(b"".join(answers)) < 10  # an alert of TLS at most, and never a word of Dask


@pytest.mark.slow
def test_certificates_of_another_authority_are_turned_away(
    scheduler, tmp_path, monkeypatch
) -> None:
    assert main(["certificates", str(tmp_path / "others")]) == 0
    monkeypatch.setattr(cluster, "PATIENCE", "1s")
    with (
        pytest.raises(OSError, match=r"certificate does not match|Timed out"),
        connected(tmp_path / "others", scheduler[1]),
    ):
        pytest.fail("Strangers were let in.")


@pytest.mark.slow
def test_the_key_of_a_client_cannot_pass_for_a_schedulers(keys, tmp_path, monkeypatch) -> None:
    for name in ("authority.pem", "client.pem", "client.key"):
        place = tmp_path / name.replace("client", "scheduler")
        place.write_bytes((keys / name).read_bytes())
    monkeypatch.setattr(cluster, "PATIENCE", "1s")
    with (
        running("scheduler", tmp_path, "--port", "0") as (_, address),
        pytest.raises(OSError, match=r"certificate|Timed out"),
        connected(keys, address),
    ):
        pytest.fail("A client passed for a scheduler.")


@pytest.mark.slow
def test_the_web_page_of_the_scheduler_answers_to_nobody(scheduler) -> None:
    process, address = scheduler
    ports = [
        (at.laddr.ip, at.laddr.port)
        for at in psutil.Process(process.pid).net_connections()
        if at.status == psutil.CONN_LISTEN
    ]
    assert {ip for ip, _ in ports} == {"127.0.0.1"}
    for _, port in ports:
        if address.endswith(f":{port}"):
            continue
        for page in ("", "status", "info/main/workers.html", "json/counts.json", "metrics"):
            with pytest.raises(HTTPError) as refused:
                urlopen(f"http://127.0.0.1:{port}/{page}", timeout=10)
            assert refused.value.code == 404
            refused.value.close()
