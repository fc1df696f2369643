"""What goes to the national library: once a file, once again when it changed, and nothing that nobody confirmed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from portal.domain.actor import Context
from portal.domain.errors import NotAllowed, NotFound
from portal.domain.national import UploadState
from portal.domain.portal_events import PortalEventKind
from portal.domain.vocabulary import EventKind, Role
from portal.models import Filing, FilingEvent, NationalBatch, PortalEvent, db
from portal.services import amendments, documents, filings, history, national, national_answers
from portal.services.documents import StoredFile
from portal.services.national_answers import AnswersEntered, PlatformAnswer
from tests.approving import approve
from tests.people import acting, citizen, just_confirmed, long_stay, person, staff
from tests.statements import noted

Line = Mapping[str, str]


class Folder:
    """What was prepared, file by file; `meanwhile` is done while each is written."""

    path = Path("/srv/national")

    def __init__(self, meanwhile: Callable[[], object] = list) -> None:
        self.files: list[Sequence[Line]] = []
        self._meanwhile = meanwhile

    def prepare(self, lines: Sequence[Line]) -> str:
        """Keep it."""
        self.files.append(list(lines))
        self._meanwhile()
        return "0" * 64

    @property
    def lines(self) -> list[Line]:
        """All of them."""
        return [line for lines in self.files for line in lines]


def approved(serial: int, clerk: Context) -> Filing:
    """A filing that counts."""
    who = person(serial)
    filer = acting(citizen(who))
    draft = filings.open_draft(filer, "wenshang.long-term", long_stay(who))
    page = StoredFile(f"n{serial}", "image/jpeg", 9, 1, "a" * 64)
    documents.attach(filer, draft.number, "residence_proof", page, None)
    return approve(clerk, filings.submit(filer, draft.number))


@pytest.fixture
def clerk(services: Flask) -> Context:
    """Who approves."""
    return acting(staff("clerk"))


@pytest.fixture
def chief(services: Flask) -> Context:
    """Who answers for it."""
    return just_confirmed(staff("chief", role=Role.SUPERVISOR))


def export(chief: Context, most: int = 500) -> Folder:
    """Everything that waits."""
    folder, after_id = Folder(), 0
    while exported := national.export_next(chief, folder, after_id, most):
        after_id = exported.last_id
    return folder


def newest(chief: Context) -> int:
    """The number of the file that was written last."""
    return national_answers.latest_files(chief)[0].file.id


def enter(chief: Context, *answers: PlatformAnswer) -> AnswersEntered:
    """The platform's answers to that file."""
    return national_answers.enter(chief, newest(chief), answers)


def kinds(filing: Filing) -> list[EventKind]:
    """What was done with it for the library."""
    events = db.session.query(FilingEvent).filter_by(filing_id=filing.id).order_by(FilingEvent.id)
    return [event.kind for event in events if event.kind.startswith("national_")]


def test_what_counts_is_in_one_file_once_and_waits_for_somebody_to_confirm_it(clerk: Context, chief: Context) -> None:
    made = [approved(serial, clerk) for serial in (1, 2, 3)]
    folder = export(chief, most=2)
    assert [len(lines) for lines in folder.files] == [2, 1]
    assert export(chief).files == []
    assert [row.filings for row in national.files_of(chief)] == [2, 1]
    first = folder.lines[0]
    assert (first["serv_matt_inst_id"], first["certno"]) == (made[0].number, person(1).id_number)
    assert (first["evt_type"], first["insutype"], first["rloc_admdvs"]) == ("01", "310", "310000")
    assert (first["begndate"], first["enddate"], first["out_fil_upld_stas"]) == ("2026-09-14", "", "0")
    assert (first["rloc_rea"], first["memo"], first["dcla_souc"]) == ("", "异地长期居住人员", "网上经办")
    assert [filing.upload_state for filing in made] == [UploadState.EXPORTED] * 3
    assert kinds(made[0]) == [EventKind.NATIONAL_EXPORTED]
    noted = db.session.query(PortalEvent).filter_by(kind=PortalEventKind.NATIONAL_EXPORTED).all()
    assert [(each.county, each.detail.tries) for each in noted] == [("wenshang", 2), ("wenshang", 1)]


def test_killed_before_the_end_nothing_is_gone_and_the_next_run_takes_it(clerk: Context, chief: Context) -> None:
    filing = approved(1, clerk)

    def killed() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        national.export_next(chief, Folder(killed), 0, 500)
    assert (db.session.query(NationalBatch).count(), kinds(filing)) == (0, [])
    assert len(export(chief).lines) == 1


def test_while_a_file_is_written_no_connection_is_held(clerk: Context, chief: Context) -> None:
    approved(1, clerk)
    held = list[bool]()
    national.export_next(chief, Folder(lambda: held.append(db.session().in_transaction())), 0, 500)
    assert held == [False]


def test_what_changes_while_its_file_is_written_stands_in_it_as_it_is_then(clerk: Context, chief: Context) -> None:
    changed, same = approved(1, clerk), approved(2, clerk)

    def cancel() -> None:
        if not folder.files[1:]:
            amendments.cancel(clerk, changed.number, changed.version)

    folder = Folder(cancel)
    assert national.export_next(chief, folder, 0, 500) is not None
    first, second = folder.files
    assert [line["evt_type"] for line in first] == ["01", "01"]
    assert [line["serv_matt_inst_id"] for line in second] == [same.number]
    assert (changed.upload_state, kinds(changed), kinds(same)) == (None, [], [EventKind.NATIONAL_EXPORTED])
    assert [row.filings for row in national.files_of(chief)] == [1]


def test_two_who_export_at_once_write_each_filing_into_one_file(clerk: Context, chief: Context) -> None:
    filing = approved(1, clerk)
    slower = Folder(lambda: national.export_next(chief, Folder(), 0, 500))
    assert national.export_next(chief, slower, 0, 500) is None
    assert kinds(filing) == [EventKind.NATIONAL_EXPORTED]
    assert [row.filings for row in national.files_of(chief)] == [1]


def test_what_changed_or_ended_goes_again_and_what_nobody_heard_of_does_not(clerk: Context, chief: Context) -> None:
    known, unknown = approved(1, clerk), approved(2, clerk)
    amendments.cancel(clerk, unknown.number, unknown.version)
    assert [line["serv_matt_inst_id"] for line in export(chief).lines] == [known.number]
    assert unknown.upload_state is None
    amendments.cancel(clerk, known.number, known.version)
    [ended] = export(chief).lines
    assert (ended["serv_matt_inst_id"], ended["evt_type"]) == (known.number, "05")


def test_answers_are_entered_once_with_the_reason_of_a_refusal_in_the_history(clerk: Context, chief: Context) -> None:
    taken, refused = approved(1, clerk), approved(2, clerk)
    export(chief)
    entered = [
        PlatformAnswer(taken.number),
        PlatformAnswer(refused.number, "人员编号不存在"),
        PlatformAnswer("100000000008"),
    ]
    first, again = (enter(chief, *entered) for _twice in range(2))
    assert (first.confirmed, first.refused, first.unknown) == (1, 1, ["100000000008"])
    assert (again.confirmed, again.refused) == (0, 0)
    assert (taken.upload_state, refused.upload_state) == (UploadState.CONFIRMED, UploadState.REFUSED)
    event = db.session.query(FilingEvent).filter_by(kind=EventKind.NATIONAL_REFUSED).one()
    assert event.detail.reason == "人员编号不存在"
    assert national_answers.counts(chief)[UploadState.REFUSED] == 1
    assert national_answers.refused(chief) == [refused.number]


@pytest.mark.parametrize("reason", ["", "人员编号不存在"])
def test_an_answer_to_an_older_file_says_nothing_of_a_newer_line(clerk: Context, chief: Context, reason: str) -> None:
    changed, same = approved(1, clerk), approved(2, clerk)
    export(chief)
    older = newest(chief)
    answers = [PlatformAnswer(filing.number, reason) for filing in (changed, same)]
    amendments.cancel(clerk, changed.number, changed.version)
    assert national_answers.enter(chief, older, answers[:1]).unknown == [changed.number], "it waits to be sent anew"
    export(chief)
    entered = national_answers.enter(chief, older, answers)
    assert (entered.confirmed + entered.refused, entered.later) == (1, [changed.number])
    assert (changed.upload_state, same.upload_state) == (UploadState.EXPORTED, answers[1].state)


def test_answers_that_are_of_an_earlier_file_are_not_entered_as_a_newer_ones(clerk: Context, chief: Context) -> None:
    changed, same = approved(1, clerk), approved(2, clerk)
    export(chief)
    older = newest(chief)
    amendments.cancel(clerk, changed.number, changed.version)
    export(chief)
    with pytest.raises(NotAllowed, match="answers_of_another_file") as refused:
        enter(chief, PlatformAnswer(changed.number), PlatformAnswer(same.number))
    assert refused.value.values == {"number": same.number, "batch": older}
    assert [changed.upload_state, same.upload_state] == [UploadState.EXPORTED] * 2


def test_a_file_of_answers_is_read_in_one_statement_however_long(clerk: Context, chief: Context) -> None:
    numbers = [approved(serial, clerk).number for serial in (1, 2, 3)]
    export(chief)
    db.session.expunge_all()
    with noted() as seen:
        enter(chief, *map(PlatformAnswer, numbers))
    read = [statement for statement, _values in seen if statement.startswith("SELECT") and "FROM filings" in statement]
    assert len([each for each in read if "filings.number IN" in each]) == 1
    assert [each for each in read if "filings.number =" in each] == []


def test_what_was_refused_is_sent_again_as_new(clerk: Context, chief: Context) -> None:
    filing = approved(1, clerk)
    with pytest.raises(NotAllowed):
        national_answers.send_again(chief, filing.number)
    export(chief)
    enter(chief, PlatformAnswer(filing.number, "名字不对"))
    national_answers.send_again(chief, filing.number)
    [line] = export(chief).lines
    assert line["evt_type"] == "01"


def test_a_lost_file_is_written_anew_and_what_the_platform_has_still_ends_there(clerk: Context, chief: Context) -> None:
    known, fresh = approved(1, clerk), approved(2, clerk)
    export(chief)
    enter(chief, PlatformAnswer(known.number))
    [line] = national_answers.latest_files(chief)
    assert national_answers.take_back(chief, line.file.id) == 1
    assert [each["evt_type"] for each in export(chief).lines] == ["01"]
    amendments.cancel(clerk, known.number, known.version)
    export(chief)
    enter(chief, PlatformAnswer(known.number, "再报一次"))
    national_answers.send_again(chief, known.number)
    [ended] = export(chief).lines
    assert (ended["serv_matt_inst_id"], ended["evt_type"]) == (known.number, "05")
    assert (fresh.upload_state, kinds(fresh)[-1]) == (UploadState.EXPORTED, EventKind.NATIONAL_EXPORTED)


def test_who_sat_at_the_machine_stands_in_the_history_of_each(clerk: Context, chief: Context) -> None:
    """Of a file that was lost, and of one more try, nothing else says who it was."""
    filing = approved(1, clerk)
    actor = replace(chief.actor, user_id=None, operator="root")
    machine = replace(chief, actor=actor)
    exported = national.export_next(machine, Folder(), 0, 9)
    assert exported is not None
    assert exported.batch is not None
    assert national_answers.take_back(machine, exported.batch.id) == 1
    lines = [(event.kind, event.detail.operator) for event in history.events_of(filing)[-2:]]
    assert lines == [(EventKind.NATIONAL_EXPORTED, "root"), (EventKind.NATIONAL_AGAIN, "root")]
    assert {event.detail.operator for event in history.events_of(filing)[:-2]} == {""}


def test_a_whole_file_is_confirmed_but_for_what_was_answered_already(clerk: Context, chief: Context) -> None:
    made = [approved(serial, clerk) for serial in (1, 2)]
    export(chief)
    enter(chief, PlatformAnswer(made[0].number, "不收"))
    [line] = national_answers.latest_files(chief)
    assert national_answers.confirm(chief, line.file.id).confirmed == 1
    [line] = national_answers.latest_files(chief)
    assert line.states == {UploadState.CONFIRMED: 1, UploadState.REFUSED: 1}


def test_another_countys_files_and_filings_are_like_missing_ones(clerk: Context, chief: Context) -> None:
    filing = approved(1, clerk)
    export(chief)
    elsewhere = just_confirmed(staff("far", "fushun", Role.SUPERVISOR))
    assert export(elsewhere).files == []
    with pytest.raises(NotFound):
        national_answers.enter(elsewhere, newest(chief), [PlatformAnswer(filing.number)])
    with pytest.raises(NotFound):
        national_answers.confirm(elsewhere, newest(chief))
    assert filing.upload_state is UploadState.EXPORTED
    assert sum(national_answers.counts(elsewhere).values()) == 0


def test_nobody_exports_without_a_second_factor_or_sitting_at_the_machine(clerk: Context, chief: Context) -> None:
    unconfirmed = replace(chief, actor=replace(chief.actor, is_confirmed=False))
    for ctx in (clerk, unconfirmed):
        with pytest.raises(NotAllowed):
            national.export_next(ctx, Folder(), 0, 1)
        with pytest.raises(NotAllowed):
            national_answers.enter(ctx, 1, [])


def test_a_file_is_done_with_once_nothing_of_it_waits_for_an_answer(clerk: Context, chief: Context) -> None:
    first, second = (approved(serial, clerk) for serial in (1, 2))
    export(chief)
    for filing, done_with in ((first, 0), (second, 1)):
        enter(chief, PlatformAnswer(filing.number))
        assert len(national.done_with()) == done_with
    assert [each.folder for each in national.done_with()] == ["/srv/national"]
