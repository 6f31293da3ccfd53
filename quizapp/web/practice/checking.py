"""Practice: checking an answer as soon as it is given."""

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.errors import InvalidInputError
from quizapp.services import checking
from quizapp.web.access import signed_in, the_user
from quizapp.web.clock import now
from quizapp.web.extensions import db
from quizapp.web.i18n import error_text
from quizapp.web.practice.attempts import Refused, show_question
from quizapp.web.practice.blueprint import blueprint, question_language
from quizapp.web.practice.forms import answer_from

_REFUSED = 422


@blueprint.post("/attempts/<int:attempt_id>/questions/<int:position>/check")
@signed_in
def check(attempt_id: int, position: int) -> ResponseReturnValue:
    """Save an answer for good, and show whether it is right and why.

    A form leads back to the question. JSON (an empty object: what is stored is checked) is answered
    with `{"outcome", "html"}`, where `html` is the template `practice/checked.html`, to stand in
    the place of the options. Errors are those of saving, and 409 in a mock test or where another
    answer was checked, 422 without an answer.
    """
    if request.is_json:
        checking.check(db.session, attempt_id, position, user=the_user(), now=now())
        item = checking.checked_questions(
            db.session,
            attempt_id,
            user=the_user(),
            now=now(),
            position=position,
            language=question_language(),
        )[position]
        html = render_template("practice/checked.html", item=item)
        return jsonify(outcome=item.outcome, html=html)
    sent = answer_from(request.form)
    save = sent.save(position)
    try:
        checking.check(db.session, attempt_id, position, user=the_user(), now=now(), save=save)
    except InvalidInputError as error:
        if error.field != "response":
            raise
        refused = Refused(sent.response, sent.entered or "", error_text(error))
        return show_question(attempt_id, position, refused), _REFUSED
    return redirect(
        url_for("practice.question", attempt_id=attempt_id, position=position)
        + f"#checked-{position}",
        303,
    )
