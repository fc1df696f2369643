"""Many referrals at once: every row by the rules of the form, once whatever happens, and nothing half-taken in silence.

Issue: "every row checked by the same rules, an error report as a spreadsheet with the reason beside the row; run twice
nothing doubles; killed half-way it goes on".
"""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from portal.adapters import tables
from portal.adapters.sandbox import CheckerUnavailable
from portal.domain.numbering import grouped
from portal.domain.vocabulary import FilingStatus
from portal.models import Document, Filing, OutboxMessage, ReferralImport, ReferralImportRefusal, User, db
from portal.models.transaction import transaction
from portal.services import filings, outbox
from portal.web.importing import working
from portal.worker import Worker
from tests.page import Page
from tests.people import SyntheticPerson, person
from tests.test_worker import Killed
from tests.web.hospital.conftest import slip
from tests.web.hospital.spreadsheets import HEADINGS, row, saved, table, texts, workbook, worker_of
from tests.web.living import LivingPortal, signed_in


@pytest.fixture
def worker(living: LivingPortal, app: Flask) -> Worker:
    return worker_of(living, app)


def sent(client: FlaskClient, content: bytes, name: str = "转诊.xlsx", **ticked: str) -> Page:
    """The page a hospital sees after it sent that file."""
    form = Page.open(client, "/hospital/imports/").form("/hospital/imports/")
    return form.fill({"table": [(content, name)], "consents": "y", **ticked}).submit()


def taken(client: FlaskClient, worker: Worker, content: bytes, name: str = "转诊.xlsx", **ticked: str) -> Page:
    """The same when the worker is through with it."""
    url = sent(client, content, name, **ticked).url
    worker.work_off()
    return Page.open(client, url)


def drafts() -> list[Filing]:
    return list(db.session.scalars(select(Filing).where(Filing.status == FilingStatus.DRAFT).order_by(Filing.id)))


def counts() -> tuple[int, ...]:
    made = db.session.scalars(select(ReferralImport).order_by(ReferralImport.id.desc()).limit(1)).one()
    return made.row_count, made.handled, made.waiting, made.sent, made.repeated, made.refused


def reasons() -> dict[int, tuple[str, ...]]:
    return {each.row_number: each.content.reasons for each in db.session.scalars(select(ReferralImportRefusal))}


def test_each_row_becomes_what_the_form_would_have_made_and_waits_for_its_slip(
    app: Flask, hospital: FlaskClient, worker: Worker
) -> None:
    kept_before = {each.key for each in worker.files.kept()}  # of other tests: the database alone is brought back
    page = taken(hospital, worker, table([row(7), row(8)]))
    assert "收完了：2 行，没有收 0 行" in page.text
    Page.open(hospital, "/hospital/issue").form("/issue").fill(
        slip(9, treatment_place="320100", condition="胸闷三个月", reason="本院不能做", diagnosis_code="")
    ).submit()
    with app.app_context():
        first, second = drafts()
        typed = db.session.scalars(select(Filing).where(Filing.status == FilingStatus.SUBMITTED)).one()
        assert (first.claims.person.name, second.claims.person.name) == (person(7).name, person(8).name)
        same = {"person": None, "contact": None}
        assert {**_plain(first.claims), **same} == {**_plain(typed.claims), **same}
        assert db.session.scalar(select(ReferralImport.file_key)) is None
    assert {each.key for each in worker.files.kept()} - kept_before <= slips(app)


def slips(app: Flask) -> set[str]:
    """What papers are kept under."""
    with app.app_context():
        return set(db.session.scalars(select(Document.storage_key)))


def _plain(claims: Any) -> dict[str, Any]:
    return {name: getattr(claims, name) for name in claims.__dataclass_fields__}


def test_what_waits_is_sent_in_with_its_slip(app: Flask, hospital: FlaskClient, worker: Worker) -> None:
    taken(hospital, worker, table([row(7)]))
    waiting = Page.open(hospital, "/hospital/?list=waiting")
    with app.app_context():
        number = drafts()[0].number
    address = f"/hospital/filings/{number}/complete"
    assert address in waiting.markup
    form = Page.open(hospital, address).form("/complete")
    assert form.fill({"consents": "y"}).submit(status=422).errors  # a slip is needed
    scan = slip()["slip"]
    done = Page.open(hospital, address).form("/complete").fill({"slip": scan, "consents": "y"}).submit()
    assert done.url == f"/hospital/filings/{number}/issued"
    again = hospital.get(address)
    assert (again.status_code, again.location) == (303, f"/hospital/filings/{number}")
    with app.app_context():
        filing = db.session.scalars(select(Filing)).one()
        assert (filing.status, filing.claims.person.name) == (FilingStatus.SUBMITTED, person(7).name)


def test_run_twice_nothing_doubles_whoever_of_the_hospital_sends_it(
    app: Flask, hospital: FlaskClient, worker: Worker
) -> None:
    from tests.people import hospital_staff

    with app.app_context():
        hospital_staff("tcm-2")
    taken(hospital, worker, table([row(7), row(8)]))
    page = taken(signed_in(app, "tcm-2"), worker, table([row(8), row(7), row(9), row(9)]))
    assert "以前收过，没有重复" in page.text
    with app.app_context():
        assert counts() == (4, 4, 1, 0, 3, 0)
        assert len(drafts()) == 3


def test_another_hospital_has_its_own(app: Flask, hospital: FlaskClient, worker: Worker) -> None:
    taken(hospital, worker, table([row(7)]))
    taken(signed_in(app, "people"), worker, table([row(7)]))
    with app.app_context():
        assert counts() == (1, 1, 1, 0, 0, 0)


def test_killed_at_any_row_it_goes_on_and_each_is_there_once(
    app: Flask, living: LivingPortal, hospital: FlaskClient, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "BATCH", 3)
    monkeypatch.setattr(working, "BATCHES", 2)
    sent(hospital, table([row(serial) for serial in range(7, 27)]))
    begin, began = filings.begin_anew, [0]

    def dying(*arguments: Any) -> Any:
        began[0] += 1
        if began[0] in (2, 9, 16):
            raise Killed
        return begin(*arguments)

    monkeypatch.setattr(filings, "begin_anew", dying)
    deaths, seen = 0, []
    while deaths < 4:
        try:
            worker.work_off()
            break
        except Killed:
            deaths += 1
            with app.app_context():
                seen.append(counts()[1])
                assert len(drafts()) == counts()[1]
            living.clock.pass_by(timedelta(minutes=3))
    assert deaths == 3
    assert seen == sorted(seen)
    assert seen[-1] > 0
    with app.app_context():
        assert counts() == (20, 20, 20, 0, 0, 0)
        assert sorted(each.claims.person.name for each in drafts()) == sorted(person(n).name for n in range(7, 27))


def test_a_file_that_is_under_way_is_not_begun_again(app: Flask, hospital: FlaskClient, worker: Worker) -> None:
    content = table([row(7)])
    assert sent(hospital, content).url == sent(hospital, content).url
    worker.work_off()
    with app.app_context():
        assert db.session.scalar(select(func.count(ReferralImport.id))) == 1
        assert db.session.scalar(select(func.count(OutboxMessage.id)).where(OutboxMessage.done_at.is_(None))) == 0


GIVEN_UP = "达县（原属四川省达州市）已经撤销或改名，现在归哪里查不出来。请看医院现在的地址，写它所在的市"


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"id_number": "37083019550101123X"}, "“身份证号*”（B 列）：身份证号最后一位不对，请对照证件再看一遍"),
    ({"phone": "12345"}, "“联系电话*”（E 列）：电话号码不对：手机 11 位；座机要带区号，如 0537-7212345"),
    ({"doctor": ""}, "“经治医生*”（K 列）：请填写经治医生姓名"),
    *(({"to": gone}, f"“转到哪里（就医地）*”（I 列）：{GIVEN_UP}") for gone in ("达县", "511721")),
    ({"to": "火星"}, "“转到哪里（就医地）*”（I 列）：没有找到“火星”这个地方。请写到市，例如“江苏省南京市”"),
    ({"on": "去年"}, "“开单日期*”（J 列）：看不懂“去年”这个日期。请写成 2026-09-14 这样"),
    ({"on": "2026-02-30"}, "“开单日期*”（J 列）：2026年2月没有30日，请对照日历再看一遍"),
    ({"scheme": "新农合"}, "“参加哪种医保*”（C 列）：没有“新农合”这一种。请从这几种里填：职工医保、居民医保"),
    ({"sealed": "也许"}, "“转诊单上盖了医院公章吗？*”（M 列）：看不懂“也许”。请写“是”或“否”"),
    ({"agreed": "否"}, "“本院同意转诊*”（N 列）：医院同意转诊才能提交，请先打勾"),
    ({"name": "=A1"}, "“参保人姓名*”（A 列）：这一格是公式。请改成写好的内容（复制，再“粘贴为数值”）"),
    (
        {"id_number": 370830195501011234},
        "“身份证号*”（B 列）：表格软件把证件号当成了数，末尾几位已经丢了。请把这一列设成“文本”，再照证件填一次",
    ),
    ({"condition": "长" * 501}, "“病情摘要*”（G 列）：最多写 500 个字，现在有 501 个，请写短一些"),
]


def test_a_row_that_is_wrong_is_named_by_row_and_column_with_the_mend(
    app: Flask, hospital: FlaskClient, worker: Worker
) -> None:
    """All in one file, below a sound row that is taken: what is wrong with one says nothing of another."""
    wrong = [row(serial, **other) for serial, (other, _reason) in enumerate(WRONG, start=8)]
    page = taken(hospital, worker, table([row(7), *wrong]))
    expected = {number: (reason,) for number, (_other, reason) in enumerate(WRONG, start=3)}
    with app.app_context():
        assert counts() == (1 + len(WRONG), 1 + len(WRONG), 1, 0, 0, len(WRONG))
        assert reasons() == expected
    assert [each for each, [reason] in expected.items() if f"第 {each} 行：{reason}" not in page.text] == []


def test_everything_wrong_with_a_row_is_said_at_once(app: Flask, hospital: FlaskClient, worker: Worker) -> None:
    taken(hospital, worker, table([row(7, id_number="1", on="?", chief="", reason="")]))
    with app.app_context():
        assert [each.partition("）：")[0] for each in reasons()[2]] == [
            "“身份证号*”（B 列",
            "“转诊原因*”（H 列",
            "“开单日期*”（J 列",
            "“科主任*”（L 列",
        ]


def meant(who: SyntheticPerson) -> list[dict[str, Any]]:
    """What of that person's row can be written otherwise, and mean nothing else."""
    return [
        {"on": "2026年9月14日"},
        {"on": "２０２６－０９－１４"},
        {"on": "2026/9/14"},
        {"on": 20260914},
        {"on": 46279},
        {"id_number": "".join(chr(ord(sign) + 0xFEE0) for sign in who.id_number)},
        {"phone": int(who.phone)},
        {"scheme": "310"},
        {"scheme": "employee"},
        {"scheme": "Employee scheme"},
        {"place": "370830"},
        {"to": "南京"},
        {"to": "320100"},
        {"to": "320102"},
        {"to": "３２０１００"},
        {"sealed": True},
        {"agreed": "同意"},
    ]


def test_what_can_only_mean_one_thing_is_understood(app: Flask, hospital: FlaskClient, worker: Worker) -> None:
    """One such spelling a row, of people of their own."""
    everyone = list(enumerate(range(7, 7 + len(meant(person(7))))))
    taken(hospital, worker, table([row(serial) for _number, serial in everyone]))
    with app.app_context():
        before = [each.claims for each in drafts()]
        with transaction():
            for draft in drafts():
                db.session.delete(draft)
    taken(hospital, worker, table([row(serial, **meant(person(serial))[number]) for number, serial in everyone]))
    with app.app_context():
        assert reasons() == {}
        assert len(before) == len(everyone)
        assert [each.claims for each in drafts()] == before


def test_the_report_is_the_sent_rows_with_the_reason_beside_each_and_can_be_sent_again(
    app: Flask, living: LivingPortal, hospital: FlaskClient, worker: Worker
) -> None:
    page = taken(hospital, worker, table([row(7), row(8, phone="12345", condition="+86", reason="@import")]))
    lines = texts(page.form("/report").send().data)
    assert lines[0] == ["没有收的原因", "原来的行号", *HEADINGS.values()]
    assert lines[1][:3] == [reasons_in(app)[3][0], "3", person(8).name]
    assert len(lines) == 2
    living.clock.pass_by(timedelta(hours=23))
    worker.chores()
    with app.app_context():
        assert len(reasons()) == 1
    living.clock.pass_by(timedelta(hours=2))
    worker.chores()
    with app.app_context():
        assert reasons() == {}


def reasons_in(app: Flask) -> dict[int, tuple[str, ...]]:
    with app.app_context():
        return reasons()


def test_who_has_one_undecided_gets_no_second(app: Flask, hospital: FlaskClient, worker: Worker) -> None:
    Page.open(hospital, "/hospital/issue").form("/issue").fill(slip(7)).submit()
    taken(hospital, worker, table([row(7)]))
    with app.app_context():
        assert reasons() == {2: ("这个人的同一事项还有一件没有办完。请先看那一件的进度，不用重复申请",)}


def test_what_was_let_go_before_it_was_sent_comes_again_where_the_hospital_says_so(
    app: Flask, hospital: FlaskClient, worker: Worker
) -> None:
    taken(hospital, worker, table([row(7)]))
    with app.app_context():
        number = drafts()[0].number
    page = Page.open(hospital, f"/hospital/filings/{number}/withdraw")
    assert "不要这张转诊单？" in page.text
    page.form("/withdraw").submit()
    assert number not in Page.open(hospital, "/hospital/?list=waiting").markup
    left = taken(hospital, worker, table([row(7)]))
    assert f"第 2 行：以前收过，编号 {grouped(number)}，现在是“已撤回”；这次没有再申报。" in left.text
    with app.app_context():
        assert drafts() == []
    first = sent(hospital, table([row(7)]))
    assert sent(hospital, table([row(7)]), again="y").url != first.url, "the one under way files nothing anew"
    worker.work_off()
    with app.app_context():
        assert counts() == (1, 1, 1, 0, 0, 0)
        made = db.session.scalars(select(ReferralImport).order_by(ReferralImport.id)).all()
        assert [(each.lapsed, each.anew) for each in made] == [(0, 0), (1, 0), (1, 0), (0, 1)]


def test_an_account_that_was_disabled_takes_nothing_more(app: Flask, hospital: FlaskClient, worker: Worker) -> None:
    sent(hospital, table([row(7)]))
    with app.app_context(), transaction():
        db.session.scalars(select(User).where(User.username == "tcm")).one().disabled_at = worker.clock()
    worker.work_off()
    with app.app_context():
        assert drafts() == []
        made = db.session.scalars(select(ReferralImport)).one()
        assert made.trouble == "传表格的账号已经停用，后面的行没有再收。请用别的账号再传一次，收过的不会重复。"
        assert (made.ended_at is None, made.file_key) == (False, None)


def failing(living: LivingPortal, worker: Worker) -> None:
    """Every try of what waits, until it is given up."""
    for _try in range(outbox.MOST_TRIES):
        worker.work_off()
        living.clock.pass_by(outbox.LONGEST_PAUSE)


def test_what_the_worker_gives_up_unread_says_so_and_can_be_sent_again(
    app: Flask, living: LivingPortal, hospital: FlaskClient, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_content: bytes) -> None:
        raise CheckerUnavailable

    with monkeypatch.context() as fault:
        fault.setattr(tables, "read", away)
        url = sent(hospital, table([row(7)])).url
        failing(living, worker)
    page = Page.open(signed_in(app, "tcm"), url)
    assert "试了很多次都没有收成，一行也没有收。请再传一次" in page.text
    assert "马上开始读表格" not in page.text
    with app.app_context():
        assert db.session.scalars(select(ReferralImport)).one().file_key is None
        assert outbox.counts(living.clock()).given_up == 1
    taken(signed_in(app, "tcm"), worker, table([row(7)]))
    with app.app_context():
        assert counts() == (1, 1, 1, 0, 0, 0)


def test_what_the_worker_gives_up_midway_says_how_many_rows_were_taken(
    app: Flask, living: LivingPortal, hospital: FlaskClient, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "BATCH", 1)
    begin = filings.begin_anew

    def dying(*arguments: Any) -> Any:
        if drafts():
            raise ZeroDivisionError
        return begin(*arguments)

    monkeypatch.setattr(filings, "begin_anew", dying)
    url = sent(hospital, table([row(7), row(8)])).url
    failing(living, worker)
    page = Page.open(signed_in(app, "tcm"), url)
    assert "收了 1 行以后，试了很多次都收不下去，后面的行没有再收。请把原来的表格再传一次，收过的不会重复" in page.text
    with app.app_context():
        assert counts() == (2, 1, 1, 0, 0, 0)


def test_a_file_with_merged_cells_is_named_and_none_of_it_is_taken(
    app: Flask, hospital: FlaskClient, worker: Worker
) -> None:
    book = workbook([row(7), row(8)])
    book.active.merge_cells("C2:C3")
    page = taken(hospital, worker, saved(book))
    assert "工作表“转诊”里有合并的单元格：C2:C3。请取消合并，每一格都填上，再传。" in page.text
    with app.app_context():
        assert drafts() == []
