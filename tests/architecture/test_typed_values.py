"""A value inside the house has a type of its own: a mapping of anything stands only where JSON or TOML is read."""

import re
from pathlib import Path

PORTAL = Path(__file__).resolve().parents[2] / "portal"
OF_ANYTHING = re.compile(r"\b(?:dict|Mapping|MutableMapping|defaultdict)\[[^\[\]]*,\s*(?:Any|object)\]")
EDGES = {
    "adapters/work_calendar.py": "reads TOML",
    "adapters/table_reading.py": "reads cells as the library gives them",
    "catalogue/binding.py": "reads tables of TOML",
    "catalogue/county.py": "an example's facts and what it expects, as its TOML has them",
    "catalogue/item_tables.py": "hands the fields of an item what TOML said",
    "cli/decide.py": "prints JSON",
    "domain/strict_json.py": "reads JSON",
    "web/interface.py": "writes JSON",
    "web/api/schemas.py": "writes JSON Schema",
    "domain/fact_reader.py": "reads one object of JSON",
    "logs.py": "writes JSON",
    "models/base.py": "the library's own signature",
    "models/earlier_claims.py": "reads the JSON of earlier rows",
    "models/trail.py": "writes a row as JSON, to be digested",
    "web/templates.py": "the library's own signature",
    "wording/verdict.py": "writes the JSON of `portal decide`",
}


def test_no_mapping_of_anything_but_at_the_edges() -> None:
    found = [
        f"{path.relative_to(PORTAL)}: {line.strip()}"
        for path in sorted(PORTAL.rglob("*.py"))
        for line in path.read_text("utf-8").splitlines()
        if OF_ANYTHING.search(line) and str(path.relative_to(PORTAL)) not in EDGES
    ]
    assert not found, "give these a type of their own:\n" + "\n".join(found)
