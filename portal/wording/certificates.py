"""What a certificate proves, and what not, in sentences: the same on the page and at the command."""

from collections.abc import Mapping

from portal.domain.certificate_check import CertificateState, CertificateVerdict
from portal.wording.translation import SOURCE_LANGUAGE, _, translated

S = CertificateState

STATES: Mapping[CertificateState, str] = {
    S.VALID: _("是真的，这一天在备案的日期之内。"),
    S.NOT_BEGUN: _("是真的，但是这一天还没有到开始的日期。"),
    S.EXPIRED: _("是真的，但是这一天已经过了到期的日期。"),
    S.ENDED: _("是真的，但是这份备案已经提前结束（取消、变更或撤销），这一天不算数。"),
    S.FORGED: _("不是真的：签名对不上。可能被改过，也可能有的地方没有读全，请重新扫一次。"),
    S.UNKNOWN_KEY: _("不能当真：签它的密钥不在公布的密钥里。可能是别处出的，也可能密钥已经作废，请打电话问经办机构。"),
    S.OTHER_COUNTY: _("不能当真：签它的密钥不能替那个县区签。请打电话问那里的经办机构。"),
    S.NO_CERTIFICATE: _("这不是备案证明：请扫写着“核对真伪”的那个码，或者把码里的文字整段粘贴进来。"),
}

NO_LIST = _("没有和提前结束的名单对过：是不是提前结束了，这里看不出来。")
OLD_LIST = _("名单是 {at} 的，不是最新的：后来提前结束的，这里看不出来。")
FRESH_LIST = _("名单是 {at} 的。")

PROVES = (
    _("它证明：这份备案是列出的县区准予的，上面的编号、地方、种类和日期没有被改过。"),
    _("它不证明：拿着它的人就是本人。请对照身份证，看姓和证件号码最后两位。"),
    _("它不证明：能报销多少、这家医院能不能直接结算。"),
    _("名单出来以后才提前结束的，它看不出来。"),
)


def state_text(state: CertificateState, language: str = SOURCE_LANGUAGE) -> str:
    """What it proves."""
    return translated(STATES[state], language)


def list_text(verdict: CertificateVerdict, at: str, language: str = SOURCE_LANGUAGE) -> str:
    """How far the list reaches it was compared with; `at` is its instant, written as the caller writes them."""
    if verdict.listed_at is None:
        return translated(NO_LIST, language)
    return translated(FRESH_LIST if verdict.is_list_fresh else OLD_LIST, language, {"at": at})


def what_it_proves(language: str = SOURCE_LANGUAGE) -> list[str]:
    """What it proves and what not."""
    return [translated(each, language) for each in PROVES]
