"""All pages of the teacher's side: importing this module hangs every one on the blueprint."""

import quizapp.web.teaching.announcements
import quizapp.web.teaching.arranging
import quizapp.web.teaching.article_batches
import quizapp.web.teaching.articles
import quizapp.web.teaching.asking
import quizapp.web.teaching.assigning
import quizapp.web.teaching.bank
import quizapp.web.teaching.binning
import quizapp.web.teaching.class_students
import quizapp.web.teaching.classes
import quizapp.web.teaching.comments
import quizapp.web.teaching.composing
import quizapp.web.teaching.copying
import quizapp.web.teaching.deleting
import quizapp.web.teaching.exam_rules
import quizapp.web.teaching.exporting
import quizapp.web.teaching.gradebook
import quizapp.web.teaching.home
import quizapp.web.teaching.import_entries
import quizapp.web.teaching.importing
import quizapp.web.teaching.items
import quizapp.web.teaching.late_answers
import quizapp.web.teaching.live
import quizapp.web.teaching.new_items
import quizapp.web.teaching.paper_blueprints
import quizapp.web.teaching.places
import quizapp.web.teaching.previewing
import quizapp.web.teaching.printing
import quizapp.web.teaching.publishing
import quizapp.web.teaching.quizzes
import quizapp.web.teaching.regrading
import quizapp.web.teaching.reports
import quizapp.web.teaching.review
import quizapp.web.teaching.rewording
import quizapp.web.teaching.second_looks
import quizapp.web.teaching.set_sharing
import quizapp.web.teaching.sets
import quizapp.web.teaching.sharing  # noqa: F401 — its pages are what it is imported for
from quizapp.web.teaching.blueprint import blueprint

__all__ = ["blueprint"]
