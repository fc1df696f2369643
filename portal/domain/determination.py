"""Facts against an item: the one entry every channel calls."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from portal.domain import alternatives, deadlines, materials, term
from portal.domain.calendar import Counted, WorkingCalendar
from portal.domain.check import Verdict
from portal.domain.eligibility import common_verdicts
from portal.domain.facts import Declared, Facts
from portal.domain.findings import Effect, Finding, outcome_of
from portal.domain.item import Condition, Item
from portal.domain.periods import Anchor
from portal.domain.sourced import Citation
from portal.domain.validity import Term
from portal.domain.values import Values
from portal.domain.vocabulary import DocumentKind, FilingType, Outcome, Severity

CALENDAR_BASIS = "全国年节及纪念日放假办法"
UNKNOWN_DAYS = {
    Anchor.ADMISSION: "admission_day_unknown",
    Anchor.DISCHARGE: "discharge_day_unknown",
    Anchor.BEGINNING: "beginning_day_unknown",
    Anchor.REFERRAL_ISSUE: "referral_day_unknown",
}
QUESTIONS_TO_A_HOSPITAL = frozenset({"networked_unknown"})
"""What nobody need find out about a filing that is refused anyway."""
USELESS_DOCUMENT = frozenset({"paper_dated_later", "paper_expired"})


@dataclass(frozen=True, slots=True)
class Determination:
    """What the rules say of one set of facts."""

    item: str
    item_version: str
    outcome: Outcome
    begins_on: date | None
    ends_on: date | None
    due_on: date | None
    deadline_on: date | None
    owed: tuple[str, ...]
    effects: tuple[Effect, ...]
    alternatives: tuple[str, ...]
    findings: tuple[Finding, ...]


def determine(facts: Facts, item: Item, calendar: WorkingCalendar) -> Determination:
    """Every finding at once; a refusal outranks a question, a question outranks papers owed."""
    calendar = calendar.overlaid(item.place.holidays)
    cited = [*_common(facts, item), *_conditions(facts, item)]
    documents = materials.owed(facts, item)
    against = {finding.code for finding in (*(finding for finding, _ in cited), *documents.findings)}
    own_emergency = tuple(alternatives.emergency_of_its_own(facts, item, against))
    due = deadlines.due_on(item, facts.channel, facts.filed_on, calendar)
    deadline = deadlines.deadline_on(item.deadline, facts, calendar) if item.deadline else None
    is_late = deadline is not None and facts.filed_on > deadline.on
    findings = [
        *_channel(facts, item),
        *(finding for finding, _ in cited),
        *own_emergency,
        *_agent(facts, item),
        *documents.findings,
    ]
    is_refused = outcome_of(findings) is Outcome.REFUSE
    useless = {finding.code for finding in documents.findings} & USELESS_DOCUMENT or _counts_from_void_slip(facts, item)
    found = Term() if is_refused or useless else term.term_of(facts, item)
    if is_refused:
        findings = [finding for finding in findings if finding.code not in QUESTIONS_TO_A_HOSPITAL]
    else:  # what was refused has no days, and nothing is late about it
        findings += () if useless else term.remarks(facts, item, found)
        findings += _lateness(item, deadline) if is_late else ()
        findings += _unknown_days(facts, item, findings)
    findings += _calendar(due, deadline)
    outcome = outcome_of(findings)
    return Determination(
        item=item.id,
        item_version=item.version,
        outcome=outcome,
        begins_on=found.begins_on,
        ends_on=found.ends_on,
        due_on=due.on if due else None,
        deadline_on=deadline.on if deadline else None,
        owed=documents.owed,
        effects=_effects(facts, item) if is_late and not is_refused else (),
        alternatives=alternatives.offered(
            (*(kind for _, kinds in cited for kind in kinds), *(FilingType.EMERGENCY for _ in own_emergency)),
            facts,
            item,
        ),
        findings=tuple(findings),
    )


def _counts_from_void_slip(facts: Facts, item: Item) -> bool:
    """Whether a period is counted from a slip that a clerk found not to count."""
    from_slip = any(anchor is Anchor.REFERRAL_ISSUE for anchor, _citation in item.anchors)
    return from_slip and facts.is_void(DocumentKind.REFERRAL_SLIP)


CitedFinding = tuple[Finding, tuple[FilingType, ...]]


def _cited(verdict: Verdict, citation: Citation, words: Values | None = None) -> CitedFinding:
    values = {**verdict.values, **(words or {})}
    return Finding(verdict.code, verdict.severity, citation.basis, values, verdict.fact), verdict.alternatives


def _common(facts: Facts, item: Item) -> Iterator[CitedFinding]:
    for verdict in common_verdicts(facts, item.place, item.kinds):
        yield _cited(verdict, item.grounds.of(verdict.code) or item.citation)


def _conditions(facts: Facts, item: Item) -> Iterator[CitedFinding]:
    """A contradictory condition counts only where every reading of it says the same of this filing."""
    for condition in item.conditions:
        verdicts = alternatives.verdicts_of(condition, facts, item.place)
        if verdicts is None:
            yield _contradiction(condition), ()
        else:
            citation = condition.readings[0].citation
            yield from (_cited(verdict, citation, condition.words) for verdict in verdicts)


def _contradiction(condition: Condition) -> Finding:
    basis = _joined(reading.citation for reading in condition.readings)
    return Finding("guide_contradicts", Severity.ASK, basis, condition.words, condition.name)


def _joined(citations: Iterable[Citation]) -> str:
    return "；".join(dict.fromkeys(citation.basis for citation in citations))


def _channel(facts: Facts, item: Item) -> Iterator[Finding]:
    channel = item.channel(facts.channel)
    values: Values = {"channel": facts.channel, "channels": item.open_channels}
    if channel is None:
        basis = _joined(each.citation for each in item.channels) or item.citation.basis
        yield Finding("channel_not_offered", Severity.REFUSE, basis, values, "channel")
    elif not item.channels:
        yield Finding("channel_not_stated", Severity.WARN, channel.citation.basis, values, "channel")
    elif channel.named_only_in_flow:
        yield Finding("channel_named_only_in_flow", Severity.WARN, channel.citation.basis, values, "channel")


def _agent(facts: Facts, item: Item) -> Iterator[Finding]:
    """Silence about agents is no condition; a cap counts the other people, so the one filed for now comes on top."""
    if facts.agent is None:
        return
    allowed, cap = item.agents.allowed, item.agents.persons_per_year
    if not allowed.is_set:
        pass
    elif allowed.value is None:
        yield Finding("agent_not_stated", Severity.WARN, item.citation.basis, fact="agent")
    elif not allowed.value:
        yield Finding("agent_not_allowed", Severity.REFUSE, (allowed.citation or item.citation).basis, fact="agent")
    if cap.value is None or cap.citation is None or facts.agent.may_pass_cap:
        return
    persons, values = facts.agent.persons_this_year, {"cap": cap.value}
    if persons is None:
        yield Finding("agent_count_unknown", Severity.ASK, cap.citation.basis, values, "agent.persons_this_year")
    elif persons >= cap.value:
        severity = Severity.ASK if item.agents.in_principle else Severity.REFUSE
        yield Finding("agent_cap", severity, cap.citation.basis, values, "agent.persons_this_year")


def _lateness(item: Item, deadline: Counted | None) -> Iterator[Finding]:
    if item.deadline and deadline:
        basis = item.deadline.citation.basis
        yield Finding("filed_late", Severity.WARN, basis, {"day": deadline.on}, "filed_at")


def _effects(facts: Facts, item: Item) -> tuple[Effect, ...]:
    return tuple(deadlines.effect_of(effect, facts.treatment_place) for effect in item.effects)


def _unknown_days(facts: Facts, item: Item, findings: list[Finding]) -> list[Finding]:
    """A period from a day nobody told is asked about, once."""
    spoken_of = {finding.fact for finding in findings}
    unknown: dict[str, Finding] = {}
    for anchor, citation in item.anchors:
        path = anchor.asks
        if path is None or not _decides(anchor, facts, item) or deadlines.anchored(anchor, facts) is not None:
            continue
        if spoken_of.isdisjoint({path, path.partition(".")[0]}):
            unknown.setdefault(path, Finding(UNKNOWN_DAYS[anchor], Severity.ASK, citation.basis, fact=path))
    return list(unknown.values())


def _decides(anchor: Anchor, facts: Facts, item: Item) -> bool:
    """Without a stay no period begins with one; the day of a referral comes with its slip, which is owed first."""
    if anchor in (Anchor.ADMISSION, Anchor.DISCHARGE):
        return facts.admission is not Declared.NONE
    if anchor is Anchor.REFERRAL_ISSUE and item.material(DocumentKind.REFERRAL_SLIP) is not None:
        return bool(facts.supplied(DocumentKind.REFERRAL_SLIP))
    return True


def _calendar(*counted: Counted | None) -> Iterator[Finding]:
    years = sorted({year for count in counted if count for year in count.unknown_years})
    if years:
        yield Finding("calendar_year_unknown", Severity.WARN, CALENDAR_BASIS, {"years": tuple(years)}, "filed_at")
