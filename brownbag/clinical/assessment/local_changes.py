"""Findings that this practice switched off or graded otherwise, each with who did it, why and until when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from brownbag.clinical.assessment.finding import Finding, NotChecked
from brownbag.clinical.knowledge import Knowledge
from brownbag.clinical.knowledge.local_change import GRADE, GRADED, OFF, LocalChange
from brownbag.clinical.knowledge.pair_names import pair_name

TOGETHER = frozenset({"drug_interaction", "duplication"})


class LocalChanges:
    """The local changes of a release that are in force, by the rule and the pair they are about."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._by_rule: dict[str, LocalChange] = {}
        self._pairs: list[tuple[LocalChange, frozenset[str], frozenset[str]]] = []
        for change in knowledge.changes:
            if change.rule:
                self._by_rule[change.rule] = change
            elif change.change in (OFF, GRADE):
                first, second = (knowledge.members([name]) for name in (change.first, change.second))
                self._pairs.append((change, first, second))
            else:
                self._by_rule[pair_name(change.first, change.second)] = change
        self.rules_off = frozenset(rule for rule, change in self._by_rule.items() if change.change == OFF)

    def __bool__(self) -> bool:
        """Whether anything is changed here."""
        return bool(self._by_rule or self._pairs)

    def about(self, rule: str, category: str, drugs: Iterable[str]) -> list[LocalChange]:
        """Return the changes that touch what a rule says about these ingredients."""
        found = [self._by_rule[rule]] if rule in self._by_rule else []
        if category in TOGETHER:
            found += [change for change, first, second in self._pairs if _are(set(drugs), first, second)]
        return found

    def settled(self, finding: Finding) -> Finding | NotChecked:
        """Return a finding as this practice wants it: untouched, graded otherwise, or named as switched off."""
        changes = self.about(finding.rule, finding.category, finding.drugs) if self else []
        off = next((each for each in changes if each.change == OFF), None)
        if off:
            return NotChecked(finding.title, off.said, finding.lines[0] if finding.lines else "")
        for change in changes:
            finding = _touched(finding, change)
        return finding

    def each_settled(self, findings: Iterable[Finding | NotChecked]) -> Iterator[Finding | NotChecked]:
        """Yield every finding settled; what could not be checked stays."""
        if not self:
            yield from findings
            return
        for each in findings:
            yield self.settled(each) if isinstance(each, Finding) else each


def _are(drugs: set[str], first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether the ingredients are one of each side of a pair and nothing else."""
    return len(drugs) > 1 and drugs <= first | second and bool(drugs & first) and bool(drugs & second)


def _touched(finding: Finding, change: LocalChange) -> Finding:
    told = (*finding.our_own_judgement, change.said)
    if change.change != GRADE:
        return replace(finding, our_own_judgement=told)
    given = {name: value for name, value in change.given if name in GRADED}
    return replace(
        finding,
        our_own_judgement=told,
        severity=given.get("severity", finding.severity),
        urgency=given.get("urgency", finding.urgency),
        interrupts=given.get("interrupts", "yes" if finding.interrupts else "no") == "yes",
    )
