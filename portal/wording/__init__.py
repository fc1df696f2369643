"""Codes and values from the rules become sentences here, Chinese first, the same for page, API, paper and command."""

from portal.wording.conditions import condition_text
from portal.wording.faults import fault_text
from portal.wording.findings import finding_text
from portal.wording.names import name_of
from portal.wording.verdict import as_document

__all__ = ["as_document", "condition_text", "fault_text", "finding_text", "name_of"]
