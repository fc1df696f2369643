"""Rows made into ready strings: what a template is given, frozen, with nothing left to ask or to compute."""
