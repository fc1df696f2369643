"""个人承诺书 after it was signed: it stands while its signer is named, and its paper says what the filing says."""

from portal.domain.actor import Context
from portal.domain.attestation import speaks_of
from portal.domain.mending import Mending
from portal.domain.spelling import is_same_name
from portal.domain.vocabulary import Evidence, NoticeKind
from portal.models import Document
from portal.services import issuing
from portal.services.cases import Case


def standing(case: Case) -> list[Document]:
    """What was signed and counts."""
    return [each for each in case.documents if each.evidence is Evidence.COMMITMENT and each.mark.is_usable]


def let_go_of_others(case: Case) -> None:
    """What was signed in a name that is the person's no longer, nor the agent's, is off file: it is owed anew."""
    names = [name for name in (case.filing.claims.person.name, case.filing.claims.agent.name) if name]
    for pledge in standing(case):
        assert pledge.commitment is not None, "what is signed is kept with it"
        if not any(is_same_name(pledge.commitment.signed_name, name) for name in names):
            case.remove(pledge)


def follow(ctx: Context, case: Case, done: Mending | None) -> None:
    """Put the paper out again where the filing says otherwise now what was pledged of, or it lacks what was signed."""
    signed = standing(case)
    if not signed:
        return
    issued = max((notice.issued_at for notice in case.notices if notice.kind is NoticeKind.COMMITMENT), default=None)
    is_changed = done is not None and any(speaks_of(pledge.kind, done.paths) for pledge in signed)
    if is_changed or issued is None or any(pledge.added_at > issued for pledge in signed):
        issuing.issue(ctx, case, NoticeKind.COMMITMENT)
