"""Files made to do harm end in a plain sentence, quickly, and reach nobody."""

import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from imports.tables.hostile import refused_files
from rapport.formats.limits import ORDINARY
from rapport.formats.refusals import CannotTranslate
from rapport.imports.tables import read_table


@pytest.fixture(scope="module")
def listener():
    """A server on loopback that counts who calls."""
    calls = []
    server = socket.create_server(("127.0.0.1", 0))

    def listen():
        while True:
            try:
                calls.append(server.accept())
            except OSError:
                return

    threading.Thread(target=listen, daemon=True).start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}", calls
    server.close()


@pytest.mark.parametrize("name", refused_files())
def test_a_hostile_file_ends_in_a_sentence(name, listener):
    address, calls = listener
    data, code = refused_files(address)[name]
    started = time.monotonic()
    with pytest.raises(CannotTranslate) as refused:
        read_table(data, name=name)
    assert refused.value.code == code
    assert str(refused.value).endswith(".")
    assert refused.value.next
    assert time.monotonic() - started < ORDINARY.wall_seconds
    assert calls == []


READ_ALL = """
import contextlib, resource, sys
sys.path.insert(0, sys.argv[1])
from imports.tables.hostile import refused_files
from rapport.formats.refusals import CannotTranslate
from rapport.imports.tables import read_table
for name, (data, _) in refused_files().items():
    with contextlib.suppress(CannotTranslate):
        read_table(data, name=name)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10)
"""


def test_no_child_goes_past_its_memory():
    # In a process of its own: the largest child of this one may have been any other test's.
    command = [sys.executable, "-c", READ_ALL, str(Path(__file__).parents[2])]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert 0 < int(done.stdout) <= ORDINARY.memory_bytes >> 20
