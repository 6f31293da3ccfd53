"""Say who is meant: put names in place of "it", "the country", "the ministry", "Mr Sharma".

Only where there is one candidate; everything else stays as it is, and the checks refuse a stem
that still points back into the article. `sentences` goes through the article, `pronouns` follows
its topic, `names` and `mentions` know what was named and told of, `homes` its country and state.
"""

from quizapp.generation.resolution.homes import home_country, home_state, main_country
from quizapp.generation.resolution.sentences import Resolved, resolve

__all__ = ["Resolved", "home_country", "home_state", "main_country", "resolve"]
