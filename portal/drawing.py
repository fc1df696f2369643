"""An issued paper ready to be drawn: its frozen words and the QR that opens its filing's state."""

from dataclasses import replace

from portal.adapters import qr
from portal.domain.notice import NoticeContent
from portal.models import Filing, Notice
from portal.services import tokens


def with_qr(filing: Filing, notice: Notice, base_url: str) -> NoticeContent:
    """The paper as it is shown and printed; without a QR once that was revoked."""
    content, secret = notice.content, tokens.printed_qr(filing)
    if secret is None:
        return content
    return replace(content, qr_svg=qr.svg(f"{base_url}/p/{secret}", "查办理进度的二维码"))
