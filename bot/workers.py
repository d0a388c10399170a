"""Several processes that serve one address together.

They are forked once the assistant is built, so that they share its memory, and take requests from
one listening socket. They end together: when one of them ends, the others are asked to.
"""

import multiprocessing
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import wait
from types import FrameType

CAN_FORK = sys.platform != "win32"

_AS_ASKED = -signal.SIGTERM
"""The exit code of a process that was asked to end before or after it listened to signals."""


def run_workers(count: int, work: Callable[[int], int]) -> int:
    """Call `work` with 0, 1, … in a process each; the first exit code that is not 0, or 0.

    SIGINT and SIGTERM are passed on.
    """
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_work, args=(work, number)) for number in range(count)]
    for worker in workers:
        worker.start()

    is_asked_to_end = False

    def end(_: int = 0, __: FrameType | None = None) -> None:
        nonlocal is_asked_to_end
        is_asked_to_end = True
        for worker in workers:
            worker.terminate()

    for signal_ in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signal_, end)
    wait([worker.sentinel for worker in workers])
    if not is_asked_to_end:
        end()
    for worker in workers:
        worker.join()
    codes = [worker.exitcode for worker in workers]
    return next((1 if code < 0 else code for code in codes if code and code != _AS_ASKED), 0)


def _work(work: Callable[[int], int], number: int) -> None:
    sys.exit(work(number))
