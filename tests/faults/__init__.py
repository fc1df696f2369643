"""The crash and fault harness: what was acknowledged is there afterwards, once, whatever happened to the machine.

`python -m tests.faults` (make faults) runs all of it; test_short.py runs a short part of each in make test.
"""
