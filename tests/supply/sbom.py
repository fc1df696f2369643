"""The bill of materials, CycloneDX 1.6 as JSON: everything that is installed with the portal, from its lock file.

`python -m tests.supply sbom.cdx.json` writes it. The same lock file gives the same bill, so that two can be compared.
"""

import hashlib
import json
import re
from importlib import metadata
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from tests.supply.lock_file import Pinned, pinned, resolved_on

Json = dict[str, Any]
EXPRESSION = re.compile(r"[A-Za-z0-9.+-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+-]+)*")


def bill_of(lock: Path, version: str) -> Json:
    """The bill of the portal of this version with the packages of that lock file."""
    text = lock.read_text("utf-8")
    packages = list(pinned(text))
    digest = hashlib.sha256(text.encode()).hexdigest()
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, digest)}",
        "version": 1,
        "metadata": {
            "timestamp": f"{resolved_on(lock)}T00:00:00Z",
            "component": {"type": "application", "bom-ref": "portal", "name": "portal", "version": version},
        },
        "components": [_component(each) for each in packages],
        "dependencies": [{"ref": "portal", "dependsOn": [_purl(each) for each in packages]}],
    }


def _component(package: Pinned) -> Json:
    component: Json = {
        "type": "library",
        "bom-ref": _purl(package),
        "name": package.name,
        "version": package.version,
        "purl": _purl(package),
        "hashes": [{"alg": "SHA-256", "content": each} for each in package.hashes],
    }
    if package.marker:
        component["properties"] = [{"name": "portal:marker", "value": package.marker}]
    licence = _licence(package.name)
    return component | ({"licenses": [{"expression": licence}]} if licence else {})


def _purl(package: Pinned) -> str:
    return f"pkg:pypi/{package.name}@{package.version}"


def _licence(name: str) -> str:
    """The SPDX expression the package itself states, where it is installed here and states one."""
    try:
        stated = str(metadata.metadata(name).json.get("license_expression", ""))
    except metadata.PackageNotFoundError:
        return ""
    return stated if EXPRESSION.fullmatch(stated) else ""


def write(lock: Path, version: str, target: Path) -> int:
    """Write the bill; how many packages it names."""
    bill = bill_of(lock, version)
    target.write_text(json.dumps(bill, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return len(bill["components"])
