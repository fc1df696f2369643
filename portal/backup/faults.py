"""What can be wrong with a backup or with the place it is to go; each says it in a sentence for the operator."""


class BackupFault(Exception):
    """The work cannot be done; nothing that was good before is worse now."""


class Damaged(BackupFault):
    """A backup is not what was written: a part is missing, altered, cut short, or belongs to another backup."""
