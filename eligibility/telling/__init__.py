"""What is told: the parts of a screening, doors, amounts, the next question, the way."""
