"""Training, starting, watching and stopping the servers. Imports neither Rasa nor its SDK."""
