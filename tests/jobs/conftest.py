"""Jobs on real databases."""

import pytest
from factories import TeacherFactory, use_session
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from workbench import Bench


@pytest.fixture
def bench(shared_engine: Engine) -> Bench:
    """A database with three people in it."""
    with Session(shared_engine) as session:
        use_session(session)
        people = TeacherFactory.create_batch(3)
        session.commit()
        return Bench(shared_engine, owner_id=people[0].id)
