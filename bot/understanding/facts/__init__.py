"""Facts of persons and of the household, before it is settled whose they are."""
