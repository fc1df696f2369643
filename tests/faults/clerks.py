"""So many filings, so many clerks deciding each at the same instant: one winner each."""

from sqlalchemy import func, select

from portal.models import FilingEvent, db
from portal.services import documents, filings
from portal.services.documents import StoredFile
from tests.conftest import services_on
from tests.faults.tally import LossTally
from tests.people import acting, citizen, long_stay, person, staff
from tests.races import workers
from tests.races.test_races import at_once


def deciding_at_once(url: str, count: int, clerks: int) -> LossTally:
    """Everybody tries to approve everything; counts the filings that nobody or more than one approved."""
    with services_on(url):
        waiting = []
        for serial in range(1, count + 1):
            who = person(10_000 + serial)
            author = acting(citizen(who))
            draft = filings.open_draft(author, "wenshang.long-term", long_stay(who))
            proof = StoredFile(f"{serial:032x}", "image/jpeg", 1000, 1, f"{serial:064x}")
            documents.attach(author, draft.number, "residence_proof", proof, None)
            sent = filings.submit(author, draft.number)
            waiting.append((sent.number, sent.version))
        people = [staff(f"clerk{number}").id for number in range(clerks)]
        db.session.remove()
        answers = at_once(workers.decide, [(url, clerk, waiting) for clerk in people])
        winners = [sum(answer == "done" for answer in each) for each in zip(*answers, strict=True)]
        assert {answer for each in answers for answer in each} == {"done", "done_meanwhile"}
        approvals = db.session.scalar(select(func.count()).where(FilingEvent.kind == "approved"))
        assert approvals == sum(winners)
    return LossTally(count, sum(won == 0 for won in winners), sum(won - 1 for won in winners if won > 1))
