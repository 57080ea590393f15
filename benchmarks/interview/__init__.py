"""How many questions the interview needs, and what each of them settles."""
