"""The supervisor's area: accounts, hospitals with their dates, overrides, and the audit trail of one county."""
