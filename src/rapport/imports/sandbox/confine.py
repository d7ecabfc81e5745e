"""What a child gives up before it looks at a file from outside.

On Linux: memory, processor time, writing to files, opening any file or socket, new processes,
the network, and being looked into by other processes.  On macOS the kernel does not keep to the
memory limit, so a thread watches it; on Windows only the checks inside the parsers, the audit
hook and the parent's wall clock remain (docs/decisions/0020-parsing-in-a-child.md).
"""

import contextlib
import ctypes
import os
import sys
import threading
from typing import Any

from rapport.formats.limits import Limits

if sys.platform != "win32":
    import resource

EXIT_MEMORY = 77
_CLONE_NEWNET = 0x40000000
_CLONE_NEWUSER = 0x10000000
_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
_FORBIDDEN = ("open", "socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork")


def take_limits(limits: Limits) -> None:
    """Bound memory, processor time, core dumps and written files, for good."""
    if sys.platform == "win32":
        return
    seconds = limits.cpu_seconds
    for which, most in (
        ("RLIMIT_AS", limits.memory_bytes),
        ("RLIMIT_CPU", seconds),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NPROC", 0),
    ):
        with contextlib.suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, which), (most, most))
    if sys.platform == "darwin":
        watch_memory(limits.memory_bytes)


def seal() -> None:
    """Shut every door that is still open: no file, socket, process or network from here on.

    Call after the last import: nothing can be imported afterwards.
    """
    leave_the_network()
    if sys.platform != "win32":
        with contextlib.suppress(ValueError, OSError):
            lowest_free = os.dup(0)
            os.close(lowest_free)
            resource.setrlimit(resource.RLIMIT_NOFILE, (lowest_free, lowest_free))
    sys.addaudithook(_refuse_outside)


def leave_the_network() -> None:
    """Move into an empty network, and out of reach of debuggers, where the kernel allows it."""
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None)
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if libc.unshare(_CLONE_NEWNET) != 0:
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def watch_memory(most: int, every_seconds: float = 0.05) -> None:
    """End the process when it has used more than ``most`` bytes; for systems that do not."""

    def watch() -> None:
        pause = threading.Event()
        unit = 1 if sys.platform == "darwin" else 1024
        while resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit <= most:
            pause.wait(every_seconds)
        os._exit(EXIT_MEMORY)

    threading.Thread(target=watch, daemon=True).start()


def _refuse_outside(event: str, _arguments: tuple[Any, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(event)
