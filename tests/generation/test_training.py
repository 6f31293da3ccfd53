"""The recipe of the model on a treebank of a few sentences written for it."""

import json
import random
import zipfile
from pathlib import Path

import pytest
from spacy.tokens import Doc

from quizapp.generation.language import loading
from quizapp.generation.language.train import entities, learning, naming, networks, packing
from quizapp.generation.language.train.sentences import made, name_like
from quizapp.generation.language.train.standing_in import plain_tree
from quizapp.generation.language.train.treebanks import gold, passages, read_documents

TREEBANK = """\
# newdoc id = harbour
# text = Mayor Kavita Menon didn't open the Museum of Boats on 4 May 2019.
1\tMayor\tmayor\tNOUN\tNN\tNumber=Sing\t2\tnmod:desc\t_\tEntity=(1-person-new
2\tKavita\tKavita\tPROPN\tNNP\tNumber=Sing\t6\tnsubj\t_\t_
3\tMenon\tMenon\tPROPN\tNNP\tNumber=Sing\t2\tflat\t_\tEntity=1)
4-5\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
4\tdid\tdo\tAUX\tVBD\tMood=Ind\t6\taux\t_\t_
5\tn't\tnot\tPART\tRB\t_\t6\tadvmod\t_\t_
6\topen\topen\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\t_
7\tthe\tthe\tDET\tDT\t_\t8\tdet\t_\tEntity=(2-organization-new
8\tMuseum\tmuseum\tPROPN\tNNP\tNumber=Sing\t6\tobj\t_\t_
9\tof\tof\tADP\tIN\t_\t10\tcase\t_\t_
10\tBoats\tboat\tPROPN\tNNPS\tNumber=Plur\t8\tnmod\t_\tEntity=2)
11\ton\ton\tADP\tIN\t_\t13\tcase\t_\t_
12\t4\t4\tNUM\tCD\tNumType=Card\t13\tnummod\t_\t_
13\tMay\tMay\tPROPN\tNNP\tNumber=Sing\t6\tobl\t_\t_
14\t2019\t2019\tNUM\tCD\tNumType=Card\t13\tnmod:unmarked\t_\tSpaceAfter=No
15\t.\t.\tPUNCT\t.\t_\t6\tpunct\t_\t_

# text = It cost $ 3 million.
1\tIt\tit\tPRON\tPRP\tNumber=Sing\t2\tnsubj\t_\t_
2\tcost\tcost\tVERB\tVBD\tTense=Past\t0\troot\t_\t_
3\t$\t$\tSYM\t$\t_\t2\tobj\t_\t_
4\t3\t3\tNUM\tCD\tNumType=Card\t5\tcompound\t_\t_
5\tmillion\tmillion\tNUM\tCD\tNumType=Card\t3\tnummod\t_\tSpaceAfter=No
6\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

"""
TINY = networks.Size(width=16, depth=1, rows=(50, 50, 50, 50), hidden=8, far_sight=False)

SMALL_ENCODER = {
    "@architectures": "spacy.HashEmbedCNN.v2",
    "pretrained_vectors": None,
    "width": 16,
    "depth": 1,
    "embed_size": 50,
    "window_size": 1,
    "maxout_pieces": 2,
    "subword_features": True,
}


@pytest.fixture
def treebank(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.conllu"
    path.write_text(TREEBANK, encoding="utf-8")
    return path


def test_a_treebank_becomes_documents_with_its_trees(treebank: Path) -> None:
    (trees,) = read_documents(treebank)
    document = gold(trees, networks.blank(0).vocab)
    assert document.text.startswith("Mayor Kavita Menon didn't open the Museum")
    assert [sentence.root.text for sentence in document.sents] == ["open", "cost"]
    assert {token.text: token.head.text for token in document}["Boats"] == "Museum"
    assert [len(run) for run in passages([trees], 15)] == [1, 1]
    assert [len(run) for run in passages([trees], 90)] == [2]


def test_names_dates_and_amounts_of_a_tree_become_the_words_that_the_engine_shows(
    treebank: Path,
) -> None:
    first, second = (plain_tree(tree) for trees in read_documents(treebank) for tree in trees)
    assert [node.form for node in first] == [
        "Menon",
        "did",
        "n't",
        "open",
        "the",
        "Museum",
        "on",
        "Monday",
        ".",
    ]
    assert [(node.relation, first[node.head].form) for node in first] == [
        ("nsubj", "open"),
        ("aux", "open"),
        ("advmod", "open"),
        ("ROOT", "open"),
        ("det", "Museum"),
        ("obj", "open"),
        ("case", "Monday"),
        ("obl", "open"),
        ("punct", "open"),
    ]
    assert [node.form for node in second] == ["It", "cost", "money", "."]


def test_the_names_of_a_treebank_lose_their_titles_and_articles(treebank: Path) -> None:
    first, second = entities.treebank_names(treebank)
    names = [(" ".join(first.words[begin:end]), label) for begin, end, label in first.names]
    assert names == [("Kavita Menon", "PERSON"), ("Museum of Boats", "ORG")]
    assert second.names == ()


def test_the_noise_of_the_newswire_is_mended(tmp_path: Path) -> None:
    rows = ["Sentence #,Word,POS,Tag"]
    text = [
        "Sentence: 1,President,NNP,B-per",
        ",Kavita,NNP,I-per",
        ",Rose,NNP,O",
        ",Menon,NNP,B-per",
        ",thanked,VBD,O",
        ",Samoan,JJ,B-gpe",
        ",sailors,NNS,O",
        ",in,IN,O",
        ",the,DT,B-geo",
        ",Netherlands,NNP,I-geo",
        ",.,.,O",
    ]
    path = tmp_path / "bank.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("ner_dataset.csv", "\n".join([*rows, *text, *text]))
    (only,) = entities.meaning_bank(path)
    names = [(" ".join(only.words[begin:end]), label) for begin, end, label in only.names]
    assert names == [("Kavita Rose Menon", "PERSON"), ("Netherlands", "LOC")]


def test_names_tagged_word_by_word_are_read_in_either_way_of_marking(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("Asha I-PER\nRao I-PER\nof O\nPune I-LOC\n\nAda B-PER\nLovelace I-PER\n")
    one, two = entities.tagged(path)
    assert one.names == ((0, 2, "PERSON"), (3, 4, "LOC"))
    assert two.names == ((0, 2, "PERSON"),)


def test_a_made_sentence_marks_its_names_and_nothing_else() -> None:
    dice = random.Random(4)
    nlp = networks.blank(0)
    marked = [made(dice) for _ in range(600)]
    for text, names in marked:
        assert "{" not in text
        assert all(text[begin:end].strip() == text[begin:end] != "" for begin, end, _ in names)
        assert all(not text[begin:end].startswith("the ") for begin, end, _ in names)
    aligned = [
        nlp.make_doc(text).char_span(begin, end) is not None
        for text, names in marked
        for begin, end, _ in names
    ]
    assert sum(aligned) > 0.98 * len(aligned)
    assert {label for _, names in marked for *_, label in names} == {"PERSON", "ORG", "LOC"}
    assert all(name_like(label, dice) for label in ("PERSON", "ORG", "LOC"))


def _tiny(treebank: Path, out: Path) -> None:
    syntax, names = networks.syntax(3, TINY), networks.blank(3)
    names.add_pipe("ner", config={"model": {"tok2vec": SMALL_ENCODER}})
    trees = next(read_documents(treebank))
    sentences = [gold([tree], syntax.vocab) for tree in trees]
    called = [entities.document([passage], names) for passage in entities.treebank_names(treebank)]
    course = learning.Course(epochs=40, rate=0.03, seed=3, dropout=0.0)
    for nlp, documents in ((syntax, sentences), (names, called)):
        assert list(learning.learn(nlp, documents * 40, course))
    packing.pack(syntax, names, out)


def test_the_recipe_learns_packs_and_does_the_same_again(treebank: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        _tiny(treebank, tmp_path / name)
    weights = [sorted((tmp_path / name).glob("*/model")) for name in ("one", "two")]
    assert len(weights[0]) == 5
    assert [path.read_bytes() for path in weights[0]] == [path.read_bytes() for path in weights[1]]
    assert "Kavita" not in json.loads((tmp_path / "one/vocab/strings.json").read_text())

    nlp = loading.load(tmp_path / "one")
    read = nlp("Mayor Kavita Menon didn't open the Museum of Boats on 4 May 2019.")
    assert [token.tag_ for token in read][:3] == ["NN", "NNP", "NNP"]
    assert next(token for token in read if token.text == "Boats").head.text == "Museum"
    assert next((name.text, name.label_) for name in read.ents) == ("Kavita Menon", "PERSON")


def test_passages_are_cut_by_our_own_tokenizer() -> None:
    passage = entities.Passage(("pro-Asha", "Rao-Menon", "left"), ((1, 2, "PERSON"),))
    document = entities.document([passage, passage], networks.blank(0))
    assert isinstance(document, Doc)
    assert [token.text for token in document][:3] == ["pro", "-", "Asha"]
    assert [name.text for name in document.ents] == ["Rao - Menon", "Rao - Menon"]


def test_a_renamed_passage_keeps_its_other_words() -> None:
    passage = entities.Passage(
        ("Asha", "Rao", "left", "Pune", "early"), ((0, 2, "PERSON"), (3, 4, "LOC"))
    )
    renamed = naming.renamed(passage, random.Random(1))
    first, second = renamed.names
    assert renamed.words[first[1] : second[0]] == ("left",)
    assert renamed.words[second[1] :] == ("early",)
    assert [label for *_, label in renamed.names] == ["PERSON", "LOC"]
