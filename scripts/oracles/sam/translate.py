"""AWS's own translation of a template."""

import logging
import os
from copy import deepcopy

from draw import Json

# The translator asks boto3 for the region.
os.environ['AWS_DEFAULT_REGION'] = 'us-east-1'
logging.disable(logging.CRITICAL)

from samtranslator.model.exceptions import InvalidDocumentException  # noqa: E402
from samtranslator.parser.parser import Parser  # noqa: E402
from samtranslator.translator.translator import Translator  # noqa: E402


class Refused(Exception):
    """Why the translator makes nothing of a template."""


def translate(document: Json) -> Json:
    try:
        return Translator({}, Parser()).translate(deepcopy(document), {})
    except InvalidDocumentException as refusal:
        raise Refused('; '.join(cause.message for cause in refusal.causes)) from refusal
