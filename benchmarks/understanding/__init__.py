"""How well messages are understood: `make evaluate`."""
