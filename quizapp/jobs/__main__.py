"""`python -m quizapp.jobs`: do the background work of this installation."""

import os
import sys

from sqlalchemy.exc import OperationalError

from quizapp.environment import ConfigurationError
from quizapp.jobs.consumer import consume
from quizapp.jobs.kinds import KINDS

if __name__ == "__main__":
    try:
        consume(os.environ, KINDS)
    except ConfigurationError as error:
        sys.exit(str(error))
    except OperationalError as error:
        sys.exit(f"The database does not answer: {error.orig}")
