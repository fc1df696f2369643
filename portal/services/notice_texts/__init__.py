"""What each paper says: plain sentences of our own around the guide's names, dates and telephone numbers.

Papers are Chinese, as agencies issue them; what the guide does not state is left out or said to be so.
"""

from collections.abc import Callable, Mapping

from portal.domain.notice import NoticeContent
from portal.domain.vocabulary import NoticeKind
from portal.services.notice_letter import Letter
from portal.services.notice_texts.commitments import commitment
from portal.services.notice_texts.corrections import correction
from portal.services.notice_texts.decisions import decision, refusal
from portal.services.notice_texts.forms import authorisation, filing_form
from portal.services.notice_texts.receipts import acceptance, receipt

COMPOSERS: Mapping[NoticeKind, Callable[[Letter], NoticeContent]] = {
    NoticeKind.RECEIPT: receipt,
    NoticeKind.ACCEPTANCE: acceptance,
    NoticeKind.CORRECTION: correction,
    NoticeKind.REFUSAL: refusal,
    NoticeKind.DECISION: decision,
    NoticeKind.FILING_FORM: filing_form,
    NoticeKind.COMMITMENT: commitment,
    NoticeKind.AUTHORISATION: authorisation,
}
"""What each kind of notice says."""
