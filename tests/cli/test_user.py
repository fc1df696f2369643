"""`portal user`: links for new accounts, and who is missing."""

import re
from pathlib import Path

import pytest

from portal.adapters.clock import system_clock
from portal.domain.account_resets import ResetKind
from portal.domain.vocabulary import Role
from portal.models import User, db
from portal.services import account_resets, second_factors
from tests.people import NOW, acting, staff
from tests.processes import count, installed, portal
from tests.resetting import REASON
from tests.web.living import LivingPortal

pytestmark = pytest.mark.slow


def test_user_add_prints_a_link_and_disable_and_reset_name_who_is_missing(tmp_path: Path) -> None:
    data = tmp_path / "var"
    installed(data)
    added = portal(data, "user", "add", "zhang", "--role", "supervisor", "--county", "wenshang")
    assert re.search(r"/invitation/[\w-]{20,}", added.stdout), added.stderr
    wrong = portal(data, "user", "add", "li", "--role", "hospital", "--county", "wenshang", "--hospital", "没有的医院")
    assert (wrong.returncode, "汶上县中医院" in wrong.stderr) == (1, True)
    for action in ("disable", "reset", "forget-factor", "confirm"):
        missing = portal(data, "user", action, "nobody")
        assert (missing.returncode, missing.stderr) == (1, "portal: 没有用户名“nobody”\n")


def test_the_machines_operator_is_one_of_two_and_alone_where_there_is_no_other(living: LivingPortal) -> None:
    """Same law for every door."""
    living.renew()
    data = living.data_dir
    with living.app.app_context():
        chief, clerk = staff("chief", role=Role.SUPERVISOR), staff("clerk")
        account_resets.want(acting(chief, later=system_clock() - NOW), clerk.uid, ResetKind.PASSWORD, REASON)
        both = [chief.id, clerk.id]
    confirmed = portal(data, "user", "confirm", "clerk")
    assert re.search(r"/reset/[\w-]{20,}", confirmed.stdout), confirmed.stderr
    waits = portal(data, "user", "forget-factor", "clerk", "--reason", "手机丢了")
    assert waits.stdout == "已申请：请县里另一位主管在“账号”里确认，72 小时内有效\n"
    again = portal(data, "user", "confirm", "clerk")
    assert (again.returncode, again.stderr) == (1, "portal: “clerk”没有等确认的申请\n")
    alone = portal(data, "user", "forget-factor", "chief")
    assert alone.stdout == "已重设动态码：chief 下次凭密码登录，再设一次\n"
    with living.app.app_context():
        assert [second_factors.is_set(db.session.get_one(User, each)) for each in both] == [False, True]
    assert list(count(data, "SELECT kind, state FROM account_resets ORDER BY id")) == [
        ("password", "confirmed"),
        ("factor", "waiting"),
        ("factor", "at_once"),
    ]
