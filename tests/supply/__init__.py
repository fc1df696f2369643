"""What the portal is made of: packages by name, version and hash, read from the lock files."""
