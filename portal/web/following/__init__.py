"""Following a filing without an account."""
