"""How the weights of the model are stored, and what they compute with.

They are kept as numbers of sixteen bits, half the size, and become numbers of 32 bits when the
model is loaded: no figure of the evaluation changes by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language

_FILE = "model"
"""What the library calls the file with the weights of a component."""


def widen(nlp: Language) -> None:
    """Give the loaded weights the width to compute with, and NumPy's matrix multiplication.

    It is four times as fast as the library's own at the sizes of this model.
    """
    from thinc.api import NumpyOps  # noqa: PLC0415 — see loading

    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for node in model.walk() if model is not None else ():
            node.ops = ops
            for name in node.param_names:
                if node.has_param(name):
                    node.set_param(name, node.get_param(name).astype("float32"))


def narrow(folder: Path) -> None:
    """Store the weights of a pipeline on disk in half the width."""
    import srsly  # noqa: PLC0415 — see loading

    for path in sorted(folder.glob(f"*/{_FILE}")):
        stored = srsly.msgpack_loads(path.read_bytes())
        for parameters in stored["params"]:
            for name, value in parameters.items():
                if value is not None:
                    parameters[name] = value.astype("float16")
        path.write_bytes(srsly.msgpack_dumps(stored))
