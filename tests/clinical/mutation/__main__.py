"""Print how many changes of the rules were tried, what noticed them, and which ones nothing noticed.

`python -m tests.clinical.mutation`; with `--write-grades` the table of grades is written anew first.
"""

import sys
from collections import Counter

from tests.clinical.mutation.mechanisms import LEVELS, TwoMedicines, mutants_of
from tests.clinical.mutation.run import KNOWLEDGE, Trial, equivalents, write_grades
from tests.clinical.mutation.whole_people import WholePeople
from tests.clinical.mutation.whole_people import mutants_of as changes_of

SAID = {
    "example": "noticed by an example",
    "alternative": "by a person made from one",
    "grade": "by the agreed grades",
    "refused": "refused by the schema",
    "listed": "listed as changing nothing",
    "survived": "unnoticed",
}


def main(arguments: list[str]) -> int:
    if "--write-grades" in arguments:
        write_grades(KNOWLEDGE.rules)
    return 1 if _rules() + _mechanisms() + _whole_people() else 0


def _rules() -> int:
    "Print what no example of a rule notices, and how many changes were tried."
    counted: Counter[str] = Counter()
    silent = 0
    for rule in KNOWLEDGE.rules:
        trial = Trial(rule)
        listed = equivalents().get(rule["rule"], {})
        for person in trial.wrong():
            counted["survived"] += 1
            print(f"{rule['rule']}: the example “{person}” is not fulfilled")
        for outcome in trial.outcomes():
            name = outcome.mutant.name
            counted[outcome.killed_by or ("listed" if name in listed else "survived")] += 1
            if not outcome.killed_by and name not in listed:
                print(f"{rule['rule']}: {name}")
        for heading in trial.silent_without():
            silent += 1
            print(f"{rule['rule']}: silent without {heading}")
    told = ", ".join(f"{counted[by]} {words}" for by, words in SAID.items())
    print(f"{len(KNOWLEDGE.rules)} rules, {counted.total()} changes: {told}; {silent} missing facts not said")
    return counted["survived"] + silent


def _mechanisms() -> int:
    "Print what no example of a mechanism notices, and how many changes were tried."
    tried = idle = survived = 0
    graded = [each for each in KNOWLEDGE.mechanisms.values() if each["kind"] in LEVELS]
    for mechanism in graded:
        two = TwoMedicines(mechanism)
        for name in (unnoticed := list(two.unnoticed())):
            print(f"{mechanism['mechanism']}: {name}")
        answers = [two.answers_of(mutated) for _, mutated in mutants_of(mechanism)]
        tried += len(answers)
        idle += answers.count(two.answers)
        survived += len(unnoticed)
    print(
        f"{len(graded)} mechanisms, {tried} changes: {tried - idle - survived} noticed by an example, "
        f"{idle} alter no answer, {survived} unnoticed"
    )
    return survived


def _whole_people() -> int:
    "Print what no example of a mechanism about a person notices, and how many changes were tried."
    tried = listed = survived = 0
    graded = [each for each in KNOWLEDGE.mechanisms.values() if each["kind"] not in LEVELS]
    for mechanism in graded:
        people = WholePeople(mechanism)
        for said in (wrong := people.wrong()):
            print(f"{mechanism['mechanism']}: not as expected: {said}")
        for name in (unnoticed := list(people.unnoticed())):
            print(f"{mechanism['mechanism']}: {name}")
        tried += len(list(changes_of(mechanism)))
        listed += people.listed
        survived += len(wrong) + len(unnoticed)
    print(
        f"{len(graded)} mechanisms about a person, {tried} changes: {tried - listed - survived} noticed by an "
        f"example, {listed} listed as changing nothing, {survived} unnoticed"
    )
    return survived


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
