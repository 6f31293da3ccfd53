"""A question as a block: number, stem, pictures, options in a grid or lists to match, a line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizapp.domain.items import ImageRef, ItemText, ItemType, Language, TextFormat
from quizapp.domain.keys import SingleKey, TrueFalseKey
from quizapp.domain.materials import Stimulus
from quizapp.interchange.answer_words import answer_of, option_label, prompt_label
from quizapp.interchange.print.blocks import Block, Piece, Setter, beside, spaced
from quizapp.interchange.print.canvas import Canvas, Picture
from quizapp.interchange.print.labels import label
from quizapp.interchange.print.paper_sets import PrintedQuestion, texts_in
from quizapp.interchange.print.rich_text import Paragraph, RichText, read_text
from quizapp.interchange.print.runs import Run

__all__ = ["QuestionSetter"]

NUMBER_WIDTH = 8.0
OPTION_WIDTH = 7.0
OPTION_GAP = 3.0
AFTER_QUESTION = 3.2
STEM_PICTURE_HEIGHT = 60.0
OPTION_PICTURE_HEIGHT = 28.0
ANSWER_LINE = 55.0
GRIDS = (4, 2)


@dataclass(frozen=True, slots=True)
class QuestionSetter:
    """Sets questions in the languages of the paper, with the pictures that can be drawn."""

    setter: Setter
    languages: tuple[Language, ...]
    pictures: Mapping[str, Picture]

    def question(self, question: PrintedQuestion, width: float) -> Block:
        """Set a question."""
        inner = width - NUMBER_WIDTH
        content = question.item.content
        texts = texts_in(question.item.content, self.languages)
        pieces: list[Piece] = []
        for text in texts:
            pieces += self.setter.rich(read_text(text.stem, content.text_format), inner)
        pieces += self._pictures(question.item.content.images_at(), inner, STEM_PICTURE_HEIGHT)
        match content.type:
            case ItemType.MATCHING:
                pieces += self._lists(question, texts, inner)
            case ItemType.NUMERIC | ItemType.SHORT_ANSWER:
                pieces += self._answer_line()
            case ItemType.SINGLE | ItemType.MULTIPLE | ItemType.TRUE_FALSE:
                if content.type is ItemType.MULTIPLE:
                    small = self.setter.resized(self.setter.size - 1)
                    note = label("several", self.languages)
                    pieces += small.text(note, inner, italic=True)
                pieces += self._options(question, texts, inner)
        number = [Run(f"{question.number}.", bold=True)]
        pieces = self.setter.hanging(number, pieces, NUMBER_WIDTH)
        return Block((*pieces, spaced(AFTER_QUESTION)))

    def stimulus(self, question: PrintedQuestion, stimulus: Stimulus, width: float) -> Block:
        """Set the passage that the next questions share."""
        first, last = question.number, question.shared_until
        name = "question" if first == last else "questions"
        numbers = str(first) if first == last else f"{first}–{last}"
        heading = f"{label(name, self.languages)} {numbers}"
        pieces = self.setter.text(heading, width, bold=True)
        for language in self.languages:
            text = stimulus.texts.get(language)
            if text is None and language == self.languages[0]:
                text = next(iter(stimulus.texts.values()))
            if text is None:
                continue
            if text.title:
                pieces += self.setter.text(text.title, width, bold=True)
            pieces += self.setter.rich(read_text(text.body, TextFormat.PLAIN), width)
        return Block((*pieces, spaced(AFTER_QUESTION / 2)), clings=True)

    def explanation(self, question: PrintedQuestion, width: float) -> list[Piece]:
        """Set the explanations of a question."""
        text_format = question.item.content.text_format
        pieces: list[Piece] = []
        for text in texts_in(question.item.content, self.languages):
            pieces += self.setter.rich(read_text(text.explanation, text_format), width)
        images = question.item.content.images_of_explanation
        return pieces + self._pictures(images, width, STEM_PICTURE_HEIGHT)

    def answer(self, question: PrintedQuestion, width: float) -> list[Piece]:
        """Set what is right: the letter, and of one right option its words."""
        content = question.item.content
        words_of_key = answer_of(content, question.options)
        runs = [Run(f"{label('answer', self.languages)}: {words_of_key}", bold=True)]
        if isinstance(content.key, SingleKey | TrueFalseKey):
            words = self._option(
                question, texts_in(question.item.content, self.languages), content.key.option
            )
            if len(words) == 1 and isinstance(words[0], Paragraph):
                runs += [Run(" – "), *words[0].runs]
        return self.setter.runs(runs, width)

    def _options(
        self, question: PrintedQuestion, texts: Sequence[ItemText], width: float
    ) -> list[Piece]:
        cells = [self._option(question, texts, stored) for stored in question.options]
        pictured = any(image.option is not None for image in question.item.content.images)
        columns = 1 if pictured else self._grid(cells, width)
        wide = (width - (columns - 1) * OPTION_GAP) / columns
        pieces: list[Piece] = []
        for first in range(0, len(cells), columns):
            row: list[tuple[float, list[Piece]]] = []
            for place in range(first, min(first + columns, len(cells))):
                inside = self.setter.rich(cells[place], wide - OPTION_WIDTH)
                images = question.item.content.images_at(question.options[place])
                inside += self._pictures(images, wide - OPTION_WIDTH, OPTION_PICTURE_HEIGHT)
                marker = [Run(f"({option_label(place)})")]
                hung = self.setter.hanging(marker, inside, OPTION_WIDTH)
                row.append(((place - first) * (wide + OPTION_GAP), hung))
            # One option after another may be split between pages, options side by side may not.
            pieces += row[0][1] if columns == 1 else [beside(row)]
        return pieces

    def _grid(self, cells: Sequence[RichText], width: float) -> int:
        """Choose how many options stand side by side: as many as have room on one line."""
        if not all(len(cell) == 1 and isinstance(cell[0], Paragraph) for cell in cells):
            return 1
        widest = max(
            self.setter.text_width(part.runs)
            for cell in cells
            for part in cell
            if isinstance(part, Paragraph)
        )
        for columns in GRIDS:
            room = (width - (columns - 1) * OPTION_GAP) / columns - OPTION_WIDTH
            if widest <= room and len(cells) % columns == 0:
                return columns
        return 1

    def _option(
        self, question: PrintedQuestion, texts: Sequence[ItemText], stored: int
    ) -> RichText:
        """Give the words of an option; short ones in two languages stand on one line."""
        text_format = question.item.content.text_format
        words = list(dict.fromkeys(text.options[stored] for text in texts))
        return self._side_by_side([read_text(each, text_format) for each in words])

    def _side_by_side(self, parts: Sequence[RichText]) -> RichText:
        is_short = all(
            len(part) == 1 and isinstance(part[0], Paragraph) and not part[0].marker
            for part in parts
        )
        if not is_short or len(parts) == 1:
            return tuple(block for part in parts for block in part)
        runs: list[Run] = []
        for part in parts:
            runs += [Run(" / ")] if runs else []
            runs += [run for each in part if isinstance(each, Paragraph) for run in each.runs]
        return (Paragraph(tuple(runs)),)

    def _lists(
        self, question: PrintedQuestion, texts: Sequence[ItemText], width: float
    ) -> list[Piece]:
        """Set the two lists of a matching item, and a place for each answer."""
        text_format = question.item.content.text_format
        wide = (width - OPTION_GAP) / 2
        lefts = []
        for place in range(len(texts[0].prompts)):
            words = dict.fromkeys(text.prompts[place] for text in texts)
            inside = self._side_by_side([read_text(each, text_format) for each in words])
            lefts.append(
                self.setter.hanging(
                    [Run(f"{prompt_label(place)}.")],
                    self.setter.rich(inside, wide - OPTION_WIDTH),
                    OPTION_WIDTH,
                )
            )
        rights = [
            self.setter.hanging(
                [Run(f"{option_label(place, is_matching=True)}.")],
                self.setter.rich(self._option(question, texts, stored), wide - OPTION_WIDTH),
                OPTION_WIDTH,
            )
            for place, stored in enumerate(question.options)
        ]
        heads = [
            self.setter.text(label(name, self.languages), wide, bold=True)
            for name in ("list-1", "list-2")
        ]
        right = wide + OPTION_GAP
        pieces = [beside([(0, heads[0]), (right, heads[1])])]
        for row in range(max(len(lefts), len(rights))):
            columns = [(0.0, lefts[row])] if row < len(lefts) else []
            columns += [(right, rights[row])] if row < len(rights) else []
            pieces.append(beside(columns))
        blanks = "\u2003".join(f"{prompt_label(place)} – ____" for place in range(len(lefts)))
        return [*pieces, spaced(0.8), *self.setter.text(blanks, width)]

    def _answer_line(self) -> list[Piece]:
        word = f"{label('answer', self.languages)}:"
        height = self.setter.line_height * 1.25
        left = self.setter.text_width([Run(word)]) + 2
        words = self.setter.text(word, left + 1)

        def draw(canvas: Canvas, x: float, y: float) -> None:
            words[0].draw(canvas, x, y + height - self.setter.line_height)
            canvas.line(x + left, y + height - 1, x + left + ANSWER_LINE, y + height - 1)

        return [Piece(height, draw)]

    def _pictures(self, images: Sequence[ImageRef], width: float, height: float) -> list[Piece]:
        return [
            self.setter.picture(self.pictures[image.digest], width, height)
            for image in images
            if image.digest in self.pictures
        ]
