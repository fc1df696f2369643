"""What a filing still lacks, for its people: each document with its reason, by when, what if late, how to send it."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from portal.domain.actor import BEIJING
from portal.domain.item import Item
from portal.domain.opening import OpenedQuestion
from portal.domain.questions import Section
from portal.domain.reaching import Supply, ways_to_supply
from portal.domain.vocabulary import AskedFor
from portal.models import Filing
from portal.services import open_questions
from portal.services.cases import Case
from portal.services.owing import OwedDocument, holder_of, missing_kinds, owed_of
from portal.services.rulebook import rulebook
from portal.web.dates import day
from portal.web.language import gettext as _
from portal.web.language import language
from portal.web.presenters.asked_for import ASKING
from portal.web.presenters.sentences import document_title
from portal.wording.opening import question_name, why_opened
from portal.wording.owing import by_when_text, punctuality_text, why_owed
from portal.wording.reaching import Destination, answering_text, numbers_text, ways_text
from portal.wording.translation import own_text

DONE_BY_BUTTON = (Supply.LINK, Supply.ACCOUNT)


class MissingDocument(NamedTuple):
    """One document or answer that is asked for, and why."""

    name: str
    why: str


class Missing(NamedTuple):
    """Everything that is asked for now; `act` is the button that sends it, where there is one."""

    title: str
    documents: tuple[MissingDocument, ...]
    by_when: tuple[str, ...]
    ways_lead: str
    ways: tuple[str, ...]
    act: str
    act_url: str


def missing_of(case: Case, today: date, act_url: str = "") -> Missing | None:
    """What its filer may bring now and is not there; nothing where nothing is asked for."""
    kinds = missing_kinds(case)
    answers = open_questions.awaited(case)
    if not (kinds or answers):
        return None
    owed = owed_of(kinds, case.documents, case.determination, case.item)
    return Missing(
        title=_title(bool(kinds), bool(answers)),
        documents=(
            *(MissingDocument(document_title(case.item, each.kind), _why(each)) for each in owed),
            *(
                MissingDocument(
                    question_name(each.question.path, language()),
                    why_opened(each, case.determination.findings, language()),
                )
                for each in answers
                if each.question.section is not Section.SIGNATURE
            ),
        ),
        by_when=tuple(_by_when(case, today)),
        ways_lead=_("也可以这样交：") if act_url else _("这样交："),
        ways=tuple(_ways(case, kinds, answers, DONE_BY_BUTTON if act_url else ())),
        act=str(ASKING[case.filing.asks_for or AskedFor.DOCUMENTS].act) if act_url else "",
        act_url=act_url,
    )


def owed_sentences(item: Item, owed: Iterable[OwedDocument]) -> list[str]:
    """Each of these documents with its reason."""
    return [_("%(document)s：%(what)s", document=document_title(item, each.kind), what=_why(each)) for each in owed]


def _why(owed: OwedDocument) -> str:
    return why_owed(owed.mark, owed.note, owed.finding, language())


def _title(has_documents: bool, has_answers: bool) -> str:
    if has_documents and has_answers:
        return str(_("还差的材料，要补填或改正的"))
    return str(_("还差的材料") if has_documents else _("要补填或改正的"))


def _by_when(case: Case, today: date) -> Iterator[str]:
    """The last day to file is the day to have sent everything by; without one the guide names none."""
    last, filed_at = case.filing.deadline_on, case.filing.filed_at
    if last and filed_at:
        yield punctuality_text(last, filed_at.astimezone(BEIJING).date(), day, language())
    yield by_when_text(last, today, day, language(), is_unstated=case.item.deadline is None)
    yield from (own_text(effect, language()) for effect in case.determination.effects)


def _ways(
    case: Case, kinds: Collection[str], answers: Collection[OpenedQuestion], without: Collection[Supply]
) -> Iterator[str]:
    """What only one way is left for is said once."""
    sent = ways_of(case.filing, case.item, without) if kinds else ()
    offered = [way for way in ways_to_supply(case.item, holder_of(case.filing)) if way not in without]
    answered = answering_text(offered, _destination(case.filing, case.item), language()) if answers else ()
    yield from dict.fromkeys((*sent, *answered))


def ways_of(filing: Filing, item: Item, without: Collection[Supply] = ()) -> tuple[str, ...]:
    """How what is missing may come, a sentence a way."""
    offered = [way for way in ways_to_supply(item, holder_of(filing)) if way not in without]
    return ways_text(offered, _destination(filing, item), language())


def _destination(filing: Filing, item: Item) -> Destination:
    county, fax = rulebook.catalogue.county(filing.county), item.facts.get("fax_number")
    if county is None:
        return Destination("")
    office = county.contact_for(item)
    where = (office.name, _("（") + office.address + _("）") if office.address else "")
    phones = numbers_text(county.numbers_of(item), language())
    return Destination("".join(where), phones, str(fax.value or "") if fax else "")
