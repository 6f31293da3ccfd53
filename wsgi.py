"""The application as a WSGI server and the `flask` command find it.

Pages and background work do not know each other; here, above both, they are joined.
"""

import os
import sys

from quizapp.jobs.notifying import Notifier
from quizapp.web.starting import application

app = application(sys.argv, Notifier(os.environ))
