"""XML that strangers wrote: parsed without entities, external files or endless depth."""

import re

from lxml import etree

from quizapp.errors import N_, Problem, QuestionFileError
from quizapp.interchange.banks import SourceFile

__all__ = ["parse_xml", "root_name"]

MARKS_MAXIMUM = 3_000_000
"""Of the signs < and =, for elements and attributes: each takes a hundred times its room, and a
quiz of twenty thousand questions has about two million."""

_HEAD = 16_384
_Errors = etree.ErrorTypes
_ENTITIES = N_("The file declares XML entities; remove them and try again.")
_RUN_TOGETHER = re.compile(rb"""\A(\s*<\?xml\s+version\s*=\s*["'][0-9.]{1,5}["'])(?=encoding)""")
"""A declaration that lacks the space before its encoding, as some systems write it."""


def parse_xml(source: SourceFile) -> etree._Element:
    """Parse a document and give its root; elements know their line (`sourceline`).

    Raises `QuestionFileError` for what is not well-formed, with the line, and for documents that
    declare entities: no question file needs them, and with them a few lines stand for gigabytes.
    """
    if source.data.count(b"<") + source.data.count(b"=") > MARKS_MAXIMUM:
        raise _failure(N_("The file has too many XML elements to be read. Split it."), source, None)
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
    )
    try:
        root = etree.fromstring(_RUN_TOGETHER.sub(rb"\1 ", source.data), parser)
    except etree.XMLSyntaxError as error:
        raise _not_read(source, error) from error
    except ValueError as error:
        raise _failure(
            N_("This is not XML that can be read: %(reason)s."), source, None, reason=str(error)
        ) from error
    internal = root.getroottree().docinfo.internalDTD
    # The stubs do not know the method.
    if internal is not None and any(internal.iterentities()):  # type: ignore[union-attr]
        raise _failure(_ENTITIES, source, None)
    return root


def root_name(source: SourceFile) -> str:
    """Give the local name of the root element, "" where the file does not begin as XML."""
    parser = etree.XMLPullParser(
        events=("start",), resolve_entities=False, no_network=True, load_dtd=False, recover=True
    )
    try:
        parser.feed(source.data[:_HEAD])
        for _, element in parser.read_events():
            return str(element.tag).rpartition("}")[2]  # type: ignore[union-attr]
    except (etree.XMLSyntaxError, ValueError):
        pass
    return ""


def _not_read(source: SourceFile, error: etree.XMLSyntaxError) -> QuestionFileError:
    """Say what is wrong, in the parser's words where there are none for people."""
    reason = (error.msg or "").partition(", line ")[0].strip(" .")
    line = error.lineno or None
    # The stubs do not know the attribute.
    code = error.code  # type: ignore[attr-defined]
    if code == _Errors.ERR_ENTITY_LOOP or "entity amplification" in reason:
        return _failure(_ENTITIES, source, None)
    if "Excessive depth" in reason:
        return _failure(N_("The elements of the XML are nested too deeply."), source, line)
    if code == _Errors.ERR_INVALID_ENCODING:
        return _failure(
            N_("Here are characters that its encoding does not have. Save the file as UTF-8."),
            source,
            line,
        )
    return _failure(
        N_("This is not XML that can be read: %(reason)s."), source, line, reason=reason
    )


def _failure(
    message: str, source: SourceFile, line: int | None, **params: object
) -> QuestionFileError:
    return QuestionFileError([Problem(message, params, None, source.filename, line)])
