"""The log: one JSON object a line on standard error, and nobody's data in it.

The portal's own sentences are written with care and go in whole. Of other people's only the fixed text goes in, never
the values they put into it, and nothing where the two are one already; of an error its kind and where it happened.
"""

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime

OWN = "portal"
_PLACE = re.compile(r".*[/\\](?:site-packages|lib[/\\]python3\.\d+)[/\\]|.*[/\\](?=portal[/\\])")


class JsonLines(logging.Formatter):
    """One record as one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Time in UTC, level, who says it, what; `fields` given as extra stand beside them."""
        is_own = record.name == OWN or record.name.startswith(f"{OWN}.")
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage() if is_own else str(record.msg).partition("\n")[0] if record.args else "-",
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["frames"] = [
                f"{_PLACE.sub('', frame.filename)}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(line, ensure_ascii=False)


def to_stderr() -> None:
    """Send every record of this process there, from now on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.captureWarnings(True)
    for name in ("alembic", "waitress.queue"):
        logging.getLogger(name).setLevel(logging.ERROR)
