"""The parts of `check`: each module looks at one kind of data and names place and remedy."""
