"""Mutants of `portal/domain`: how many the tests of the rules notice. `make mutation`."""
