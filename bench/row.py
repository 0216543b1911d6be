"""One measured line of the benchmark."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    "What was measured, what is aimed for, and each time it took, in seconds."

    what: str
    aim: str
    seconds: tuple[float, ...]

    def quantile(self, share: float) -> float:
        "Return the time that this share of the runs stayed below."
        ranked = sorted(self.seconds)
        return ranked[min(len(ranked) - 1, int(share * len(ranked)))]


def measure(what: str, act: Callable[[], object], *, aim: str, times: int) -> Row:
    "Run once to warm up, then as often as asked, and keep every time."
    act()
    return Row(what, aim, tuple(_seconds_of(act) for _ in range(times)))


def _seconds_of(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start
