"""Who a message speaks of."""
