"""What a file says → what an item version holds: passages stored and referred to."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.domain.content_data import stimulus_as_data
from quizapp.domain.items import ItemContent
from quizapp.domain.materials import Stimulus
from quizapp.interchange.banks import BankItem
from quizapp.models import StimulusRecord, StimulusTextRecord

__all__ = ["Maker", "external_ids"]

EXTERNAL_ID_MAXIMUM = 80


class Maker:
    """Makes contents that can be stored of the items of one file.

    `stimuli` maps the digests of passages to their ids; those that are in it are not stored again,
    and it grows by those that are.
    """

    def __init__(
        self,
        session: Session,
        *,
        owner_id: int,
        now: datetime,
        stimuli: Mapping[str, int] | None = None,
    ) -> None:
        self._session = session
        self._owner_id = owner_id
        self._now = now
        self.stimuli = dict(stimuli or {})

    def content(self, item: BankItem) -> ItemContent:
        """Give the content of an item, its passage being stored."""
        if item.stimulus is None:
            return item.content
        return replace(item.content, stimulus_ref=self._stimulus_id(item.stimulus))

    def _stimulus_id(self, stimulus: Stimulus) -> int:
        data = json.dumps(stimulus_as_data(stimulus), sort_keys=True).encode()
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self.stimuli:
            record = StimulusRecord(
                owner_id=self._owner_id,
                kind=stimulus.kind,
                created_at=self._now,
                texts=[
                    StimulusTextRecord(language=language, title=text.title, body=text.body)
                    for language, text in stimulus.texts.items()
                ],
            )
            self._session.add(record)
            self._session.flush()
            self.stimuli[digest] = record.id
        return self.stimuli[digest]


def external_ids(names: Iterable[str]) -> list[str | None]:
    """Keep the names that questions have in their file, where they can be and no two share one."""
    seen: set[str] = set()
    ids: list[str | None] = []
    for name in names:
        usable = 0 < len(name) <= EXTERNAL_ID_MAXIMUM and name not in seen
        ids.append(name if usable else None)
        seen.add(name)
    return ids
