"""Does the suite bite? Flaws are planted in copies of the tree, one at a time: `make bite`."""
