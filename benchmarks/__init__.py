"""What is measured, against whom: `python -m benchmarks`. Nothing here asserts anything."""
