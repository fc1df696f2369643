"""Which questions a correction notice opens: those the clerk names, and those that stand on a document it asks for."""

from collections.abc import Collection, Iterable

from portal.domain.event_detail import EventDetail
from portal.domain.mending import along_with, carried_by, openable
from portal.domain.opening import OpenedQuestion, opened
from portal.domain.questions import QUESTIONS
from portal.domain.vocabulary import Channel, DocumentKind
from portal.services.cases import Case


def named(case: Case, kinds: Collection[str], questions: Collection[str], remark: str) -> tuple[str, ...]:
    """Everything the notice opens, in the order of a page.

    A referral returned in words alone opens what stands on its slip: the hospital could mend nothing else.
    """
    item, channel = case.item, case.filing.channel
    if channel is Channel.HOSPITAL and remark and not (kinds or questions):
        kinds = (DocumentKind.REFERRAL_SLIP.value,)
    wanted = {*questions, *carried_by(kinds, item, channel)}
    return tuple(question.path for question in QUESTIONS if question.path in wanted)


def are_known(case: Case, questions: Collection[str]) -> bool:
    """Whether the item asks all of these."""
    return {question.path for question in openable(case.item, case.filing.channel)}.issuperset(questions)


def asked_too_late(case: Case, questions: Iterable[str]) -> list[str]:
    """Which of these a later notice may not ask: not asked in an earlier one, and not typed anew since the first."""
    if not case.corrections:
        return []
    earlier = {path for event in case.corrections for path in event.detail.questions}
    may_be_asked = earlier | case.typed_anew_since(case.corrections[0])
    return [path for path in questions if path not in may_be_asked]


def paths(case: Case) -> tuple[str, ...]:
    """The key paths of what its filer may answer now: what the latest notice asks, and what is opened along with it."""
    named_by_it = case.requested.questions
    return (*named_by_it, *along_with(named_by_it))


def awaited(case: Case) -> tuple[OpenedQuestion, ...]:
    """What the latest notice opens, as it stands now; nothing while none waits for an answer."""
    return _opened_by(case, case.requested)


def once_opened(case: Case) -> tuple[OpenedQuestion, ...]:
    """What the latest notice opened, whether it waits still or not."""
    return _opened_by(case, case.latest.asks) if case.corrections else ()


def _opened_by(case: Case, asks: EventDetail) -> tuple[OpenedQuestion, ...]:
    if not asks.questions:
        return ()
    carried = carried_by(asks.kinds, case.item, case.filing.channel)
    return opened(asks.questions, case.filing.claims, carried, along_with(asks.questions))
