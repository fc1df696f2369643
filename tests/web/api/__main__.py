"""Long look for answers outside the description: `python -m tests.web.api 1000`, so many cases a mode and operation."""

import os
import sys

import pytest

if __name__ == "__main__":
    os.environ["PORTAL_INTERFACE_CASES"] = sys.argv[1] if len(sys.argv) > 1 else "1000"
    sys.exit(pytest.main(["-n0", "tests/web/api/test_description.py"]))
