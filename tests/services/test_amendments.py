"""What a filer does with a filing that stands: ends it, changes it, renews it; and what goes along; on both engines."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest
from flask import Flask

from portal.domain.actor import Context
from portal.domain.claims import AdmissionClaim, Claims, ContactClaim, ReferralClaim, SlipClaim
from portal.domain.errors import NotAllowed, NotFound
from portal.domain.vocabulary import Channel, EventKind, Evidence, FilingStatus, Mark
from portal.models import Document, Filing
from portal.models.transaction import transaction
from portal.services import (
    altering,
    amendments,
    binding,
    documents,
    filings,
    history,
    intake,
    marks,
    progress,
    referrals,
    review,
    succession,
    tokens,
)
from portal.services.cases import Case
from tests.approving import approve
from tests.people import acting, citizen, hospital_staff, insured, long_stay, person, staff
from tests.services.filings.test_from_draft_to_end import page

WHO, TODAY = person(1), date(2026, 9, 14)
HERE = "192.0.2.1"


def filed(*, promised: bool = False) -> tuple[Context, Filing]:
    """A long stay sent in, its document kept or promised."""
    filer = acting(citizen(WHO))
    typed = long_stay(WHO, referral=ReferralClaim("汶上县中医院", date(2026, 9, 1)))
    draft = filings.open_draft(filer, "wenshang.long-term", typed)
    if promised:
        documents.commit_in_writing(filer, Case(filer, draft), "residence_proof", "本人承诺", WHO.name)
    else:
        documents.attach(filer, draft.number, "residence_proof", page("p"), None)
    return filer, filings.submit(filer, draft.number)


def in_force(**parts: bool) -> tuple[Context, Filing]:
    """The same, approved."""
    filer, sent = filed(**parts)
    return filer, approve(acting(staff("clerk")), sent)


def gone(_key: str) -> None:
    """There is no such file any more."""


def on_file(ctx: Context, filing: Filing) -> list[Document]:
    return list(Case(ctx, filing).documents)


@pytest.mark.parametrize(
    ("begins_on", "ends_on", "ends"),
    [
        (date(2026, 9, 1), None, TODAY),
        (date(2026, 9, 1), date(2027, 9, 1), TODAY),
        (date(2026, 10, 1), date(2027, 9, 1), None),  # before it began: it counted on no day
        (TODAY, None, TODAY),
        (None, None, TODAY),
    ],
)
def test_a_cancelled_filing_ends_today_where_it_has_begun(
    services: Flask, begins_on: date | None, ends_on: date | None, ends: date | None
) -> None:
    filer, filing = in_force()
    with transaction():
        filing.begins_on, filing.ends_on = begins_on, ends_on
    done = amendments.cancel(filer, filing.number, filing.version, " 回来了 ")
    assert (done.status, done.ends_on) == (FilingStatus.CANCELLED, ends)
    event = history.events_of(done)[-1]
    assert (event.kind, event.detail.reason) == (EventKind.CANCELLED, "回来了")
    again = amendments.cancel(filer, filing.number, 1)
    assert (again.version, len(history.events_of(again))) == (done.version, len(history.events_of(done)))


def test_who_is_back_ends_it_today_and_who_has_not_left_does_not(services: Flask) -> None:
    filer, filing = in_force()
    with transaction():
        filing.begins_on = TODAY + timedelta(days=1)
    with pytest.raises(NotAllowed, match="not_left_yet"):
        amendments.return_home(filer, filing.number, filing.version)
    with transaction():
        filing.begins_on = TODAY - timedelta(days=9)
    done = amendments.return_home(filer, filing.number, filing.version, " 上周回来的 ")
    assert (done.status, done.ends_on) == (FilingStatus.CANCELLED, TODAY)
    event = history.events_of(done)[-1]
    assert (event.kind, event.detail.reason) == (EventKind.RETURNED_HOME, "上周回来的")
    assert amendments.return_home(filer, filing.number, 1).version == done.version


def begin_change(ctx: Context, number: str, _version: int) -> Filing:
    return amendments.begin_change(ctx, number, str)


@pytest.mark.parametrize("alter", [amendments.cancel, begin_change])
def test_what_is_over_is_neither_cancelled_nor_changed(services: Flask, alter: Callable[..., Filing]) -> None:
    filer, filing = in_force()
    with transaction():
        filing.begins_on, filing.ends_on = TODAY - timedelta(days=9), TODAY - timedelta(days=1)
    with pytest.raises(NotAllowed) as refused:
        alter(filer, filing.number, filing.version)
    assert (refused.value.code, filing.status) == ("over_already", FilingStatus.APPROVED)
    again = amendments.begin_renewal(filer, filing.number, lambda key: f"again-{key}")
    assert again.status is FilingStatus.DRAFT


def test_withdrawn_twice_is_withdrawn_once(services: Flask) -> None:
    filer, filing = filed()
    done = amendments.withdraw(filer, filing.number, filing.version)
    version = done.version
    assert amendments.withdraw(filer, filing.number, 1).version == version
    assert [event.kind for event in history.events_of(done)].count(EventKind.WITHDRAWN) == 1


def test_a_change_takes_the_place_of_what_it_changes_and_a_renewal_does_not(services: Flask) -> None:
    filer, filing = in_force()
    change = amendments.begin_change(filer, filing.number, lambda key: f"copy-{key}")
    renewal = amendments.begin_renewal(filer, filing.number, lambda key: f"again-{key}")
    assert (change.amends_id, renewal.amends_id) == (filing.id, None)
    assert (change.status, renewal.status) == (FilingStatus.DRAFT, FilingStatus.DRAFT)
    assert change.id != renewal.id
    assert change.claims == replace(filing.claims, begins_on=None), "from when is said anew"
    forgotten = replace(
        filing.claims,
        referral=replace(filing.claims.referral, issued_on=None),
        begins_on=None,
        declaration=replace(filing.claims.declaration, signed_name=None),
    )
    assert renewal.claims == forgotten
    assert amendments.begin_change(filer, filing.number, str).id == change.id  # pressed twice
    with transaction():
        filing.version += 1
    assert amendments.begin_change(filer, filing.number, lambda key: f"new-{key}").id != change.id


@pytest.mark.parametrize("begin", [amendments.begin_change, amendments.begin_renewal])
def test_one_that_came_to_nothing_is_begun_again(services: Flask, begin: Callable[..., Filing]) -> None:
    filer, filing = in_force()
    tries = count()

    def copied(key: str) -> str:
        return f"{key}-{next(tries)}"

    unsent = begin(filer, filing.number, copied)
    amendments.withdraw(filer, unsent.number, unsent.version)
    sent = filings.submit(filer, begin(filer, filing.number, copied).number)
    review.refuse(acting(staff("second")), sent.number, sent.version, "理由")
    third = begin(filer, filing.number, copied)
    assert third.status is FilingStatus.DRAFT
    assert len({filing.id, unsent.id, sent.id, third.id}) == 4
    assert begin(filer, filing.number, copied).id == third.id  # pressed twice


def test_what_is_valid_still_goes_along_with_what_a_clerk_found(services: Flask) -> None:
    filer, filing = in_force()
    [before] = on_file(filer, filing)
    change = amendments.begin_change(filer, filing.number, lambda key: f"copy-{key}")
    [after] = on_file(filer, change)
    assert (after.storage_key, after.sha256, after.kind) == ("copy-key-p", before.sha256, before.kind)
    assert (after.mark, after.marked_by_id, after.marked_at) == (Mark.SOUND, before.marked_by_id, before.marked_at)
    assert (after.added_at, after.added_by_id) == (filer.now, filer.actor.user_id)
    assert [each.uid for each in on_file(filer, filing)] == [before.uid]


@pytest.mark.parametrize("begin", [amendments.begin_change, amendments.begin_renewal])
def test_what_proved_another_place_is_looked_at_again(services: Flask, begin: Callable[..., Filing]) -> None:
    """And its person reads beside it that it may not do."""
    filer, filing = in_force()
    draft = begin(filer, filing.number, lambda key: f"copy-{key}")
    filings.save_draft(filer, draft.number, {"contact.address": "新址"})
    assert [each.mark for each in on_file(filer, draft)] == [Mark.SOUND]
    filings.save_draft(filer, draft.number, {"treatment_place": "440100"})
    [document] = on_file(filer, draft)
    assert (document.mark, document.marked_by_id) == (Mark.UNCHECKED, None)
    assert succession.came_along(document, draft)
    assert not succession.came_along(on_file(filer, filing)[0], filing)


@pytest.mark.parametrize("why", ["its file is gone", "it was promised"])
def test_what_cannot_go_along_is_asked_anew(services: Flask, why: str) -> None:
    filer, filing = in_force(promised=why == "it was promised")
    change = amendments.begin_change(filer, filing.number, gone)
    assert on_file(filer, change) == []


def test_what_was_seen_at_the_counter_goes_along_without_a_file(services: Flask) -> None:
    window = acting(staff("window"), Channel.WINDOW)
    entered = intake.enter(window, "wenshang.long-term", long_stay(WHO), "key", [intake.Sighted("residence_proof")])
    filer = acting(citizen(WHO))
    assert entered.binding_code is not None
    filing = binding.bind(filer, entered.filing.number, entered.binding_code, HERE)
    approve(acting(staff("clerk")), filing)
    change = amendments.begin_change(filer, filing.number, gone)
    assert [(each.evidence, each.storage_key) for each in on_file(filer, change)] == [(Evidence.SIGHTED, None)]


def test_a_slip_stays_with_its_year_whoever_renews(services: Flask) -> None:
    doctor = acting(hospital_staff("doctor"), Channel.HOSPITAL)
    slip = ReferralClaim(issued_on=date(2026, 9, 13))
    signed = SlipClaim(reason="本院做不了", doctor="王测试", agreed=True, sealed=True)
    typed = long_stay(WHO, person=insured(WHO), referral=slip, slip=signed, stay_months=None)
    sent = referrals.issue(doctor, typed, [page("s")], "key", is_sealed=True)
    filing = approve(acting(staff("clerk")), sent)
    change = amendments.begin_change(doctor, filing.number, lambda key: f"copy-{key}")
    assert [each.kind for each in on_file(doctor, change)] == ["referral_slip"]
    renewed = amendments.begin_renewal(doctor, filing.number, str)
    assert on_file(doctor, renewed) == []
    assert renewed.claims.slip == replace(signed, agreed=None, sealed=None)
    assert renewed.claims.referral == ReferralClaim(institution="汶上县中医院")
    assert amendments.begin_renewal(doctor, filing.number, str).id == renewed.id  # pressed twice
    foreign = acting(hospital_staff("people", "汶上县人民医院"), Channel.HOSPITAL)
    with pytest.raises(NotFound):
        amendments.begin_renewal(foreign, filing.number, str)
    verified = citizen(WHO, verified_by=staff("proof"))
    renewal = amendments.begin_renewal(acting(verified), filing.number, lambda key: f"again-{key}")
    assert on_file(acting(verified), renewal) == []


def test_only_what_is_in_force_is_changed(services: Flask) -> None:
    filer, filing = filed()
    for begin in (amendments.begin_change, amendments.begin_renewal):
        with pytest.raises(NotAllowed):
            begin(filer, filing.number, str)


def test_an_unsound_page_does_not_go_along(services: Flask) -> None:
    filer, sent = filed()
    clerk = acting(staff("desk"))
    documents.attach(clerk, sent.number, "residence_proof", page("q"), None)
    filing = approve(clerk, sent)
    unsound = next(each for each in on_file(clerk, filing) if each.storage_key == "key-q")
    with transaction():
        marks.note_mark(clerk, Case(clerk, filing), unsound.uid, Mark.ILLEGIBLE)
    change = amendments.begin_change(filer, filing.number, lambda key: f"copy-{key}")
    assert [each.storage_key for each in on_file(filer, change)] == ["copy-key-p"]


@pytest.mark.parametrize("who", ["staff", "owner already", "wrong code"])
def test_nothing_is_bound_to_whom_it_does_not_belong(services: Flask, who: str) -> None:
    window = acting(staff("window"), Channel.WINDOW)
    entered = intake.enter(window, "wenshang.long-term", long_stay(WHO), "key")
    code, number = entered.binding_code or "", entered.filing.number
    first, second = acting(citizen(WHO)), acting(citizen(person(2)))
    if who == "staff":
        with pytest.raises(NotAllowed):
            binding.bind(window, number, code, HERE)
    elif who == "owner already":
        binding.bind(first, number, code, HERE)
        with pytest.raises(NotFound):
            binding.bind(second, number, code, HERE)
    else:
        with pytest.raises(NotFound):
            binding.bind(first, number, "000000" if code != "000000" else "111111", HERE)
    bound_to = first.actor.user_id if who == "owner already" else None
    assert entered.filing.bound_user_id == bound_to
    kinds = [event.kind for event in history.events_of(entered.filing)]
    assert (EventKind.BOUND in kinds) is (bound_to is not None)


def test_a_link_to_send_documents_ends_when_the_filing_is_bound(services: Flask) -> None:
    window, owner = acting(staff("window"), Channel.WINDOW), acting(citizen(WHO))
    entered = intake.enter(window, "wenshang.long-term", long_stay(WHO), "key")
    with transaction():
        secret = tokens.upload_link(window, entered.filing).secret.token
    assert progress.by_upload_link(window, secret).number == entered.filing.number
    binding.bind(owner, entered.filing.number, entered.binding_code or "", HERE)
    with pytest.raises(NotFound):
        progress.by_upload_link(window, secret)


def test_nobody_binds_to_their_own_account_what_they_decided(services: Flask) -> None:
    entered = intake.enter(acting(staff("window"), Channel.WINDOW), "wenshang.long-term", long_stay(WHO), "key")
    decider, own = staff("decider"), citizen(person(2))
    with transaction():
        own.person_index = decider.person_index
    filing = entered.filing
    review.refuse(acting(decider), filing.number, filing.version, "理由")
    with pytest.raises(NotAllowed, match="not_yours_to_do"):
        binding.bind(acting(own), filing.number, entered.binding_code or "", HERE)


def test_what_was_not_waited_for_ends_its_link(services: Flask) -> None:
    """A clerk goes on without it: the link that was sent brings nothing more."""
    window = acting(staff("window"), Channel.WINDOW)
    sent = intake.enter(window, "wenshang.long-term", long_stay(WHO), "key").filing
    review.request_correction(window, sent.number, sent.version, [])
    secret = progress.upload_link(window, sent.number)
    later = replace(window, now=window.now + timedelta(minutes=1))
    assert amendments.receive_correction(later, sent.number, sent.version).status is FilingStatus.SUBMITTED
    with pytest.raises(NotFound):
        progress.by_upload_link(later, secret)


@pytest.mark.parametrize(
    ("begins_on", "locked"),
    [
        (date(2026, 3, 14), None),  # six months are over today
        (date(2026, 3, 15), date(2026, 9, 14)),
        (TODAY, date(2027, 3, 13)),
        (date(2026, 9, 15), None),  # it counts from tomorrow: nothing was used yet
        (None, None),
    ],
)
def test_what_a_county_locks_is_neither_changed_nor_cancelled_before_that_is_over(
    services: Flask, monkeypatch: pytest.MonkeyPatch, begins_on: date | None, locked: date | None
) -> None:
    filer, filing = in_force()
    with transaction():
        filing.begins_on = begins_on
    assert altering.locked_until(Case(filer, filing), TODAY) is None, "no guide of ours locks"
    monkeypatch.setattr("portal.domain.item.Item.lock_months", 6)
    assert altering.locked_until(Case(filer, filing), TODAY) == locked
    if locked is None:
        assert amendments.begin_change(filer, filing.number, lambda key: f"copy-{key}").amends_id == filing.id
        assert amendments.cancel(filer, filing.number, filing.version).status is FilingStatus.CANCELLED
        return
    for act in (
        lambda: amendments.begin_change(filer, filing.number, str),
        lambda: amendments.cancel(filer, filing.number, filing.version),
    ):
        with pytest.raises(NotAllowed, match="locked"):
            act()
    assert amendments.begin_renewal(filer, filing.number, lambda key: f"copy-{key}").amends_id is None


@pytest.mark.parametrize(("wanted", "kept"), [(TODAY + timedelta(days=1), TODAY + timedelta(days=1)), (TODAY, None)])
def test_a_change_of_what_has_not_begun_begins_on_its_day(services: Flask, wanted: date, kept: date | None) -> None:
    """Somebody who leaves in a while and mends a telephone number leaves no sooner."""
    filer = acting(citizen(WHO))
    draft = filings.open_draft(filer, "wenshang.long-term", long_stay(WHO, begins_on=wanted))
    documents.attach(filer, draft.number, "residence_proof", page("p"), None)
    filing = approve(acting(staff("clerk")), filings.submit(filer, draft.number))
    change = amendments.begin_change(filer, filing.number, lambda key: f"copy-{key}")
    assert (filing.begins_on, change.claims.begins_on) == (wanted, kept)
    renewal = amendments.begin_renewal(filer, filing.number, lambda key: f"again-{key}")
    assert renewal.claims.begins_on is None


@pytest.mark.parametrize(
    ("admitted_on", "last_day"),
    [(date(2026, 9, 10), None), (date(2026, 9, 21), date(2026, 9, 29))],
    ids=["the same stay", "another"],
)
def test_a_change_of_what_was_filed_in_time_is_not_late(
    services: Flask, admitted_on: date, last_day: date | None
) -> None:
    """S3:98 counts five working days from the admission: the first filing kept them, and no change undoes that."""
    stay = AdmissionClaim(date(2026, 9, 10), emergency=True, inpatient=True)
    typed = Claims(
        insured(WHO, "450206"),
        treatment_place="310000",
        stay_days=30,
        admission=stay,
        contact=ContactClaim(None, WHO.phone),
    )
    filer, clerk = acting(citizen(WHO)), staff("clerk", "liujiang")
    draft = filings.open_draft(filer, "liujiang.emergency", typed)
    for kind in ("identity", "emergency_record"):
        documents.attach(filer, draft.number, kind, page(kind[0]), True)
    filing = approve(acting(clerk), filings.submit(filer, draft.number))
    later = replace(filer, now=filer.now + timedelta(days=20))
    change = amendments.begin_change(later, filing.number, lambda key: f"{key}-copy")
    filings.save_draft(later, change.number, {"treatment_place": "440100", "admission.on": admitted_on})
    found = Case(later, filings.submit(later, change.number)).determination
    is_late = last_day is not None
    assert (change.deadline_on, found.deadline_on, bool(found.effects)) == (last_day, last_day, is_late)
    assert ("filed_late" in [each.code for each in found.findings]) is is_late
