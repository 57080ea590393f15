"""A text as the answer to the open question."""
