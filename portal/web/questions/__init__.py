"""How the questions of `portal.domain.questions` are put on a page: one row each, and the forms made of them."""
