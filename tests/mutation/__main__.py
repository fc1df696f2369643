"""`make mutation`: mutmut changes every line of `portal/domain`; ends `mutation: killed=… of=… score=…`.

Names or patterns (`portal.domain.validity*`) choose. mutmut and what it needs are installed by hash into a folder of
their own, `build/mutation`, and are no part of the portal's own tools. It fails under 95 in 100.
"""

import shutil
import subprocess
import sys
import tomllib
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bite.trying import copied_tree

HERE = Path(__file__).parent
FOLDER = Path("build/mutation").absolute()
LEAST = 95
KILLED = frozenset({"killed", "timeout"})
LOOKED_AT = KILLED | {"survived", "no tests", "suspicious", "segfault"}


def main() -> int:
    """Every mutant, or those that were named."""
    mutmut, tree = _installed(FOLDER / "env"), _fresh(FOLDER / "tree")
    subprocess.run([mutmut, "run", *sys.argv[1:]], cwd=tree, check=False)
    listed = subprocess.run([mutmut, "results", "--all", "true"], cwd=tree, capture_output=True, text=True, check=True)
    left = without_equivalents(results_in(listed.stdout), equivalents())
    return summary(left)


def _installed(folder: Path) -> Path:
    """mutmut beside the packages the tests already have."""
    if not folder.exists():
        venv.create(folder, with_pip=True)
        given = ["--quiet", "--require-hashes", "--only-binary", ":all:", "--no-deps", "-r", HERE / "tools.lock"]
        subprocess.run([folder / "bin" / "python", "-m", "pip", "install", *given], check=True)
        site = next(folder.glob("lib/python3.*/site-packages"))
        (site / "of_the_tests.pth").write_text(next(path for path in sys.path if path.endswith("site-packages")) + "\n")
    return folder / "bin" / "mutmut"


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    copied_tree(folder)
    shutil.copy(HERE / "mutmut.cfg", folder / "setup.cfg")
    return folder


def results_in(text: str) -> dict[str, str]:
    """What came of each mutant that was tried, by its name."""
    lines = (line.strip().rpartition(": ") for line in text.splitlines())
    return {name: result for name, _colon, result in lines if result in LOOKED_AT}


def equivalents() -> dict[str, Sequence[int] | str]:
    """Those that are the same program, by function."""
    return {name: each["mutants"] for name, each in tomllib.loads((HERE / "equivalent.toml").read_text()).items()}


def without_equivalents(results: Mapping[str, str], same: Mapping[str, Sequence[int] | str]) -> dict[str, str]:
    """The others."""

    def is_other(name: str) -> bool:
        function, _mark, number = name.partition("__mutmut_")
        numbers = same.get(function, ())
        return numbers != "*" and int(number) not in numbers

    return {name: result for name, result in results.items() if is_other(name)}


def summary(results: Mapping[str, str]) -> int:
    """Who lived on, and the line a script reads."""
    alive = {name: result for name, result in results.items() if result not in KILLED}
    for name, result in alive.items():
        print(f"{name}: {result}")
    killed = len(results) - len(alive)
    score = 100 * killed / max(len(results), 1)
    print(f"mutation: killed={killed} of={len(results)} score={score:.1f}")
    return 0 if score >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
