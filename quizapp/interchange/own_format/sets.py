"""The project's own format of question sets: YAML that people write and read by hand.

questions/README.md describes it for authors.
"""

from quizapp.interchange.own_format.reader import read_question_set
from quizapp.interchange.own_format.schema import QuestionSetFile, SetQuestion
from quizapp.interchange.own_format.writer import write_question_set

__all__ = ["QuestionSetFile", "SetQuestion", "read_question_set", "write_question_set"]
