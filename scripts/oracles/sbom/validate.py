"""Reads and validates SPDX documents with the reference implementation: paths as arguments, one line of JSON with the faults of each."""

import json
import sys

from spdx_tools.spdx.parser.error import SPDXParsingError
from spdx_tools.spdx.parser.parse_anything import parse_file
from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document

for path in sys.argv[1:]:
    try:
        document = parse_file(path)
        faults = [message.validation_message for message in validate_full_spdx_document(document)]
        print(json.dumps({"packages": len(document.packages), "faults": faults}))
    except SPDXParsingError as error:
        print(json.dumps({"packages": 0, "faults": error.get_messages()}))
