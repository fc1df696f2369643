"""Planted flaws, read from `tests/bite/flaws`: a file a kind, each flaw the law it breaks and the text it changes."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FLAWS = Path(__file__).with_name("flaws")
_NODE = re.compile(r"(?P<file>[^:\[]+\.py)(?:::(?P<test>\w+))?(?:\[.*\])?")


@dataclass(frozen=True, slots=True)
class Flaw:
    """One law that is broken: in `file`, what `stands` becomes `flawed`; `tests` are to notice."""

    kind: str
    name: str
    law: str
    file: str
    stands: str
    flawed: str
    tests: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.kind}/{self.name}"

    def planted_in(self, text: str) -> str:
        """The file's text with the flaw in it; raises `ValueError` where the code has moved on."""
        if (count := text.count(self.stands)) != 1:
            raise ValueError(f"{self}: what it changes stands {count} times in {self.file}")
        return text.replace(self.stands, self.flawed)


def every_flaw(folder: Path = FLAWS) -> list[Flaw]:
    """All of them, by kind and in the order of their files."""
    return [flaw for path in sorted(folder.glob("*.toml")) for flaw in _of_kind(path)]


def _of_kind(path: Path) -> Iterator[Flaw]:
    for name, parts in tomllib.loads(path.read_text("utf-8")).items():
        yield Flaw(kind=path.stem, name=name, **parts | {"tests": tuple(parts["tests"])})


def faults_of(flaw: Flaw, root: Path = ROOT) -> Iterator[str]:
    """Why it cannot be tried on the tree as it is."""
    try:
        flawed = flaw.planted_in((root / flaw.file).read_text("utf-8"))
        if flaw.file.endswith(".py"):
            compile(flawed, flaw.file, "exec")
    except (OSError, SyntaxError, ValueError) as fault:
        yield str(fault)
    for node in flaw.tests:
        if not _is_there(node, root):
            yield f"{flaw}: there is no {node}"


def _is_there(node: str, root: Path) -> bool:
    found = _NODE.fullmatch(node)
    if found is None:
        return (root / node).is_dir()
    path = root / found["file"]
    return path.is_file() and (not found["test"] or f"def {found['test']}(" in path.read_text("utf-8"))


def nodes_of(flaws: Sequence[Flaw]) -> list[str]:
    """Everything they are set against, each once; a test that its whole file stands beside goes with that."""
    nodes = dict.fromkeys(node for flaw in flaws for node in flaw.tests)
    return [node for node in nodes if "::" not in node or node.partition("::")[0] not in nodes]
