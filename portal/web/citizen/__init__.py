"""A citizen's own area: applying step by step, and following what was filed."""
