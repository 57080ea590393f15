"""Results and questions for those who help others: grid workers and hotline operators."""
