"""The confusion matrix of the intents as a picture."""

from __future__ import annotations

from collections import Counter
from pathlib import Path


def confusion_picture(counts: Counter[tuple[str, str]], path: Path) -> None:
    """Draws rows of intents meant against columns of intents guessed, shaded by the row's share."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    names = _by_size(counts)
    total = {name: sum(n for (meant, _), n in counts.items() if meant == name) for name in names}
    shares = [
        [counts[meant, guessed] / (total[meant] or 1) for guessed in names] for meant in names
    ]
    figure, axes = pyplot.subplots(figsize=(1.6 + 0.55 * len(names), 1.2 + 0.5 * len(names)))
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(names)), names, rotation=45, ha="right", fontsize=8)
    axes.set_yticks(range(len(names)), names, fontsize=8)
    axes.set_xlabel("guessed")
    axes.set_ylabel("meant")
    for row, meant in enumerate(names):
        for column, guessed in enumerate(names):
            if counts[meant, guessed]:
                dark = shares[row][column] > 0.5
                axes.text(column, row, str(counts[meant, guessed]), ha="center", va="center",
                          fontsize=8, color="white" if dark else "black")  # fmt: skip
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=130)
    pyplot.close(figure)


def _by_size(counts: Counter[tuple[str, str]]) -> list[str]:
    meant: Counter[str] = Counter()
    for (name, guessed), n in counts.items():
        meant[name] += n
        meant[guessed] += 0
    return [name for name, _ in meant.most_common()]
