"""A hospital and a unit each send a table: sound rows are taken, a wrong one comes back with what to mend."""

import pytest
from flask import Flask

from portal.domain.vocabulary import Channel, FilingStatus
from portal.models import Filing, db
from portal.worker import Worker
from tests.journeys.conftest import Enters
from tests.journeys.documents import photograph, scan
from tests.journeys.people import a_hospital, a_unit
from tests.journeys.visitor import Visitor
from tests.people import person
from tests.web.employer.sheets import sheet, staff_row
from tests.web.hospital.spreadsheets import row, table, texts

pytestmark = pytest.mark.browser
WRONG = "990000"


def when_they_send(visitor: Visitor, worker: Worker, content: bytes) -> None:
    visitor.finds_no_barrier().attaches(content, "table.xlsx").ticks("个人信息怎么用").presses("传表格")
    visitor.sees("在排队，马上开始读表格").finds_no_barrier()
    worker.work_off()
    visitor.sees("收完了：3 行，没有收 1 行", "第 3 行：").finds_no_barrier()


def then_the_row_comes_back(visitor: Visitor) -> None:
    report = texts(visitor.downloads("下载没有收的行"))
    assert (len(report), report[1][1]) == (2, "3")
    assert "身份证号" in report[1][0]


def test_a_hospital_refers_many_and_sends_the_slip_of_each(portal: Flask, enters: Enters, worker: Worker) -> None:
    hospital = a_hospital(portal, enters).opens("/hospital/").follows("用表格开转诊")
    assert texts(hospital.downloads("下载模板"))[1][0] == "示例，不会导入"
    when_they_send(hospital, worker, table([row(1), row(2, id_number=WRONG), row(3)]))
    then_the_row_comes_back(hospital)
    hospital.follows("去传转诊单扫描件").sees("测**").page.locator("main td a.number").first.click()
    hospital.attaches(scan("转诊转院单"), "slip.pdf").ticks("个人信息怎么用").presses("提交转诊").is_at("转诊单已提交")
    with portal.app_context():
        states = sorted(each.status for each in db.session.query(Filing))
    assert states == [FilingStatus.DRAFT, FilingStatus.SUBMITTED]


def test_a_unit_files_for_its_staff_each_with_papers_of_their_own(
    portal: Flask, enters: Enters, worker: Worker
) -> None:
    unit = a_unit(portal, enters).opens("/employer/").finds_no_barrier().follows("用表格申报：长期异地就医备案")
    when_they_send(unit, worker, sheet([staff_row(1), staff_row(2, id_number=WRONG), staff_row(3)]))
    then_the_row_comes_back(unit)
    unit.opens("/employer/").sees("测**").finds_no_barrier().presses("补材料").is_at("上传要补的材料")
    unit.attaches(photograph("派出证明"), "proof.jpg").presses("上传", within="main").sees("材料齐了。").presses(
        "一次交齐"
    )
    unit.is_at("已经交上去了")
    with portal.app_context():
        found = list(db.session.query(Filing).order_by(Filing.id))
    assert {(each.status, each.channel) for each in found} == {(FilingStatus.SUBMITTED, Channel.ONLINE)}
    assert {each.claims.person.name for each in found} == {person(1).name, person(3).name}
