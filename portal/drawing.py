"""An issued paper ready to be drawn: its frozen words, the QR of its filing's state, the link to send documents by."""

from dataclasses import replace

from portal.adapters import qr
from portal.domain.notice import NoticeContent
from portal.domain.vocabulary import TokenPurpose
from portal.models import Filing, Notice
from portal.services import tokens


def with_qr(filing: Filing, notice: Notice, base_url: str) -> NoticeContent:
    """The paper as it is shown and printed; without a QR or a link once that was revoked or used."""
    content = _with_link(notice.content, filing, base_url)
    secret = tokens.printed(TokenPurpose.QR, filing)
    if secret is None:
        return content
    return replace(content, qr_svg=qr.svg(f"{base_url}/p/{secret}", "查办理进度的二维码"))


def _with_link(content: NoticeContent, filing: Filing, base_url: str) -> NoticeContent:
    if not content.link_caption:
        return content
    secret = tokens.printed(TokenPurpose.UPLOAD, filing)
    if secret is None:
        return replace(content, link_caption="")
    url = f"{base_url}/upload/{secret}"
    return replace(content, link_url=url, link_qr_svg=qr.svg(url, "补材料、补填内容的二维码"))
