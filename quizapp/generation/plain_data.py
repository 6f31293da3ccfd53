"""What came of an article as plain data: the form that the command line prints and files hold."""

from collections.abc import Sequence

from quizapp.generation.types import Evidence, Generated, Question, Rejection

__all__ = ["as_json"]


def as_json(generated: Generated) -> dict[str, object]:
    """The result as plain data, in the form that the command line prints.

    `key` is zero-based; offsets are Unicode code points into the text as it was given.
    """
    article = generated.article
    return {
        "article": {
            "title": article.title,
            "date": article.published.isoformat() if article.published else None,
            "source": article.source,
        },
        "questions": [_question_json(question) for question in generated.questions],
        "rejected": [_rejection_json(rejection) for rejection in generated.rejected],
    }


def _question_json(question: Question) -> dict[str, object]:
    data: dict[str, object] = {
        "kind": question.kind.value,
        "format": question.format,
        "stem": question.stem,
        "options": list(question.options),
        "key": question.key,
        "explanation": question.explanation,
        "evidence": _evidence_json(question.evidence),
        "quality": question.quality,
        "topics": list(question.topics),
    }
    if question.more_evidence:
        data["more_evidence"] = _all_evidence(question.more_evidence)
    return data


def _all_evidence(evidence: Sequence[Evidence]) -> list[dict[str, object]]:
    return [_evidence_json(item) for item in evidence]


def _evidence_json(evidence: Evidence) -> dict[str, object]:
    return {
        "text": evidence.text,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "answer_start": evidence.answer.start,
        "answer_end": evidence.answer.end,
    }


def _rejection_json(rejection: Rejection) -> dict[str, object]:
    return {"rule": rejection.rule, "detail": rejection.detail, "evidence": rejection.evidence}
