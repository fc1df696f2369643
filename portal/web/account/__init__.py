"""Signing in and out, registering, and the account itself."""
