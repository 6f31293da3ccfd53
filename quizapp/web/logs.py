"""Logging: one line an event to standard error, where the process manager collects it."""

import logging


def configure_logging(level: str) -> None:
    """Write this application's messages, and the warnings of its libraries, to standard error.

    Where somebody (a server, a test) already receives the messages of this process, they go there.

    Args:
        level: the least level of this application's messages that is written.
    """
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    logging.getLogger("quizapp").setLevel(level)
