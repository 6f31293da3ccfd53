"""The application factory."""

import logging
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from flask import Flask, g, request
from werkzeug.middleware.proxy_fix import ProxyFix

from quizapp.environment import configure_logging, instance_folder
from quizapp.models.engine import prepare_engine
from quizapp.web import cli
from quizapp.web.access import check_rules, init_access, public
from quizapp.web.accounts.views import blueprint as accounts
from quizapp.web.admin.views import blueprint as admin
from quizapp.web.audit.views import blueprint as audit
from quizapp.web.background.views import blueprint as background
from quizapp.web.compressing import init_compressing
from quizapp.web.config import settings_from
from quizapp.web.downloading import init_downloading
from quizapp.web.errors import init_errors
from quizapp.web.extensions import csrf, db, limiter
from quizapp.web.health.views import blueprint as health
from quizapp.web.home.views import blueprint as home
from quizapp.web.i18n import init_i18n
from quizapp.web.images.views import blueprint as images
from quizapp.web.item_texts import init_item_texts
from quizapp.web.notices.views import blueprint as notices
from quizapp.web.pages import init_pages
from quizapp.web.practice.views import blueprint as practice
from quizapp.web.progress.views import blueprint as progress
from quizapp.web.security import init_security
from quizapp.web.teaching.views import blueprint as teaching
from quizapp.web.transactions import Notify, init_transactions, keep_still
from quizapp.web.uploads import init_uploads

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

_log = logging.getLogger(__name__)

BLUEPRINTS = (
    home,
    accounts,
    practice,
    progress,
    notices,
    teaching,
    images,
    background,
    audit,
    admin,
    health,
)


class QuizappFlask(Flask):
    """Flask, with a reference number that joins an error's page with its lines in the log."""

    def log_exception(self, exc_info: ExcInfo) -> None:
        """Write down an error nobody foresaw."""
        g.reference = secrets.token_hex(4)
        where = f"{request.method} {request.path}"
        _log.error("Error %s at %s", g.reference, where, exc_info=exc_info)


def create_app(config: Mapping[str, object] | None = None, *, notify: Notify = keep_still) -> Flask:
    """Return the application.

    Args:
        config: settings that replace those of the environment (see `quizapp.web.config`). With
            `INSTANCE_PATH` the folder for this installation's files; without, `instance` beside
            the package.
        notify: tells the consumer of background jobs which came into being with a commit. Nothing
            is lost without it: the consumer looks for itself once a minute.

    Raises:
        ConfigurationError: an environment variable cannot be used.
        LookupError: a view was declared without an access rule.
    """
    overrides = dict(config or {})
    folder = overrides.pop("INSTANCE_PATH", None)
    instance = Path(str(folder)).resolve() if folder else instance_folder(os.environ)
    app = QuizappFlask("quizapp.web", instance_path=str(instance))
    app.config.from_mapping(settings_from(os.environ, Path(app.instance_path)))
    app.config.from_mapping(overrides)
    configure_logging(app.config["LOG_LEVEL"])

    if proxies := app.config["TRUSTED_PROXIES"]:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # how Flask documents it
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies, x_prefix=proxies
        )

    init_errors(app)
    init_security(app)
    init_compressing(app)
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    # The order matters: a request begins its transaction, may be sent to sign in, is counted, and
    # only then is its form looked at.
    init_transactions(app, notify)
    init_access(app)
    init_uploads(app)
    init_downloading(app)
    limiter.init_app(app)
    csrf.init_app(app)
    init_i18n(app)
    init_pages(app)
    init_item_texts(app)
    app.view_functions["static"] = public(app.view_functions["static"])
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    cli.register(app)
    check_rules(app)
    return app
