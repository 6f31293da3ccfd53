"""The project's own format of question sets: YAML that people write and read by hand.

questions/README.md describes it for authors.
"""

from quizapp.interchange.set_reader import read_question_set
from quizapp.interchange.set_schema import QuestionSetFile, SetQuestion
from quizapp.interchange.set_writer import write_question_set

__all__ = ["QuestionSetFile", "SetQuestion", "read_question_set", "write_question_set"]
