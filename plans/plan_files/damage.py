"""Damaged files: the many ways in which a library gives up on one, as one sentence for the officer."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from docx.opc.exceptions import OpcError
from lxml import etree
from openpyxl.utils.exceptions import InvalidFileException

from plans.plan_files.parsed import CannotRead

# RuntimeError: a member behind a password, and XML nested deeper than Python follows.
_FAULTS = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, OSError, RuntimeError, TypeError,
    ValueError, DefusedXmlException, InvalidFileException, OpcError, ParseError, etree.LxmlError,
    struct.error, zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error,
)  # fmt: skip


@contextmanager
def told_as(sentence: str) -> Iterator[None]:
    """Whatever a damaged file makes a library raise is told as this sentence."""
    try:
        yield
    except CannotRead:
        raise
    except _FAULTS as fault:
        raise CannotRead(sentence) from fault
