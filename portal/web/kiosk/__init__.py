"""A terminal in a public place: one question a page, large, and nothing left of whoever stood there."""
