"""HylaFAX's own receive queue and its own faxrcvd script, without a modem: `python -m tests.hylafax`.

Pages are put into the queue of a spool of its own as faxgetty leaves them; the script reads their names with HylaFAX's
faxinfo and runs the dispatch file of docs/operating/faxes.md. Debian's package hylafax-server has to be there.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from portal.models import Fax, db
from tests import faxes
from tests.faxing import portal_with_a_folder

PACKAGED, SETTINGS = Path("/var/spool/hylafax"), Path("/etc/hylafax")
DISPATCH = 'NOTIFY_FAXMASTER=never\nSENDMAIL=/bin/true\n{python} -m portal.cli fax receive "$FILE" --county wenshang\n'


def spool_of_its_own(place: Path) -> Path:
    """The package's scripts and settings, with a queue that nobody else fills."""
    spool = place / "hylafax"
    shutil.copytree(PACKAGED / "bin", spool / "bin", symlinks=True)
    shutil.copytree(SETTINGS, spool / "etc", symlinks=True, dirs_exist_ok=True)
    for name in ("recvq", "tmp"):
        (spool / name).mkdir()
    (spool / "etc" / "FaxDispatch").write_text(DISPATCH.format(python=sys.executable))
    return spool


def received(app: Flask, spool: Path, name: str) -> str:
    """What faxgetty does when the line is down: the script with file, device, communication, error and the caller."""
    settings = app.config["PORTAL_SETTINGS"]
    environment = {**os.environ, "PORTAL_DATA_DIR": str(settings.data_dir), "PYTHONPATH": str(Path.cwd())}
    command = ["bin/faxrcvd", f"recvq/{name}", "ttyS0", "000000001", "", "05377727566", "WENSHANG"]
    ran = subprocess.run(command, cwd=spool, env=environment, capture_output=True, text=True, timeout=600, check=False)
    return ran.stdout + ran.stderr


def main() -> int:
    """A fax at each standard resolution, one of them delivered twice, and one that broke off."""
    with tempfile.TemporaryDirectory() as place:
        app, _folder = portal_with_a_folder(Path(place))
        spool = spool_of_its_own(Path(place))
        queue = spool / "recvq"
        for serial, resolution in enumerate(faxes.RESOLUTIONS, 1):
            pages = [faxes.sheet(serial, resolution), faxes.sheet(serial + 1, resolution)]
            (queue / f"fax{serial:09d}.tif").write_bytes(faxes.tiff(pages, resolution, "group3"))
        (queue / "fax000000009.tif").write_bytes(faxes.fax(9, 2)[:-1500])
        names = [*sorted(path.name for path in queue.iterdir()), "fax000000001.tif"]
        output = {name: received(app, spool, name) for name in names}
        with app.app_context():
            rows = [(fax.name, str(fax.state), len(fax.pages), fax.sender) for fax in db.session.scalars(select(Fax))]
        kept = {path.name for path in queue.iterdir()}
    sound = [row for row in rows if row[1] == "waiting" and row[2] == 2 and row[3] == faxes.SENDER]
    aside = [row for row in rows if row[1] == "set_aside"]
    faults = [
        *(f"{len(sound)} of {len(faxes.RESOLUTIONS)} are in the tray: {rows}" for _ in [1] if len(sound) != 6),
        *(f"set aside: {aside}" for _ in [1] if len(aside) != 1),
        *(f"the queue is HylaFAX's own, and holds {sorted(kept)}" for _ in [1] if kept != set(names)),
    ]
    print("; ".join([*faults, *(output.values() if faults else ())]) or "each fax of the queue in the tray once")
    print(f"hylafax: faxes={len(sound)} set_aside={len(aside)} repeated=1")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
