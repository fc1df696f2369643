"""`portal key`: keys of institutions from the command line."""

import argparse

from sqlalchemy import select

from portal.cli.counties import hospital_uid, require_county
from portal.cli.runtime import CommandFault, application, operator, reported, settings, whole_number
from portal.domain.api_keys import MOST_DAYS, Scope
from portal.models import ApiKey, db
from portal.services import api_keys, portal_events
from portal.services.api_keys import Wanted


def configure(parser: argparse.ArgumentParser) -> None:
    """Add one and print it, list them, revoke one."""
    actions = parser.add_subparsers(dest="action", metavar="add|list|revoke", required=True)
    add = actions.add_parser("add", help="做一把密钥，打印一次", description="做一把密钥，打印一次")
    again = "机构全名；做过密钥的写得和以前一样，以前报的备案就接着归新的这把"
    add.add_argument("institution", metavar="INSTITUTION", help=again)
    add.add_argument("--scope", action="append", choices=[scope.value for scope in Scope], required=True)
    add.add_argument("--days", type=whole_number(MOST_DAYS), default=MOST_DAYS, help="能用多少天，最多一年")
    add.add_argument("--hospital", help="本县的转诊医院：医院的名称，和县区文件里一样")
    shown = actions.add_parser("list", help="列出一个县区的密钥", description="列出一个县区的密钥")
    for action in (add, shown):
        action.add_argument("--county", required=True, help="县区的拼音，县区文件里的 slug")
    revoke = actions.add_parser("revoke", help="作废一把密钥", description="作废一把密钥")
    revoke.add_argument("prefix", metavar="PREFIX", help="密钥编号：portal_ 后面的 12 位")


def run(arguments: argparse.Namespace) -> int:
    """Do the one asked for."""
    acts = {"add": add_key, "list": list_keys, "revoke": revoke_key}
    return reported(lambda: acts[arguments.action](arguments))


def add_key(arguments: argparse.Namespace) -> int:
    """Print the key, once."""
    with application(settings()):
        require_county(arguments.county)
        hospital = hospital_uid(arguments.county, arguments.hospital) if arguments.hospital else None
        scopes = [Scope(each) for each in arguments.scope]
        wanted = Wanted(arguments.institution, scopes, arguments.days, hospital)
        key, shown = api_keys.make(operator(arguments.county), wanted)
        if earlier := api_keys.earlier_of(key):
            print(f"“{key.user.identity.name}”以前做过 {earlier} 把密钥，它们报的备案，这把也能查、能补材料。")
        print(f"请把这把密钥交给机构（只显示这一次，能用到 {key.expires_on}）：{shown}")
    return 0


def list_keys(arguments: argparse.Namespace) -> int:
    """One a line: its name, until when, for what, whose."""
    with application(settings()):
        require_county(arguments.county)
        ctx = operator(arguments.county)
        for key in api_keys.of_county(ctx):
            until = f"能用到 {key.expires_on}" if key.is_live(ctx.today) else "不能用了"
            print(f"{key.prefix}  {until}  {','.join(each.scope for each in key.scopes)}  {key.user.identity.name}")
    return 0


def revoke_key(arguments: argparse.Namespace) -> int:
    """It opens nothing from now on."""
    with application(settings()):
        key: ApiKey | None = db.session.scalar(select(ApiKey).where(ApiKey.prefix == arguments.prefix))
        if key is None:
            raise CommandFault(f"没有编号是“{arguments.prefix}”的密钥")
        api_keys.revoke(operator(portal_events.county_of(key.user)), key.uid)
        print(f"已作废：{arguments.prefix}")
    return 0
