"""Ways to reach the assistant: one file a channel, over what they share."""
