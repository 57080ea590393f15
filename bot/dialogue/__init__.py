"""The conversation as a pure function: what was open, what came in, what follows. No Rasa here."""
