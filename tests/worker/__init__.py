"""The worker, a file a matter."""
