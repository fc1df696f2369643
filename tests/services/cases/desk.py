"""One filing, everybody who acts on it, and the acts, each as its page calls it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.domain.actor import Context
from portal.domain.claims import ReferralClaim, laid_over
from portal.domain.mending import Informant
from portal.domain.vocabulary import Channel, Mark, Role
from portal.models import Filing, Hospital, db
from portal.models.transaction import transaction
from portal.services import (
    amendments,
    approval,
    documents,
    filings,
    hospitals,
    intake,
    marks,
    mending,
    progress,
    referrals,
    review,
    tokens,
)
from portal.services.approval import Approval
from portal.services.cases import Case
from portal.services.intake import Arrived, Sighted
from tests.people import SyntheticPerson, acting, citizen, hospital_staff, insured, long_stay, person, staff
from tests.services.filings.test_from_draft_to_end import page
from tests.web.clerk.cases import emergency

BY_TELEPHONE = Informant("吴测试", "女儿", Channel.PHONE, "2026-09-14 10:05")
PROOF, SLIP, RECORD = "residence_proof", "referral_slip", "emergency_record"


class Desk:
    """A filing at its desk; nobody acts before it came in."""

    def __init__(self, serial: int) -> None:
        self.serial = serial
        self.who: SyntheticPerson = person(serial)
        self.clerk = acting(staff(f"clerk{serial}"))
        self.chief = acting(staff(f"chief{serial}", role=Role.SUPERVISOR))
        self.filer: Context = acting(citizen(self.who))
        self.doctor = acting(hospital_staff(f"doctor{serial}"), Channel.HOSPITAL)
        self.filing: Filing

    @property
    def number(self) -> str:
        return self.filing.number

    @property
    def case(self) -> Case:
        """As a page shows it now."""
        return Case(self.clerk, self.filing)

    def page(self, name: str) -> documents.StoredFile:
        return replace(page(name), key=f"{self.serial}-{name}", sha256=f"{self.serial:032x}{name:>32}")

    def wait_a_minute(self) -> None:
        for part in ("clerk", "chief", "filer", "doctor"):
            ctx = getattr(self, part)
            setattr(self, part, replace(ctx, now=ctx.now + timedelta(minutes=1)))

    def uid(self, kind: str = PROOF) -> str:
        return next(each.uid for each in self.case.documents if each.kind == kind)

    # how it came in

    def without_proof(self) -> None:
        self.filing = filings.open_draft(self.filer, "wenshang.long-term", long_stay(self.who))
        self.filing = filings.submit(self.filer, self.number)

    def with_proof(self) -> None:
        self.filing = filings.open_draft(self.filer, "wenshang.long-term", long_stay(self.who))
        documents.attach(self.filer, self.number, PROOF, self.page("a"), None)
        self.filing = filings.submit(self.filer, self.number)

    def at_the_counter(self) -> None:
        ctx = replace(self.clerk, channel=Channel.WINDOW)
        self.filing = intake.enter(ctx, "wenshang.long-term", long_stay(self.who), f"key-{self.serial}").filing

    def emergency(self) -> None:
        """S3:51 加盖医疗机构公章; S3:44 系统查询."""
        self.clerk = acting(staff(f"liujiang{self.serial}", "liujiang"), Channel.WINDOW)
        typed = laid_over(emergency(self.who), {"person.insured_place": "450206", "stay_days": 30})
        record, key = Arrived(RECORD, self.page("r"), None), f"key-{self.serial}"
        self.filing = intake.enter(self.clerk, "liujiang.emergency", typed, key, [Sighted("identity")], [record]).filing

    def referred(self) -> None:
        slip = ReferralClaim(issued_on=date(2026, 9, 13))
        typed = long_stay(self.who, person=insured(self.who), referral=slip, stay_months=None)
        self.filing = referrals.issue(self.doctor, typed, [self.page("s")], f"key-{self.serial}", is_sealed=True)

    # what is done to it

    def bring(self) -> None:
        documents.attach(self.filer, self.number, PROOF, self.page("b"), None)

    def bring_two(self) -> None:
        documents.attach_all(self.filer, self.case, PROOF, [self.page("b"), self.page("c")], None)

    def take_back(self) -> None:
        documents.remove(self.filer, self.number, self.uid())

    def promise(self) -> None:
        documents.commit_in_writing(self.filer, self.case, PROOF, "承诺", self.who.name)

    def send_by_link(self) -> None:
        with transaction():
            link = tokens.upload_link(self.clerk, self.filing).secret.token
        progress.add_by_link(self.clerk, link, self.case, PROOF, [self.page("b")], None)

    def come_to_the_counter(self) -> None:
        intake.receive(self.clerk, self.case, self.filing.version, [Sighted(PROOF)])

    def come_by_fax(self) -> None:
        ctx = replace(self.clerk, channel=Channel.FAX)
        intake.receive(ctx, self.case, self.filing.version, [], [Arrived(PROOF, self.page("f"))])

    def sign_at_the_counter(self) -> None:
        intake.receive(self.clerk, self.case, self.filing.version, committed=[PROOF])

    def be_scanned(self) -> None:
        documents.attach(self.clerk, self.number, PROOF, self.page("d"), None)

    def mark(self, found: Mark, kind: str = PROOF) -> None:
        marks.mark(self.clerk, self.number, self.uid(kind), found, "第二页缺了")

    def look_up(self, insured: bool) -> None:
        review.check_insured(self.clerk, self.number, insured)

    def mend(self, **answers: object) -> None:
        typed = {path.replace("__", "."): answer for path, answer in answers.items()}
        mending.mend(self.clerk, self.case, self.filing.version, typed, BY_TELEPHONE)  # type: ignore[arg-type]

    def ask(self, *kinds: str, questions: tuple[str, ...] = ()) -> None:
        review.request_correction(self.clerk, self.number, self.filing.version, kinds, questions=questions)

    def answer(self, **answers: object) -> None:
        amendments.send_correction(self.filer, self.case, self.filing.version, answers)  # type: ignore[arg-type]

    def accept(self) -> None:
        review.accept(self.clerk, self.number, self.filing.version, "其余随后补")

    def be_taken_off_the_list(self, until: date | None = date(2026, 1, 1)) -> None:
        row = db.session.scalar(select(Hospital).where(Hospital.name == "汶上县中医院"))
        hospitals.set_dates(self.chief, row.uid, None, until)

    def approve_without_looking(self) -> None:
        """Refused at the last question, and nothing of it is kept."""
        with pytest.raises(Exception, match="left_unchecked"):
            approval.approve(self.clerk, self.number, self.filing.version, Approval(begins_on=date(2026, 9, 14)))


def kept(filing: Filing) -> tuple[object, ...]:
    """What lists show of what the rules say."""
    return filing.outcome, filing.due_on, filing.deadline_on, filing.begins_on, filing.ends_on


def determined(ctx: Context, filing: Filing) -> tuple[object, ...]:
    """The same as the rules say it at this moment, of what is kept."""
    found = Case(ctx, filing).determination
    return found.outcome, found.due_on, found.deadline_on, found.begins_on, found.ends_on
