"""A filing as an institution's system reads it: where it stands and what is awaited; nobody's name or number."""

from datetime import date, datetime

from portal.domain.actor import BEIJING
from portal.domain.fact_rules import FactFaults
from portal.models import Filing
from portal.services import open_questions, slip_signatures
from portal.services.cases import Case
from portal.web.api.schemas import Schema


def record_of(filing: Filing) -> Schema:
    """What a list says of it, and the answer to what made it."""
    return {
        "number": filing.number,
        "item": filing.item_id,
        "status": filing.status.value,
        "version": filing.version,
        "submitted_at": _instant(filing.submitted_at),
        "decided_at": _instant(filing.decided_at),
        "due_on": _day(filing.due_on),
        "begins_on": _day(filing.begins_on),
        "ends_on": _day(filing.ends_on),
    }


def whole_record_of(case: Case) -> Schema:
    """The same with what its filer is to bring or to answer, and in which words that was asked."""
    requested = case.requested
    return record_of(case.filing) | {
        "documents_awaited": list(_awaited(case)),
        "signatures_awaited": list(_unsigned(case)),
        "questions_asked": list(open_questions.paths(case)),
        "remark": requested.remark or None,
    }


def _awaited(case: Case) -> tuple[str, ...]:
    try:
        return case.awaited
    except FactFaults:  # its filer is in the middle of mending it
        return case.requested.kinds


def _unsigned(case: Case) -> tuple[str, ...]:
    """Who of the hospital has yet to sign its slip, where its county asks and it is not issued."""
    wanted = slip_signatures.wanted(case.filing, case.item)
    if not wanted or not slip_signatures.is_being_signed(case.filing):
        return ()
    signed = {each.signer for each in slip_signatures.signatures_of(case.filing)}
    return tuple(signer.value for signer in wanted if signer not in signed)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _instant(instant: datetime | None) -> str | None:
    return instant.astimezone(BEIJING).isoformat(timespec="seconds") if instant else None
