"""The extensions, made once and bound to an application by `create_app`."""

from flask_babel import Babel
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_sqlalchemy_lite import SQLAlchemy
from flask_wtf import CSRFProtect

db = SQLAlchemy()
login_manager = LoginManager()
csrf = CSRFProtect()
babel = Babel()
# Limits stand at the views that need one. When the shared store cannot be reached each process
# counts for itself, rather than turning everybody away.
limiter = Limiter(get_remote_address, strategy="moving-window", in_memory_fallback_enabled=True)
