"""An issued paper ready to be drawn: its frozen words, the QR of its filing's state, the link to send documents by.

A paper of an approval carries the certificate too, which proves the filing without the portal.
"""

from dataclasses import replace

from portal.adapters import qr
from portal.domain.notice import NoticeContent
from portal.domain.vocabulary import NoticeKind, TokenPurpose
from portal.models import Filing, Notice
from portal.services import certifying, tokens

PROVING = frozenset({NoticeKind.DECISION, NoticeKind.FILING_FORM})
"""Papers that go out with an approval; only such a paper of a filing in force carries the certificate."""


def with_qr(filing: Filing, notice: Notice, base_url: str) -> NoticeContent:
    """The paper as it is shown and printed; without a QR or a link once that was revoked or used."""
    content = _with_certificate(_with_link(notice.content, filing, base_url), filing, base_url)
    return with_progress(content, filing, base_url)


def with_progress(content: NoticeContent, filing: Filing, base_url: str) -> NoticeContent:
    """Any sheet about a filing with the QR of its state."""
    secret = tokens.printed(TokenPurpose.QR, filing)
    if secret is None:
        return content
    return replace(content, qr_svg=qr.svg(f"{base_url}/p/{secret}", "查办理进度的二维码"))


def certificate_svg(filing: Filing, base_url: str, title: str) -> str:
    """The QR of its certificate, with what a voice says of it; empty for what is not in force.

    What stands behind # is for the browser alone: it is never sent, and no log has it.
    """
    text = certifying.certificate_of(filing)
    return qr.svg(f"{base_url}/verify#{text}", title) if text else ""


def _with_certificate(content: NoticeContent, filing: Filing, base_url: str) -> NoticeContent:
    svg = certificate_svg(filing, base_url, "核对这份备案真伪的二维码") if content.kind in PROVING else ""
    return replace(content, certificate_svg=svg, certificate_caption="核对真伪" if svg else "")


def _with_link(content: NoticeContent, filing: Filing, base_url: str) -> NoticeContent:
    if not content.link_caption:
        return content
    secret = tokens.printed(TokenPurpose.UPLOAD, filing)
    if secret is None:
        return replace(content, link_caption="")
    url = f"{base_url}/upload/{secret}"
    return replace(content, link_url=url, link_qr_svg=qr.svg(url, "补材料、补填内容的二维码"))
