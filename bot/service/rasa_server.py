"""`rasa` as this project starts it: `python -m bot.service.rasa_server run …`, arguments as Rasa's.

Importing TensorFlow makes some millions of objects that live as long as the process. With Python's
usual threshold the cycle collector walks them again and again for nothing: a twelfth of the start.
"""

from __future__ import annotations

import gc

from bot.service import quiet_logs

_NEW_OBJECTS_PER_COLLECTION = 50_000


def main() -> None:
    """Runs Rasa's own command line with quiet logs."""
    gc.set_threshold(_NEW_OBJECTS_PER_COLLECTION)
    quiet_logs.install()
    from rasa.__main__ import main as rasa

    rasa()


if __name__ == "__main__":
    main()
