"""The pages of the citizen's area, as the application registers them."""

from portal.web.citizen import check, documents, filing, mine, start, where, who

BLUEPRINTS = tuple(each.blueprint for each in (start, who, where, check, documents, mine, filing))
