"""XML from outside: no document types, no entities, namespaces' prefixes left behind."""

from collections.abc import Callable, Iterable, Iterator
from xml.etree.ElementTree import Element, ParseError
from xml.parsers import expat

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from stamkund.imports.formats.refusals import FileRefused


def parse_small(content: bytes) -> Element:
    """A small part as a tree."""
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise FileRefused("broken_xml") from error
    return root


def children(element: Element, name: str) -> Iterator[Element]:
    """Descendants called `name`, whatever the namespace: strict and transitional workbooks differ only there."""
    return (one for one in element.iter() if local(one.tag) == name)


def attribute(element: Element, name: str) -> str:
    """The attribute called `name`, whatever its namespace."""
    return next((value for key, value in element.attrib.items() if local(key) == name), "")


def local(tag: str) -> str:
    return tag.rpartition("}")[2]


class StreamParser:
    """Base of the streaming readers: `start_<name>` and `end_<name>` are called for the elements a subclass knows."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self.text
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {}
        self._ends: dict[str, Callable[[], None]] = {}
        self._prefix = ""
        self._at_root = True

    def text(self, data: str) -> None:
        """Text inside an element."""

    def feed(self, chunks: Iterable[bytes]) -> Iterator[None]:
        """Parse piece by piece; what was found is picked up by the caller after each."""
        try:
            for chunk in chunks:
                self._parser.Parse(chunk, False)
                yield
            self._parser.Parse(b"", True)
            yield
        except expat.ExpatError as error:
            raise FileRefused("broken_xml") from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._at_root:
            self._adopt_prefix(name)
        if (known := self._starts.get(name)) is not None:
            known(attributes)

    def _end(self, name: str) -> None:
        if (known := self._ends.get(name)) is not None:
            known()

    def _adopt_prefix(self, root: str) -> None:
        self._at_root = False
        self._prefix = root[: root.rfind(":") + 1]
        for kind, handlers in (("start_", self._starts), ("end_", self._ends)):
            names = [name for name in dir(self) if name.startswith(kind)]
            handlers.update({self._prefix + name.removeprefix(kind): getattr(self, name) for name in names})

    def _refuse(self, *_: object) -> None:
        raise FileRefused("xml_entities")
