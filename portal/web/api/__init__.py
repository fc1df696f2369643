"""The interface for other institutions' systems: the pages' services, asked in JSON by the key of an institution."""
