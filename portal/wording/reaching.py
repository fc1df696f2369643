"""How to send what is missing, and who hears of a result and how; telephones masked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from portal.domain import identity
from portal.domain.reaching import Holder, Rung, Supply
from portal.wording.translation import SOURCE_LANGUAGE, Named, _, own_name, translated

WAYS: Mapping[Supply, str] = {
    Supply.ACCOUNT: _("网上：登录后在“我的办件”里打开这一件，按“补材料”上传。"),
    Supply.LINK: _("网上：不用账号，查进度时按“补材料”上传，或者扫单子上补材料的二维码。"),
    Supply.HOSPITAL: _("请开单的医院改好以后，在网上交回。"),
    Supply.WINDOW: _("窗口：送到{place}，说明编号。"),
    Supply.FAX: _("传真：先打 {phones} 问清传真号码，传过去以后说明编号。"),
}
ANSWERED: dict[Supply, str] = {
    Supply.ACCOUNT: _("补填或改正：登录后在“我的办件”里打开这一件填写。"),
    Supply.LINK: _("补填或改正：不用账号，查进度时填写，或者扫单子上的二维码。"),
    Supply.HOSPITAL: WAYS[Supply.HOSPITAL],
    Supply.WINDOW: _("补填或改正：也可以到窗口说明编号，由工作人员替您改。"),
}
"""How an answer comes; no fax is read for one."""
_BY_PHONE_TOO = _("补填或改正：也可以打 {phones}，或到窗口说明编号，由工作人员替您改。")
_RINGS_AT = _("{number}（{office}）")
_FAX_TO = _("传真：发到 {fax}，写明编号。")

HEARD: Mapping[Holder, str] = {
    Holder.PERSON: _("有了结果，在“我的办件”里就能看到。"),
    Holder.AGENT: _("有了结果，在代办人的账号里就能看到。"),
    Holder.HOSPITAL: _("有了结果，开单的医院在自己的账号里能看到；您凭编号和身份证号后四位也能查。"),
    Holder.NOBODY: _("有了结果，凭编号和身份证号后四位就能查，也可以扫单子上的二维码。"),
}
RINGS: Mapping[Rung, str] = {
    Rung.CALLER: _("经办机构有事要问，会打来电人留的电话 {phone}。"),
    Rung.AGENT: _("经办机构有事要问，会打代办人的电话 {phone}。"),
    Rung.CONTACT: _("经办机构有事要问，会打联系电话 {phone}。"),
}
_NO_PHONE = _("没有留电话，请您自己来查。")


@dataclass(frozen=True, slots=True)
class Destination:
    """Where an item is sent and whom it can be asked of, as its guide prints them; what it does not print is empty.

    A line for complaints is none of its telephones.
    """

    place: str
    phones: tuple[str, ...] = ()
    fax: str = ""


def numbers_text(numbers: Iterable[tuple[str, Named | None]], language: str = SOURCE_LANGUAGE) -> tuple[str, ...]:
    """Each telephone, with the office it rings where one is named."""
    return tuple(_with_office(number, office, language) if office else number for number, office in numbers)


def _with_office(number: str, office: Named, language: str) -> str:
    return translated(_RINGS_AT, language, {"number": number, "office": own_name(office, language)})


def ways_text(ways: Sequence[Supply], to: Destination, language: str = SOURCE_LANGUAGE) -> tuple[str, ...]:
    """One sentence a way; a fax without a number, or a telephone to ask for it, is no way."""
    sentences = dict(WAYS)
    if to.fax:
        sentences[Supply.FAX] = _FAX_TO
    elif not to.phones:
        del sentences[Supply.FAX]
    return _sentences(ways, sentences, to, language)


def answering_text(ways: Sequence[Supply], to: Destination, language: str = SOURCE_LANGUAGE) -> tuple[str, ...]:
    """The same of what is to be answered anew; nobody is sent to a telephone without its number."""
    return _sentences(ways, ANSWERED | ({Supply.WINDOW: _BY_PHONE_TOO} if to.phones else {}), to, language)


def _sentences(
    ways: Sequence[Supply], sentences: Mapping[Supply, str], to: Destination, language: str
) -> tuple[str, ...]:
    phones = translated(_("、"), language).join(to.phones)
    blanks = {"place": to.place, "phones": phones, "fax": to.fax}
    return tuple(translated(sentences[way], language, blanks) for way in ways if way in sentences)


def hearing_text(holder: Holder, ringing: tuple[Rung, str] | None, language: str = SOURCE_LANGUAGE) -> Iterator[str]:
    """Who sees the result where, and which telephone is rung."""
    yield translated(HEARD[holder], language)
    if ringing is None:
        yield translated(_NO_PHONE, language)
    else:
        whose, phone = ringing
        yield translated(RINGS[whose], language, {"phone": identity.masked_phone(phone)})
