"""What the choices of the editor are called."""

from quizapp.domain.items import ItemFormat, ItemType, OptionOrder, TextFormat
from quizapp.errors import N_
from quizapp.web.teaching.forms import FORMAT_NAMES

ORDER_NAMES: dict[OptionOrder, str] = {
    OptionOrder.SHUFFLE: N_("In any order: each student may see another"),
    OptionOrder.ASCENDING: N_("By value: years, dates and amounts stand in order"),
    OptionOrder.FIXED: N_("As they stand here: options that refer to one another"),
}

ITEM_FORMAT_NAMES: dict[ItemFormat, str] = {
    **FORMAT_NAMES,
    ItemFormat.ASSERTION_REASON: N_("Assertion and reason"),
}

TEXT_FORMAT_NAMES: dict[TextFormat, str] = {
    TextFormat.PLAIN: N_("Plain text"),
    TextFormat.HTML: N_("HTML: emphasis, lists, tables, sub- and superscripts"),
}

TYPE_NAMES: dict[ItemType, tuple[str, str]] = {
    ItemType.SINGLE: (N_("Single best answer"), N_("Exactly one option is right.")),
    ItemType.MULTIPLE: (N_("Several right answers"), N_("Students choose all that apply.")),
    ItemType.TRUE_FALSE: (N_("True or false"), N_("A statement, and whether it is true.")),
    ItemType.NUMERIC: (N_("Number"), N_("Students type a number; you say how exact it must be.")),
    ItemType.SHORT_ANSWER: (N_("Short answer"), N_("Students type a word or a few.")),
    ItemType.MATCHING: (N_("Matching"), N_("Each thing of one list goes with one of the other.")),
}
