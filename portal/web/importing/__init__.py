"""Many filings as one spreadsheet, whoever sends it: a template, its rows read by the sender's own form, a report."""
