"""Who signs a hospital's slip, who has, and whose turn it is, as ready strings."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from flask import url_for

from portal.domain.actor import Context
from portal.domain.slip_signing import SlipSigner
from portal.domain.vocabulary import EventKind, FilingStatus
from portal.models import FilingEvent, SlipSignature, SlipSigning
from portal.services import slip_signatures, slip_signing
from portal.services.cases import Case
from portal.web.dates import moment
from portal.web.labels import StatusTag, label
from portal.web.language import gettext as _
from portal.web.presenters.actors import name_of
from portal.web.presenters.claims import Rows, rows_of
from portal.web.presenters.damage import legible
from portal.web.presenters.referral import PATIENT, SLIP

_COMES_UP = (EventKind.SLIP_PUT_UP, EventKind.SLIP_SENT_BACK)


class SignatureLine(NamedTuple):
    """One of those who sign: as what, whether they have, and then who it was and when."""

    title: str
    tag: StatusTag
    name: str
    when: str


class SentBack(NamedTuple):
    """Why somebody did not sign it so."""

    when: str
    who: str
    words: str


class SigningPage(NamedTuple):
    """A slip before those who sign it. The address of an act that is not open is empty."""

    sentence: str
    lines: tuple[SignatureLine, ...]
    patient: Rows
    slip: Rows
    sent_back: SentBack | None
    edition: int
    signs_as: str
    url: str
    sign_url: str
    send_back_url: str
    change_url: str
    own_number_url: str


def signing_page(ctx: Context, case: Case) -> SigningPage | None:
    """Of a slip whose county asks for signatures; None of any other."""
    filing = case.filing
    wanted = slip_signatures.wanted(filing, case.item)
    if not wanted:
        return None
    signing, signed = slip_signatures.signing_of(filing), slip_signatures.signatures_of(filing)
    is_open = signing is not None and signing.next_signer is not None and filing.status in _CHANGE
    may_sign = is_open and signing is not None and slip_signing.may_sign(ctx, filing, signing, signed)
    must_tell = is_open and signing is not None and slip_signing.has_to_say_who_they_are(ctx, signing)
    as_another = _signed_as_another(ctx, signing, signed) if is_open and signing is not None else ""
    claims, at = slip_signatures.stated(filing, case.item), partial(url_for, number=filing.number)
    next_signer = signing.next_signer if signing is not None and is_open else None
    return SigningPage(
        sentence=as_another or _sentence(case, signing, may_sign, is_open, must_tell),
        lines=tuple(_lines(wanted, signed, next_signer)),
        patient=rows_of(claims, PATIENT),
        slip=rows_of(claims, SLIP),
        sent_back=_sent_back(case.events) if not is_open and filing.status in _CHANGE else None,
        edition=signing.edition if signing is not None else 0,
        signs_as=label(next_signer) if next_signer else "",
        url=at("hospital_signing.show"),
        sign_url=at("hospital_signing.sign") if may_sign else "",
        send_back_url=at("hospital_signing.send_back") if may_sign else "",
        change_url=at(_CHANGE[filing.status]) if filing.status in _CHANGE else "",
        own_number_url=url_for("account.own_account") if must_tell else "",
    )


_CHANGE = {FilingStatus.DRAFT: "hospital.complete", FilingStatus.CORRECTION_REQUESTED: "hospital.correct"}
"""Where what is not issued, or not sent in again, is changed."""


def waits_for(signer: SlipSigner) -> str:
    """Of a slip in a list."""
    return str(_("等%(signer)s签字", signer=label(signer)))


def _sentence(case: Case, signing: SlipSigning | None, may_sign: bool, is_open: bool, must_tell: bool) -> str:
    filing = case.filing
    if filing.status not in _CHANGE:
        return str(_("签齐了，已经提交给经办机构。"))
    if signing is None or signing.next_signer is None or not is_open:
        return str(_("现在没有在签字。传上扫描件提交以后，由下面的人依次签字，签齐了自动提交给经办机构。"))
    if signing.filing_version != filing.version:
        return str(_("签字期间这一件有了变化，请开单的人打开“修改”看一遍，再交一次。"))
    if must_tell:
        return str(_("轮到您签字。您的账号还没有登记本人身份证号，登记一次就能签。"))
    if may_sign:
        return str(_("轮到您签字。请看一遍，没有问题就签；有问题就写明，退回给开单的人。"))
    return str(_("等%(signer)s签字。签齐以后自动提交给经办机构。", signer=label(signing.next_signer)))


def _signed_as_another(ctx: Context, signing: SlipSigning, signed: Sequence[SlipSignature]) -> str:
    if not slip_signing.has_signed_as_another(ctx, signing, signed):
        return ""
    who = label(signing.next_signer) if signing.next_signer else ""
    return str(_("您已经用别的账号在这张转诊单上签过字，一个人不能签两次。请换一位%(signer)s来签。", signer=who))


def _lines(
    wanted: Sequence[SlipSigner], signed: Sequence[SlipSignature], next_signer: SlipSigner | None
) -> Iterator[SignatureLine]:
    by_signer = {each.signer: each for each in signed}
    for signer in wanted:
        title = label(signer)
        if (own := by_signer.get(signer)) is not None:
            tag = StatusTag(str(_("已签")), "ok", "✓")
            yield SignatureLine(title, tag, name_of(own.signed_by), moment(own.signed_at))
        elif signer is next_signer:
            yield SignatureLine(title, StatusTag(str(_("该签了")), "busy", "◔"), "", "")
        else:
            yield SignatureLine(title, StatusTag(str(_("还没签")), "quiet", "○"), "", "")


def _sent_back(events: Sequence[FilingEvent]) -> SentBack | None:
    last = next((event for event in reversed(events) if event.kind in _COMES_UP), None)
    if last is None or last.kind is not EventKind.SLIP_SENT_BACK:
        return None
    who = name_of(last.actor) if last.actor else ""
    signer = last.detail.signed_as
    who = f"{label(signer)} {who}" if signer else who
    return SentBack(moment(last.at), who, legible(lambda: last.detail.reason))
