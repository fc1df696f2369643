"""`portal rekey`: a new version of the master key, taken up while the portal works; and the end of the old ones."""

import argparse
from collections.abc import Callable

from portal.adapters.file_store import FileStore
from portal.cli.key_change import alone, put_in_use
from portal.cli.progress import Bar
from portal.cli.runtime import CommandFault, application, reported, settings
from portal.domain.portal_events import PortalEventKind
from portal.models import key_file
from portal.models.key_file import KeyFileError, MasterKeys
from portal.services import rekeying


def configure(parser: argparse.ArgumentParser) -> None:
    """Make a new version, or end the old ones."""
    parser.add_argument("--destroy-old", action="store_true", help="从密钥文件里删去已经不用的旧版本")
    parser.epilog = "系统运行中就可以做；中断了就再运行一次。旧备份要有做它时的密钥才打得开。"


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked for."""
    return reported(lambda: _with_keys(destroy_old if arguments.destroy_old else rekey))


def _with_keys(work: Callable[[MasterKeys, FileStore], str]) -> int:
    chosen = settings()
    with application(chosen) as app, alone(chosen.key_path.parent):
        print(work(key_file.read(chosen.key_path), app.extensions["portal_papers"]))
    return 0


def rekey(keys: MasterKeys, papers: FileStore) -> str:
    """Add a version, unless an earlier run was interrupted, and seal anew what the older ones sealed."""
    if not _left(papers):
        try:
            another = keys.with_another()
            keys = put_in_use(PortalEventKind.REKEYED, str(keys.newest), str(another.newest), another)
        except KeyFileError as fault:
            raise CommandFault(str(fault)) from fault
    bar, values, files = Bar(), 0, 0
    for values in rekeying.seal_anew():
        bar("换新密钥", values, 0)
    for files in papers.seal_anew():
        bar("重新加密材料", files, 0)
    bar.close()
    _require_none_left(papers)
    return (
        f"密钥版本 {keys.newest}：换好 {values} 个数据密钥，重新加密 {files} 份材料；查找用的索引不变。"
        "旧版本已经不用了：请做一份新备份（portal backup），再运行 portal rekey --destroy-old 销毁"
    )


def destroy_old(keys: MasterKeys, papers: FileStore) -> str:
    """Take the older versions out of the key file, where nothing is sealed by them any more."""
    _require_none_left(papers)
    left = keys
    for version in keys.versions:
        left = left if version == keys.newest else left.without(version)
    if left != keys:
        put_in_use(PortalEventKind.OLD_KEYS_DESTROYED, str(min(keys.versions)), str(left.newest), left)
    return (
        f"密钥文件里只剩版本 {left.newest}。请把另存的旧密钥也销毁；只有它打得开的旧备份从此作废。"
        "正在运行的 portal serve 和 portal worker 请重新启动"
    )


def _left(papers: FileStore) -> int:
    return rekeying.left_behind() + papers.old_ones()


def _require_none_left(papers: FileStore) -> None:
    if left := _left(papers):
        raise CommandFault(f"旧版本还有 {left} 处在用，不能销毁。请再运行 portal rekey；还这样就运行 portal doctor")
