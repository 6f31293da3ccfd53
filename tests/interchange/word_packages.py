"""Word packages of a few lines of WordprocessingML, for what python-docx cannot write."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

__all__ = ["numbering", "packed", "paragraph", "word_package"]

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{_W}"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    "{}</Relationships>"
)


def word_package(body: str, *, numbers: str = "", styles: str = "") -> bytes:
    """Make a package of a body and, where given, its numbering and styles."""
    relations = "".join(
        f'<Relationship Id="r{kind}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>'
        for kind in ("numbering", "styles")
    )
    return packed(
        {
            "_rels/.rels": _RELATIONS.format(
                f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument"'
                ' Target="word/document.xml"/>'
            ),
            "word/_rels/document.xml.rels": _RELATIONS.format(relations),
            "word/document.xml": (
                f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>"
            ),
            "word/numbering.xml": f"<w:numbering {_NAMESPACES}>{numbers}</w:numbering>",
            "word/styles.xml": f"<w:styles {_NAMESPACES}>{styles}</w:styles>",
        }
    )


def packed(members: Mapping[str, str | bytes]) -> bytes:
    """Zip these members."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def paragraph(text: str, *, number: int | None = None, level: int = 0, style: str = "") -> str:
    """Write a paragraph, in a list where a number is given."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = (
        ""
        if number is None
        else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    )
    return f"<w:p><w:pPr>{named}{listed}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbering(
    *levels: tuple[str, str], abstract: int = 0, ids: tuple[int, ...] = (1,), extra: str = ""
) -> str:
    """Write a list: of each level its format and text. `extra` goes into each number."""
    written = "".join(
        f'<w:lvl w:ilvl="{position}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for position, (kind, text) in enumerate(levels)
    )
    numbers = "".join(
        f'<w:num w:numId="{each}"><w:abstractNumId w:val="{abstract}"/>{extra}</w:num>'
        for each in ids
    )
    return f'<w:abstractNum w:abstractNumId="{abstract}">{written}</w:abstractNum>{numbers}'
