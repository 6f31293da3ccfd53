"""Logging: one line an event to standard error, where the process manager collects it."""

import logging.config


def configure_logging(level: str) -> None:
    """Send the messages of this application, and warnings of its libraries, to standard error.

    Args:
        level: the least level of this application's messages that is written.
    """
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
            },
            "handlers": {
                "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
            },
            "root": {"level": "WARNING", "handlers": ["stderr"]},
            "loggers": {"quizapp": {"level": level}},
        }
    )
