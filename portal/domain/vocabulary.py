"""The words of the trade as enumerations; everything else in the house speaks in these."""

from enum import StrEnum


class Scheme(StrEnum):
    """险种: which insurance pays."""

    EMPLOYEE = "employee"
    RESIDENT = "resident"


class Channel(StrEnum):
    """申报来源: the channel a filing came in by."""

    ONLINE = "online"
    WINDOW = "window"
    HOSPITAL = "hospital"
    PHONE = "phone"
    FAX = "fax"
    KIOSK = "kiosk"
    API = "api"


KEYED_BY_A_CLERK = (Channel.WINDOW, Channel.PHONE, Channel.FAX)
OPEN_IN_SILENCE = (Channel.ONLINE, *KEYED_BY_A_CLERK)  # of an item whose guide names none: silence forbids nothing


class FilingType(StrEnum):
    """备案类型: the six national kinds (医保发〔2022〕22号 and its procedures)."""

    RELOCATED_RETIREE = "relocated_retiree"
    LONG_TERM_RESIDENT = "long_term_resident"
    POSTED_WORKER = "posted_worker"
    REFERRAL = "referral"
    EMERGENCY = "emergency"
    OTHER_TEMPORARY = "other_temporary"


class DocumentKind(StrEnum):
    """申请材料 every county shares; a county file may add kinds of its own, so elsewhere a kind is a plain string."""

    IDENTITY = "identity"
    FILING_FORM = "filing_form"
    SETTLEMENT_PROOF = "settlement_proof"
    RESIDENCE_PROOF = "residence_proof"
    POSTING_PROOF = "posting_proof"
    REFERRAL_SLIP = "referral_slip"
    EMERGENCY_RECORD = "emergency_record"
    AGENT_IDENTITY = "agent_identity"
    AUTHORISATION_LETTER = "authorisation_letter"


class Outcome(StrEnum):
    """What the rules say of a set of facts; a refusal outranks a question, a question outranks papers owed."""

    APPROVE = "approve"
    CORRECT = "correct"
    REFUSE = "refuse"
    ASK = "ask"


class Severity(StrEnum):
    """How much one finding weighs."""

    REFUSE = "refuse"
    ASK = "ask"
    CORRECT = "correct"
    WARN = "warn"
    INFO = "info"


class FilingStatus(StrEnum):
    """Where a filing stands. 'Expired' is derived from its dates, never stored."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    CORRECTION_REQUESTED = "correction_requested"
    ACCEPTED = "accepted"
    APPROVED = "approved"
    REFUSED = "refused"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"


UNDECIDED = (FilingStatus.SUBMITTED, FilingStatus.CORRECTION_REQUESTED, FilingStatus.ACCEPTED)


class Action(StrEnum):
    """What someone does to a filing; each is a row of `lifecycle.TRANSITIONS`."""

    SUBMIT = "submit"
    REQUEST_CORRECTION = "request_correction"
    CORRECT = "correct"
    MEND = "mend"
    ACCEPT = "accept"
    REFUSE = "refuse"
    APPROVE = "approve"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    CANCEL = "cancel"
    RETURN_HOME = "return_home"
    REVOKE = "revoke"
    SUPERSEDE = "supersede"
    REINSTATE = "reinstate"
    FIX_START = "fix_start"


class EventKind(StrEnum):
    """What stands in a filing's history: the acts of `lifecycle.TRANSITIONS`, and what is done beside them."""

    SUBMITTED = "submitted"
    CORRECTION_REQUESTED = "correction_requested"
    CORRECTED = "corrected"
    MENDED = "mended"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    RETURNED_HOME = "returned_home"  # its person is back, and it ends
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    REINSTATED = "reinstated"
    START_FIXED = "start_fixed"
    DOCUMENT_ADDED = "paper_added"
    DOCUMENT_REMOVED = "paper_removed"  # whoever brought it took it back
    DOCUMENT_MARKED = "paper_marked"
    INSURED_CHECKED = "insured_checked"
    PERSON_VERIFIED = "person_verified"
    OWNER_VERIFIED = "owner_verified"
    ASSIGNED = "assigned"
    ENTERED_AFTERWARDS = "entered_afterwards"  # it was taken on paper while nothing could be entered
    CAME_BY_FAX = "came_by_fax"  # it counts from when that fax came, not from when it was entered
    DOCUMENTS_PROMISED = "papers_promised"
    PLEDGE_DATED = "pledge_dated"  # by when somebody looks whether a signed promise was kept
    PLEDGE_KEPT = "pledge_kept"
    PLEDGE_BROKEN = "pledge_broken"
    PLEDGE_REMINDED = "pledge_reminded"  # before the day somebody looks
    END_REMINDED = "end_reminded"  # before its last day
    SLIP_PUT_UP = "slip_put_up"  # before those of its hospital who sign it
    SLIP_SIGNED = "slip_signed"
    SLIP_SENT_BACK = "slip_sent_back"  # by one who does not sign it so
    SIGNATURES_LOST = "signatures_lost"  # it was changed after somebody had signed
    CALL_ANSWERED = "call_answered"  # somebody rang to ask how it stands
    OVERRIDDEN = "overridden"  # a supervisor's reason for breaking a rule
    TELEPHONED = "told"
    LETTER_POSTED = "letter_posted"  # to whom no message reached
    BOUND = "bound"
    QR_RENEWED = "qr_renewed"  # the printed one opens nothing any more, a new one was made
    QR_ENDED = "qr_ended"
    LINK_GIVEN = "link_given"  # to send documents without an account
    CODE_GIVEN = "code_given"  # that binds the filing to an account
    SHEET_PRINTED = "sheet_printed"  # to be signed at the counter
    RATED = "rated"  # by its person, once
    COMPLAINED = "complained"
    COMPLAINT_ANSWERED = "complaint_answered"
    NATIONAL_EXPORTED = "national_exported"  # it stands in a file for the national library
    NATIONAL_CONFIRMED = "national_confirmed"  # the platform took it, an operator says
    NATIONAL_REFUSED = "national_refused"
    NATIONAL_AGAIN = "national_again"  # it was refused, or the file was lost
    RECOVERY_CODE = "recovery_code"  # read out to the owner of the account, who forgot the password


class Role(StrEnum):
    """Who an account acts as."""

    CITIZEN = "citizen"
    HOSPITAL = "hospital"
    EMPLOYER = "employer"
    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    TERMINAL = "terminal"  # 自助机: nobody signs in with it


STAFF = (Role.CLERK, Role.SUPERVISOR)
OF_A_COUNTY = (*STAFF, Role.TERMINAL)  # whose account is of one county's agency
WITH_SECOND_FACTOR = (Role.HOSPITAL, Role.EMPLOYER, *STAFF)  # they handle other people's data


class Evidence(StrEnum):
    """How a paper came to be on file."""

    UPLOAD = "upload"
    FAX = "fax"
    SIGHTED = "sighted"  # a clerk saw the original at the window
    COMMITMENT = "commitment"  # 个人承诺书 signed in place of the paper
    PORTAL = "portal"  # the form the portal itself fills from the filing


class Mark(StrEnum):
    """What a clerk found of a paper."""

    UNCHECKED = "unchecked"
    SOUND = "sound"
    ILLEGIBLE = "illegible"
    UNSEALED = "unsealed"
    WRONG_PERSON = "wrong_person"
    EXPIRED = "expired"
    OTHER = "other"

    @property
    def is_usable(self) -> bool:
        """Whether a paper so marked counts: nobody has found anything wrong with it."""
        return self in (Mark.UNCHECKED, Mark.SOUND)


class Subject(StrEnum):
    """What a clerk looks at before a filing is approved."""

    DOCUMENT = "document"
    INSURED = "insured"
    PERSON = "person"
    OWNER = "owner"  # whose account it came from


class AskedFor(StrEnum):
    """What the latest correction notice asks of whoever filed."""

    DOCUMENTS = "documents"
    ANSWERS = "answers"  # questions it opens
    BOTH = "both"
    WORDS = "words"  # what the clerk wrote, and nothing else


class NoticeKind(StrEnum):
    """What goes out, each on paper and as a page."""

    RECEIPT = "receipt"  # 收件回执: what came in, and the number to follow it by
    ACCEPTANCE = "acceptance"  # 受理通知书
    CORRECTION = "correction"  # 一次性告知书
    REFUSAL = "refusal"  # 不予受理通知书
    DECISION = "decision"  # 备案回执 / 决定
    FILING_FORM = "filing_form"  # 备案登记表, in duplicate
    COMMITMENT = "commitment"  # 个人承诺书
    AUTHORISATION = "authorisation"  # 授权委托书


class TokenPurpose(StrEnum):
    """What a random token opens."""

    QR = "qr"  # printed on a filing's notices: its state
    UPLOAD = "upload"  # papers of a filing, without an account
    BIND = "bind"  # adding a filing to an account
    INVITE = "invite"  # an account for a member of staff
    RESET = "reset"  # a new password
