"""The signals a server relies on, whatever whoever started it had ignored or blocked.

A shell starts what it puts into the background with SIGINT and SIGQUIT ignored, `nohup` ignores
SIGHUP, and either is inherited. A process that holds the key, or watches over one that does, must
end when it is told to; and without SIGCHLD nobody learns how a worker ended.
"""

import signal
import sys

_RELIED_ON = ("SIGHUP", "SIGINT", "SIGQUIT", "SIGABRT", "SIGTERM", "SIGUSR1", "SIGCHLD")


def restore() -> None:
    """Give every signal we rely on its ordinary effect, and block none. Main thread only."""
    relied_on = {getattr(signal, name) for name in _RELIED_ON if hasattr(signal, name)}
    for number in relied_on:
        signal.signal(number, signal.SIG_DFL)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, relied_on)
