"""Findings in words."""

from __future__ import annotations

from collections.abc import Sequence

from wmcscraper.health.runs import Finding

__all__ = ["line", "matters", "told", "value"]

_KINDS = {
    "emptied": "went empty",
    "dropped": "dropped",
    "risen": "rose",
    "shrunk": "shrank",
    "grown": "grew",
    "shifted": "shifted",
    "vanished": "vanished",
    "silent": "too many",
}


def value(number: float, unit: str) -> str:
    """A measure for a person: 95 %, 430 words, 3.2 days."""
    if unit == "share":
        return f"{number:.0%}"
    if unit == "words":
        return f"{number:.0f} words"
    if unit == "days":
        return f"{number:.1f} days" if number < 10 else f"{number:.0f} days"
    return f"{number:.2f}" if number < 10 else f"{number:.0f}"


def line(finding: Finding) -> str:
    """One line: what broke, before and after, since when."""
    before, after = value(finding.before, finding.unit), value(finding.after, finding.unit)
    if finding.kind == "silent":
        words = f"{after} without news; the longest silence before was {before}"
    else:
        words = f"{finding.label} {_KINDS[finding.kind]}: {before} before, {after} now"
        words += f" (of {finding.evidence_after:.0f})" if finding.unit == "share" else ""
    since = f"since run {finding.since} of {finding.since_time:%Y-%m-%d}"
    return f"{finding.name}: {words}, {since}"


def matters(findings: Sequence[Finding]) -> list[Finding]:
    """One finding for each matter, the most precise one: a reason says more than the sum."""
    best: dict[str, Finding] = {}
    for finding in findings:
        known = best.get(finding.name)
        if known is None or finding.field.startswith("rejected:"):
            best[finding.name] = finding
    return list(best.values())


def told(findings: Sequence[Finding]) -> list[str]:
    """Lines for a summary, each matter with its examples."""
    lines = []
    for finding in matters(findings):
        lines.append(f"  drift     {line(finding)}")
        lines += [f"            {url}" for url in finding.examples]
    return lines
