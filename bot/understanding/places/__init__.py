"""Places and the administrative divisions."""
