"""Backup that restores: rows in one format for both engines, papers as they lie, all proven by reading it back."""
