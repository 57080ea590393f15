"""The action server: `python -m bot.service.action_server --actions bot.actions --port 5055`.

Rasa's SDK with quiet logs, on the loopback only. A module that cannot be imported ends the process
with its full traceback, before any log is quiet and before anybody has said anything.
"""

from __future__ import annotations

import importlib
import os

from bot.service import quiet_logs
from bot.service.environment import LOOPBACK


def main() -> None:
    """Serves the actions named on the command line until a signal comes."""
    from rasa_sdk.__main__ import main_from_args
    from rasa_sdk.endpoint import create_argument_parser

    arguments = create_argument_parser().parse_args()
    importlib.import_module(arguments.actions)
    os.environ["SANIC_HOST"] = LOOPBACK
    quiet_logs.install()
    main_from_args(arguments)


if __name__ == "__main__":
    main()
