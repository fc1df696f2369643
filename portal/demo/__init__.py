"""Synthetic people and filings for showing the portal; made through the same services real ones go through."""
