"""A message made regular, cut into clauses, and how its words stand."""
