"""Plays the demo's cases through the services, each at its own past instant, as the people involved would."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from portal.demo.accounts import HOME, clerk_of, make_citizen
from portal.demo.documents import SampleDocuments
from portal.demo.people import DemoPerson, demo_person
from portal.demo.plan import DemoCase, by_citizen
from portal.demo.terminals import Terminals
from portal.domain import acceptance
from portal.domain.actor import BEIJING, Context
from portal.domain.claims import (
    AdmissionClaim,
    AgentClaim,
    CallerClaim,
    Claims,
    ContactClaim,
    PersonClaim,
    ReferralClaim,
    SlipClaim,
)
from portal.domain.vocabulary import (
    KEYED_BY_A_CLERK,
    Channel,
    Evidence,
    FilingStatus,
    FilingType,
    Mark,
    Scheme,
)
from portal.models import Filing, User
from portal.services import (
    accounts,
    amendments,
    approval,
    claims,
    documents,
    filings,
    intake,
    marks,
    referrals,
    review,
    sessions,
)
from portal.services.approval import Approval
from portal.services.cases import Case
from portal.services.intake import Arrived, Sighted

_FORM = {Channel.FAX: "fax", Channel.HOSPITAL: "pdf"}
_PLEDGE = "演示：本人确实在外地长期居住，补不了的材料用本承诺书代替。"
_REASON = "演示：资料不实，经核对不符合条件"


class Player:
    """Makes one filing after another; `users` are the demo's accounts by name."""

    def __init__(self, now: datetime, users: dict[str, User], documents: SampleDocuments, password_hash: str) -> None:
        self._now = now
        self._users = users
        self._documents = documents
        self._password_hash = password_hash
        self._citizens: dict[int, User] = {}
        self._terminals = Terminals(users)

    def play(self, case: DemoCase) -> Filing:
        """One case from its first act to the state it shall show."""
        start = self._moment(case)
        filing = self._enter(case, start)
        if case.ends is FilingStatus.DRAFT:
            return filing
        if case.ends is FilingStatus.WITHDRAWN:
            return amendments.withdraw(self._filer(case, start + timedelta(minutes=40)), filing.number, filing.version)
        return self._review(case, filing, start + timedelta(hours=1))

    def _moment(self, case: DemoCase) -> datetime:
        day = (self._now - timedelta(days=case.days_ago)).astimezone(BEIJING).date()
        at = datetime.combine(day, time(9, case.serial % 60), BEIJING).astimezone(UTC)
        return min(at, self._now - timedelta(hours=3, minutes=case.serial % 60))

    def _enter(self, case: DemoCase, at: datetime) -> Filing:
        who = demo_person(case.serial)
        stated = self._stated(case, who, at)
        if case.channel in KEYED_BY_A_CLERK:
            ctx = self._staff(case, at, case.channel)
            return intake.enter(ctx, case.item.id, stated, f"demo-{case.serial}", *self._brought(case)).filing
        if case.channel is Channel.HOSPITAL:
            slip = [self._documents.kept("referral_slip", "pdf")]
            return referrals.issue(
                self._as("hospital", at, Channel.HOSPITAL), stated, slip, f"demo-{case.serial}", True
            )
        if case.channel is Channel.KIOSK:
            return self._terminals.file(case.item, stated, self._kinds(case), at)
        ctx = self._filer(case, at)
        filing = filings.open_draft(ctx, case.item.id, stated)
        if case.ends is FilingStatus.DRAFT:
            return filing
        for kind in self._kinds(case):
            if _is_pledged(case, kind):
                documents.commit_in_writing(ctx, Case(ctx, filing), kind, _PLEDGE, stated.signer.name or "")
            else:
                documents.attach(ctx, filing.number, kind, self._documents.kept(kind, "photograph"), True)
        return filings.submit(ctx, filing.number)

    def _kinds(self, case: DemoCase) -> list[str]:
        """What the person sends; someone asked for a correction forgot the last paper."""
        kinds = [m.kind for m in case.item.materials if m.kind != "filing_form" and not m.only_with_agent]
        if case.by_agent:
            kinds += [m.kind for m in case.item.materials if m.only_with_agent]
        if case.item.filing_type is FilingType.REFERRAL and "referral_slip" not in kinds:
            kinds.append("referral_slip")
        return kinds[:-1] if case.ends is FilingStatus.CORRECTION_REQUESTED else kinds

    def _brought(self, case: DemoCase) -> tuple[list[Sighted], list[Arrived]]:
        kinds = self._kinds(case)
        if case.channel is Channel.WINDOW:
            return [Sighted(kind, True) for kind in kinds], []
        form = _FORM.get(case.channel, "photograph")
        return [], [Arrived(kind, self._documents.kept(kind, form), True) for kind in kinds]

    def _stated(self, case: DemoCase, who: DemoPerson, at: datetime) -> Claims:
        day, item = at.astimezone(BEIJING).date(), case.item
        stated = Claims(
            person=PersonClaim(
                name=who.name,
                id_number=who.id_number,
                scheme=Scheme.EMPLOYEE,
                insured_place=item.place.insures[0].ljust(6, "0"),
                kind=next(iter(item.kinds), None),
                retired=True,
            ),
            treatment_place=case.place,
            begins_on=day,
            household_moved=True,
            contact=ContactClaim(who.name, who.phone, who.address),
        )
        if item.filing_type is FilingType.EMERGENCY:
            admitted = day - timedelta(days=20 if case.is_late else 1)
            stay = AdmissionClaim(admitted, emergency=True, inpatient=True, networked=True)
            stated = replace(stated, admission=stay, stay_days=40, hospital="演示市第一人民医院")
        elif item.filing_type is FilingType.REFERRAL:
            referrer = next((each.name for each in item.place.hospitals), "演示县人民医院")
            slip = SlipClaim(diagnosis_name="演示诊断", reason="演示：需要到上级医院进一步治疗")
            stated = replace(stated, referral=ReferralClaim(referrer, day), slip=slip)
        else:
            stated = replace(stated, stay_months=12)
        if case.by_agent:
            agent = demo_person(_agent_of(case))
            stated = replace(stated, agent=AgentClaim(agent.name, agent.id_number, agent.phone, "女儿"))
        if case.channel is Channel.PHONE:
            stated = replace(stated, caller=CallerClaim(who.name, who.phone, "本人"))
        return stated

    def _review(self, case: DemoCase, filing: Filing, at: datetime) -> Filing:
        clerk = self._staff(case, at)
        if case.ends is FilingStatus.SUBMITTED:
            return filing
        if case.ends is FilingStatus.CORRECTION_REQUESTED:
            return review.request_correction(clerk, filing.number, filing.version, [], "请补齐后再提交。")
        for document in claims.live_documents(filing):
            if document.evidence is not Evidence.PORTAL and document.mark is Mark.UNCHECKED:
                marks.mark(clerk, filing.number, document.uid, Mark.SOUND)
        review.check_insured(clerk, filing.number, True)
        review.verify_person(clerk, filing.number)
        if case.ends is FilingStatus.REFUSED:
            return review.refuse(clerk, filing.number, filing.version, _REASON)
        if not acceptance.is_acceptable(case.item, Case(clerk, filing).determination):
            return review.refuse(clerk, filing.number, filing.version, _REASON)
        accepted = review.accept(clerk, filing.number, filing.version, "演示：材料随后补")
        if case.ends is FilingStatus.ACCEPTED:
            return accepted
        decider = self._staff(case, at + timedelta(minutes=30))
        if case.ends is FilingStatus.REJECTED:
            return review.reject(decider, filing.number, filing.version, _REASON)
        if not approval.is_approvable(Case(decider, filing).determination):
            return accepted
        approved = self._approve(decider, filing, "演示：已电话核实，同意备案")
        return self._afterwards(case, approved, at + timedelta(hours=1))

    def _afterwards(self, case: DemoCase, filing: Filing, at: datetime) -> Filing:
        if case.ends is FilingStatus.CANCELLED:
            return amendments.cancel(self._filer(case, at), filing.number, filing.version, "已回参保地生活")
        if case.ends is FilingStatus.REVOKED and case.item.place.slug == HOME:
            return review.revoke(self._as("supervisor", at), filing.number, filing.version, "演示：承诺不实")
        if case.ends is FilingStatus.SUPERSEDED and case.channel is Channel.ONLINE:
            return self._change(case, filing, at)
        return filing

    def _change(self, case: DemoCase, filing: Filing, at: datetime) -> Filing:
        filer = self._filer(case, at)
        successor = amendments.begin_change(filer, filing.number, self._documents.copied)
        filings.save_draft(filer, successor.number, {"treatment_place": "500000"})
        sent = filings.submit(filer, successor.number)
        clerk = self._staff(case, at + timedelta(minutes=20))
        review.check_insured(clerk, sent.number, True)
        accepted = review.accept(clerk, sent.number, sent.version, "演示：材料随后补")
        return self._approve(clerk, accepted, "演示：变更就医地")

    def _approve(self, ctx: Context, filing: Filing, answer: str) -> Filing:
        """A clerk who found everything in order."""
        needs = approval.needs_of(Case(ctx, filing), accounts.account_of(filing), ctx)
        checked = frozenset(each.key for each in needs.unchecked)
        beside = frozenset(each.number for each in needs.beside)
        given = Approval(answer if needs.asks else "", needs.start.on, checked, beside=beside)
        return approval.approve(ctx, filing.number, filing.version, given)

    def _filer(self, case: DemoCase, at: datetime) -> Context:
        """Who filed: the demo's citizen for some of the family, else an account of the person's or agent's own."""
        if case.channel is Channel.HOSPITAL:
            return self._as("hospital", at, Channel.HOSPITAL)
        if case.channel in KEYED_BY_A_CLERK:
            return self._staff(case, at, case.channel)
        if case.channel is Channel.KIOSK:  # nobody holds it: its person comes to the counter
            return self._staff(case, at, Channel.WINDOW)
        if by_citizen(case.serial) and case.by_agent:
            return self._as("citizen", at, case.channel)
        serial = _agent_of(case) if case.by_agent else case.serial
        if serial not in self._citizens:
            moment = Context(sessions.actor_of(self._users["clerk"]), at)
            self._citizens[serial] = make_citizen(moment, demo_person(serial), self._password_hash)
        return Context(sessions.actor_of(self._citizens[serial]), at, case.channel)

    def _staff(self, case: DemoCase, at: datetime, channel: Channel = Channel.ONLINE) -> Context:
        return self._as(clerk_of(case.item.place.slug), at, channel)

    def _as(self, name: str, at: datetime, channel: Channel = Channel.ONLINE) -> Context:
        return Context(sessions.actor_of(self._users[name]), at, channel)


def _is_pledged(case: DemoCase, kind: str) -> bool:
    """Every third signs where the guide lets one."""
    material = case.item.material(kind)
    return case.serial % 3 == 0 and material is not None and material.commitment.value is True


def _agent_of(case: DemoCase) -> int:
    """The number of the person who files for somebody else; 0 is the demo's citizen."""
    return 0 if by_citizen(case.serial) else 600 + case.serial
