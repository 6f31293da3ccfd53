"""The application as a WSGI server and the `flask` command find it."""

import sys

from quizapp.web.starting import application

app = application(sys.argv)
