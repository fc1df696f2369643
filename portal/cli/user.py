"""`portal user`: staff accounts from the command line, for the first supervisor above all."""

import argparse

from sqlalchemy import select

from portal.cli.runtime import CommandFault, application, operator, reported, settings
from portal.domain.spelling import user_name
from portal.domain.vocabulary import Role
from portal.models import Hospital, User, db
from portal.services import portal_events, staff_accounts
from portal.services.rulebook import rulebook

_ROLES = [Role.CLERK.value, Role.SUPERVISOR.value, Role.HOSPITAL.value]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add by invitation, disable, give a link for a new password, or let a second factor be set up anew."""
    actions = parser.add_subparsers(dest="action", metavar="add|disable|reset|forget-factor", required=True)
    add = actions.add_parser("add", help="邀请一个工作人员账号，打印一次性链接", description="邀请一个工作人员账号")
    add.add_argument("username", metavar="USERNAME")
    add.add_argument("--role", choices=_ROLES, required=True, help="clerk 经办人，supervisor 主管，hospital 医院")
    add.add_argument("--county", required=True, help="县区的拼音，县区文件里的 slug")
    add.add_argument("--office", help="经办人所在办公地点的编号（县区文件里的 office id）")
    add.add_argument("--hospital", help="医院账号：医院的名称，和县区文件里一样")
    for name, sentence in (
        ("disable", "停用账号，立即退出登录"),
        ("reset", "打印一次性链接，用来设新密码"),
        ("forget-factor", "手机和恢复码都没有了：下次登录重新设动态码"),
    ):
        action = actions.add_parser(name, help=sentence, description=sentence)
        action.add_argument("username", metavar="USERNAME")


def run(arguments: argparse.Namespace) -> int:
    """Do the one asked for."""
    acts = {"add": add, "disable": disable, "reset": reset, "forget-factor": forget_factor}
    return reported(lambda: acts[arguments.action](arguments))


def add(arguments: argparse.Namespace) -> int:
    """Print the invitation's link."""
    chosen = settings()
    with application(chosen):
        slugs = [county.slug for county in rulebook.catalogue.counties()]
        if arguments.county not in slugs:
            raise CommandFault(f"--county：没有“{arguments.county}”，可以写：{'、'.join(slugs)}")
        role = Role(arguments.role)
        uid = _hospital_uid(arguments.county, arguments.hospital) if role is Role.HOSPITAL else None
        token = staff_accounts.invite(operator(arguments.county), role, arguments.username, _office(arguments), uid)
        print(f"请把这个链接交给本人（48 小时内有效，只能用一次）：{chosen.base_url}/invitation/{token}")
    return 0


def _office(arguments: argparse.Namespace) -> str | None:
    county = rulebook.catalogue.county(arguments.county)
    if arguments.office and (county is None or county.office(arguments.office) is None):
        known = "、".join(office.id for office in county.offices) if county else ""
        raise CommandFault(f"--office：没有“{arguments.office}”，可以写：{known}")
    return str(arguments.office) if arguments.office else None


def _hospital_uid(county: str, name: str | None) -> str:
    row: Hospital | None = db.session.scalar(select(Hospital).where(Hospital.county == county, Hospital.name == name))
    if row is None:
        names = db.session.scalars(select(Hospital.name).where(Hospital.county == county)).all()
        raise CommandFault(f"--hospital：没有“{name}”，可以写：{'、'.join(names)}")
    return row.uid


def _known(username: str) -> tuple[User, str]:
    user = db.session.scalar(select(User).where(User.username == user_name(username)))
    if user is None:
        raise CommandFault(f"没有用户名“{username}”")
    county = portal_events.county_of(user)
    if county is None:
        raise CommandFault(f"“{username}”不是工作人员账号")
    return user, county


def disable(arguments: argparse.Namespace) -> int:
    """End the account and its sessions."""
    with application(settings()):
        user, county = _known(arguments.username)
        staff_accounts.disable(operator(county), user.uid)
        print(f"已停用：{arguments.username}")
    return 0


def forget_factor(arguments: argparse.Namespace) -> int:
    """The account sets its second factor up anew at the next sign-in: the way back of the only supervisor."""
    with application(settings()):
        user, county = _known(arguments.username)
        staff_accounts.forget_factor(operator(county), user.uid)
        print(f"已重设动态码：{arguments.username} 下次凭密码登录，再设一次")
    return 0


def reset(arguments: argparse.Namespace) -> int:
    """Print the link for a new password."""
    chosen = settings()
    with application(chosen):
        user, county = _known(arguments.username)
        token = staff_accounts.make_reset_link(operator(county), user.uid)
        print(f"请把这个链接交给本人（2 小时内有效，只能用一次）：{chosen.base_url}/reset/{token}")
    return 0
