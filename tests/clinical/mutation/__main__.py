"""Print how many changes of the rules were tried, what noticed them, and which ones nothing noticed.

`python -m tests.clinical.mutation`; with `--write-grades` the table of grades is written anew first.
"""

import sys
from collections import Counter

from tests.clinical.mutation.run import KNOWLEDGE, Trial, equivalents, write_grades


def main(arguments: list[str]) -> int:
    if "--write-grades" in arguments:
        write_grades(KNOWLEDGE.rules)
    counted: Counter[str] = Counter()
    for rule in KNOWLEDGE.rules:
        trial = Trial(rule)
        listed = equivalents().get(rule["rule"], {})
        for outcome in trial.outcomes():
            name = outcome.mutant.name
            counted[outcome.killed_by or ("listed" if name in listed else "survived")] += 1
            if not outcome.killed_by and name not in listed:
                print(f"{rule['rule']}: {name}")
        for heading in trial.silent_without():
            counted["silent"] += 1
            print(f"{rule['rule']}: silent without {heading}")
    print(dict(counted))
    return 1 if counted["survived"] or counted["silent"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
