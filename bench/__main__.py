"""Print one table of times: `make bench`."""

import os
import platform
import sqlite3

from bench import cold_start, core, directions, importing, names, pages, reconciling

MODULES = (core, names, directions, reconciling, importing, cold_start, pages)


def main() -> None:
    "Measure everything and print the table with the machine it was taken on."
    print(f"{'what':<32}{'median':>11}{'p95':>11}{'p99':>11}{'runs':>6}   aim")
    for module in MODULES:
        for row in module.rows():
            times = "".join(f"{row.quantile(share) * 1000:>8.3f} ms" for share in (0.5, 0.95, 0.99))
            print(f"{row.what:<32}{times}{len(row.seconds):>6}   {row.aim}", flush=True)
    print(
        f"Measured on {platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}."
    )


main()
