"""The questions a correction notice opens, and what is known against their answers."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from portal.domain.claims import Claims, answer_at
from portal.domain.findings import Finding
from portal.domain.item import Item
from portal.domain.mending import openable
from portal.domain.questions import Question, question_at
from portal.domain.vocabulary import Channel, Severity


@dataclass(frozen=True, slots=True)
class OpenedQuestion:
    """One question a notice opens, or could; `is_carried` where its answer stands on a document that is owed anew,
    `is_along` where another is what was wanted."""

    question: Question
    is_answered: bool
    is_carried: bool
    is_along: bool = False


def opened(
    paths: Iterable[str], claims: Claims, carried: Collection[str], along: Iterable[str] = ()
) -> tuple[OpenedQuestion, ...]:
    """Those questions as they stand, and after them those opened along with them."""
    each = [(path, path in carried, False) for path in paths] + [(path, False, True) for path in along]
    return tuple(OpenedQuestion(question_at(path), answer_at(claims, path) is not None, *how) for path, *how in each)


def objection(path: str, findings: Collection[Finding]) -> Finding | None:
    """What the rules have against the answer at that key path."""
    return next(_against(path, findings, Severity.REFUSE, Severity.ASK), None)


def in_doubt(item: Item, channel: Channel, findings: Collection[Finding]) -> frozenset[str]:
    """What a notice is proposed to open: what the rules ask about, and nothing that no finding speaks of."""
    return frozenset(
        question.path for question in openable(item, channel) if any(_against(question.path, findings, Severity.ASK))
    )


def _against(path: str, findings: Collection[Finding], *severities: Severity) -> Iterator[Finding]:
    """A finding about a part of the claims is about each answer in it."""
    for finding in findings:
        if (
            finding.severity in severities
            and finding.fact
            and (path == finding.fact or path.startswith(f"{finding.fact}."))
        ):
            yield finding
