"""`portal user`: staff accounts from the command line, for the first supervisor above all."""

import argparse

from sqlalchemy import select

from portal.cli.counties import hospital_uid, require_county
from portal.cli.runtime import CommandFault, application, operator, reported, settings
from portal.config import Settings
from portal.domain.account_resets import OPEN_FOR, ResetKind, ResetState
from portal.domain.slip_signing import SlipSigner
from portal.domain.spelling import user_name
from portal.domain.vocabulary import Role
from portal.models import User, db
from portal.services import account_resets, portal_events, staff_accounts
from portal.services.rulebook import rulebook

_ROLES = [Role.CLERK.value, Role.SUPERVISOR.value, Role.HOSPITAL.value]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add by invitation, disable, reset a password or a second factor, confirm what a supervisor wants reset."""
    actions = parser.add_subparsers(dest="action", metavar="add|disable|reset|forget-factor|confirm", required=True)
    add = actions.add_parser("add", help="邀请一个工作人员账号，打印一次性链接", description="邀请一个工作人员账号")
    add.add_argument("username", metavar="USERNAME")
    add.add_argument("--role", choices=_ROLES, required=True, help="clerk 经办人，supervisor 主管，hospital 医院")
    add.add_argument("--county", required=True, help="县区的拼音，县区文件里的 slug")
    add.add_argument("--office", help="经办人所在办公地点的编号（县区文件里的 office id）")
    add.add_argument("--hospital", help="医院账号：医院的名称，和县区文件里一样")
    signers = [signer.value for signer in SlipSigner]
    add.add_argument("--signs-as", choices=signers, help="医院账号：以什么身份签转诊单，县区文件要求签字的才用")
    for name, sentence in (
        ("disable", "停用账号，立即退出登录"),
        ("reset", "重设密码：打印一次性链接；能作决定的账号要等主管确认"),
        ("forget-factor", "手机和恢复码都没有了：下次登录重新设动态码；能作决定的账号要等主管确认"),
        ("confirm", "确认主管申请的重设；密码的会打印一次性链接"),
    ):
        action = actions.add_parser(name, help=sentence, description=sentence)
        action.add_argument("username", metavar="USERNAME")
        if name in ("reset", "forget-factor"):
            action.add_argument("--reason", default="", help="为什么，本人登录时会看到")


def run(arguments: argparse.Namespace) -> int:
    """Do the one asked for."""
    acts = {"add": add, "disable": disable, "reset": reset, "forget-factor": forget_factor, "confirm": confirm}
    return reported(lambda: acts[arguments.action](arguments))


def add(arguments: argparse.Namespace) -> int:
    """Print the invitation's link."""
    chosen = settings()
    with application(chosen):
        require_county(arguments.county)
        role = Role(arguments.role)
        uid = hospital_uid(arguments.county, arguments.hospital) if role is Role.HOSPITAL else None
        signer = SlipSigner(arguments.signs_as) if arguments.signs_as else None
        own = (_office(arguments), uid)
        token = staff_accounts.invite(operator(arguments.county), role, arguments.username, *own, signs_as=signer)
        print(f"请把这个链接交给本人（48 小时内有效，只能用一次）：{chosen.base_url}/invitation/{token}")
    return 0


def _office(arguments: argparse.Namespace) -> str | None:
    county = rulebook.catalogue.county(arguments.county)
    if arguments.office and (county is None or county.office(arguments.office) is None):
        known = "、".join(office.id for office in county.offices) if county else ""
        raise CommandFault(f"--office：没有“{arguments.office}”，可以写：{known}")
    return str(arguments.office) if arguments.office else None


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


def reset(arguments: argparse.Namespace) -> int:
    """Ask for a new password; at once where nobody could confirm it, or the account decides nothing."""
    return _want(arguments, ResetKind.PASSWORD)


def forget_factor(arguments: argparse.Namespace) -> int:
    """The same for the second factor: the way back of the only supervisor."""
    return _want(arguments, ResetKind.FACTOR)


def _want(arguments: argparse.Namespace, kind: ResetKind) -> int:
    chosen = settings()
    with application(chosen):
        user, county = _known(arguments.username)
        wanted, token = account_resets.want(operator(county), user.uid, kind, arguments.reason)
        if wanted.state is ResetState.WAITING:
            print(f"已申请：请县里另一位主管在“账号”里确认，{OPEN_FOR.total_seconds() / 3600:.0f} 小时内有效")
        else:
            _say_done(chosen, arguments.username, token)
    return 0


def confirm(arguments: argparse.Namespace) -> int:
    """Whoever runs the machine is the second person where the county has one supervisor."""
    chosen = settings()
    with application(chosen):
        user, county = _known(arguments.username)
        ctx = operator(county)
        waiting, _disowned = account_resets.of_accounts(ctx, [user])
        found = [reset.uid for reset in waiting if reset.asked_by_id is not None]
        if not found:
            raise CommandFault(f"“{arguments.username}”没有等确认的申请")
        for key in found:
            _say_done(chosen, arguments.username, account_resets.confirm(ctx, user.uid, key))
    return 0


def _say_done(chosen: Settings, username: str, token: str) -> None:
    if token:
        print(f"请把这个链接交给本人（2 小时内有效，只能用一次）：{chosen.base_url}/reset/{token}")
    else:
        print(f"已重设动态码：{username} 下次凭密码登录，再设一次")
