"""Rasa custom actions: read the tracker, call the dialogue, send its replies; nothing else."""
