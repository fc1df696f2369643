"""Forms: fields and formats only; what the fields mean together is decided in `portal.domain`."""
