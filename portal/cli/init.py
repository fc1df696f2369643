"""`portal init`: make a new installation for real work — data folder, key, database."""

import argparse

from portal.cli import db as db_command
from portal.cli.runtime import application, operator, ready_for, reported, settings
from portal.services import installation


def configure(parser: argparse.ArgumentParser) -> None:
    """Everything is said by settings."""
    parser.epilog = "之后用 portal user add 建第一个主管账号，用 portal serve 启动。"


def run(_arguments: argparse.Namespace) -> int:
    """Initialise; a second time changes nothing."""
    return reported(initialise)


def initialise() -> int:
    """The work itself."""
    chosen = settings()
    db_command.upgrade()
    with application(chosen):
        ready_for("real")
        installation.claim(operator(), "real")
    print(f"数据目录：{chosen.data_dir}")
    print(f"密钥文件：{chosen.key_path}（请另外备份，不要和数据放在一起）")
    return 0
