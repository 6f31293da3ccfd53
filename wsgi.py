"""The application as a WSGI server and the `flask` command find it."""

from quizapp.web.app import create_app

app = create_app()
