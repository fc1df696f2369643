"""All that takes too long for `make test`, at once and with an end: `make sweep`."""
