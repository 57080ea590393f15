"""What is read: vocabulary, questions, packs, local figures, households."""
