"""What learning starts from: tokenizer, components, width and depth."""

from __future__ import annotations

import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import spacy
from spacy.lang.char_classes import ALPHA, HYPHENS
from spacy.util import compile_infix_regex, compile_prefix_regex
from thinc.api import fix_random_seed

from quizapp.generation.words import word_set

if TYPE_CHECKING:
    from spacy.language import Language

_HYPHEN_IN_WORD = rf"(?<=[{ALPHA}0-9])(?:{HYPHENS})(?=[{ALPHA}])"
_RUPEES_BEFORE_DIGIT = r"Rs\.?(?=[0-9])"
_ABBREVIATIONS = sorted(
    word_set(
        "Rs. Re. Hon. Sec. Art. Smt. Lt. Col. Maj. Brig. Cr.P.C. I.P.C. No. Nos. Govt. Ltd. "
        "Pvt. Dept. viz. Ph.D. approx. Capt."
    )
)


@dataclass(frozen=True, slots=True)
class Size:
    """Of a token encoder and of the transition model on it."""

    width: int
    depth: int
    rows: tuple[int, int, int, int]
    """Of the hash tables of the norm, the prefix, the suffix and the shape."""
    hidden: int
    far_sight: bool
    """Whether the state shows the transition model the children of the topmost words too."""


SYNTAX = Size(width=128, depth=5, rows=(8000, 1000, 4000, 1000), hidden=96, far_sight=True)


def blank(seed: int) -> Language:
    """An English pipeline of nothing but the tokenizer that the treebanks ask for."""
    fix_random_seed(seed)
    nlp = spacy.blank("en")
    tokenizer: Any = nlp.tokenizer
    infixes = [*(nlp.Defaults.infixes or ()), _HYPHEN_IN_WORD]
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    prefixes = [_RUPEES_BEFORE_DIGIT, *(nlp.Defaults.prefixes or ())]
    tokenizer.prefix_search = compile_prefix_regex(prefixes).search
    for form in _ABBREVIATIONS:
        tokenizer.add_special_case(form, [{"ORTH": form}])
    return nlp


def syntax(seed: int, size: Size = SYNTAX) -> Language:
    """Morphology, tags and parse over one shared encoder."""
    nlp = blank(seed)
    nlp.add_pipe("tok2vec", config={"model": _encoder(size)})
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": size.width}
    labels = {"@architectures": "spacy.Tagger.v2", "nO": None, "tok2vec": listener}
    nlp.add_pipe("morphologizer", config={"model": labels})
    nlp.add_pipe("tagger", config={"model": labels})
    nlp.add_pipe("parser", config={"model": _transitions(size, listener)})
    return nlp


def first(archive: Path) -> Language:
    """The pipeline of the project's first experiment, to learn on."""
    with tempfile.TemporaryDirectory() as folder, tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
        (meta,) = Path(folder).glob("*/meta.json")
        return spacy.load(meta.parent)


def _encoder(size: Size) -> dict[str, Any]:
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": size.width,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
            "rows": list(size.rows),
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": size.width,
            "depth": size.depth,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }


def _transitions(size: Size, encoder: dict[str, Any]) -> dict[str, Any]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "parser",
        "extra_state_tokens": size.far_sight,
        "hidden_width": size.hidden,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": encoder,
    }
