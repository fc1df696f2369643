"""What a paper says of what is missing: each document with its true reason, how it is sent, by when, and who hears."""

from collections.abc import Iterable

from portal.domain.notice import NoticeList
from portal.domain.reaching import Holder, Supply, rung, ways_to_supply
from portal.services.notice_letter import Letter, day, document_title, effects, filed_on, follow
from portal.services.owing import OwedDocument, holder_of, owed_of
from portal.wording.owing import by_when_text, punctuality_text, why_owed
from portal.wording.reaching import Destination, answering_text, hearing_text, numbers_text, ways_text


def owed_lines(letter: Letter, kinds: Iterable[str]) -> tuple[str, ...]:
    """Each document, what is wrong, and the sentence that rests on."""
    wanted = owed_of(kinds, letter.documents, letter.determination, letter.item)
    return tuple(f"{document_title(letter.item, each.kind)}：{_why(each)}" for each in wanted)


def _why(owed: OwedDocument) -> str:
    basis = f"（依据：{owed.basis}）" if owed.basis else ""
    return why_owed(owed.mark, owed.note, owed.finding) + basis


def ways(letter: Letter) -> NoticeList:
    """How what is missing is sent."""
    return NoticeList("怎么补", ways_text(_usable(letter), _destination(letter)))


def answering(letter: Letter) -> tuple[str, ...]:
    """How what is to be typed anew is answered."""
    return answering_text(_usable(letter), _destination(letter))


def _usable(letter: Letter) -> list[Supply]:
    """Only what the item offers, the link only where one was made."""
    offered = ways_to_supply(letter.item, holder_of(letter.filing))
    return [way for way in offered if way is not Supply.LINK or letter.link_until]


def _destination(letter: Letter) -> Destination:
    office = letter.county.contact_for(letter.item)
    place = f"{office.name}（{office.address}）" if office.address else office.name
    fax = letter.item.facts.get("fax_number")
    phones = numbers_text(letter.county.numbers_of(letter.item))
    return Destination(place, phones, str(fax.value or "") if fax else "")


def link_caption(letter: Letter) -> str:
    """What stands beside the link to send documents without an account."""
    if letter.link_until is None:
        return ""
    what = "填写" if letter.questions and not letter.kinds else "补材料"
    return f"{what}的链接和二维码，不用账号。到 {day(letter.link_until)} 有效，一次交齐以后失效，请不要给别人。"


def lateness(letter: Letter) -> tuple[str, ...]:
    """The last day to file, the day it was filed, and what follows from having missed it."""
    last, filed = letter.filing.deadline_on, filed_on(letter.filing)
    if last is None or filed is None:
        return effects(letter)
    return (punctuality_text(last, filed, day), *effects(letter))


def by_when(letter: Letter) -> str:
    """By when it is to be sent, as the page of the filing says it: the last day to file, or that there is none."""
    return by_when_text(letter.filing.deadline_on, letter.today, day, is_unstated=letter.item.deadline is None)


def hearing(letter: Letter) -> tuple[str, ...]:
    """Who hears of the result, and how; by the number too, where that is not how it is heard of anyway."""
    holder = holder_of(letter.filing)
    sentence = "".join(hearing_text(holder, rung(letter.claims)))
    return (sentence, follow(letter)) if holder in (Holder.PERSON, Holder.AGENT) else (sentence,)
