"""Compiles a template once a run for all the apps of all its processes, each of which would compile it anew."""

import os
from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from portal.web.language import language
from portal.wording import translation
from tests.done_once import folder_of_the_run, of_this_tree


def share() -> None:
    """From now on in this process."""
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": TemplatesOfThisRun()}


class TemplatesOfThisRun(BytecodeCache):
    """Kept in the folder of the run, and in each process once it was looked up."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def get_cache_key(self, name: str, filename: str | Path | None = None) -> str:
        """A template is compiled for one language, as its catalogue has it: that of a test may be of its own."""
        key = f"{super().get_cache_key(name, filename)}-{language()}-{_said_in(translation.TRANSLATIONS)}"
        return f"{key}-{of_this_tree()}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Jinja compares the checksum of the source itself."""
        if bucket.key not in self._code and (kept := self._kept(bucket)).exists():
            self._code[bucket.key] = kept.read_bytes()
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was just compiled; whoever looks meanwhile finds nothing or the whole."""
        self._code[bucket.key] = bucket.bytecode_to_string()
        half = self._kept(bucket).with_suffix(f".{os.getpid()}")
        half.write_bytes(self._code[bucket.key])
        half.replace(self._kept(bucket))

    @staticmethod
    def _kept(bucket: Bucket) -> Path:
        return folder_of_the_run() / f"template-{bucket.key}"


@cache
def _said_in(translations: Path) -> str:
    written = sorted(translations.glob("*/LC_MESSAGES/messages.mo"))
    return sha256(b"".join(each.read_bytes() for each in written)).hexdigest()[:16]
