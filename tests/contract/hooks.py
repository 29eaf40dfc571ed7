"""What Schemathesis is told that the OpenAPI document cannot say."""

import json
import os
import re
import zlib

import schemathesis
from schemathesis.core.parameters import ParameterLocation

ORGANISE = "/api/organise"
CAMPAIGN = "free-them"
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@schemathesis.hook
def before_load_schema(context, schema):
    """
    Python has no \\p{…}, so text is made without those patterns, and may be refused for its characters.
    A new campaign is sent as JSON alone: as YAML it has the same schema.
    """
    drop_patterns(schema)
    del schema["paths"][f"{ORGANISE}/campaigns"]["post"]["requestBody"]["content"]["application/yaml"]


def drop_patterns(part):
    if isinstance(part, dict):
        if r"\p{" in str(part.get("pattern", "")):
            del part["pattern"]
        for inner in part.values():
            drop_patterns(inner)
    elif isinstance(part, list):
        for inner in part:
            drop_patterns(inner)


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    """Of the slugs that might be campaigns, most are the one that there is: else all is answered with 404. Organisers have others."""
    if context.operation is not None and context.operation.path.startswith(ORGANISE):
        return path_parameters
    slug = (path_parameters or {}).get("slug")
    if isinstance(slug, str) and SLUG.fullmatch(slug) and 3 <= len(slug) <= 64 and len(slug) % 4 != 0:
        return {**path_parameters, "slug": CAMPAIGN}
    return path_parameters


# What organisers.ts has made, by the calls that are about it: those of the longest path that a call begins with.
KNOWN = json.loads(os.environ["AMPARO_KNOWN"])
# Fields of bodies about which the document cannot say all, by calls. `{n}` becomes a number.
WORDS = json.loads(os.environ["AMPARO_WORDS"])


@schemathesis.hook
def before_call(context, case, kwargs):
    """
    Names what there is in most of those organisers' calls that keep to the document, and a version that is stored:
    else nearly all is answered with 404, 412 or 422.
    """
    path = case.operation.path
    if not path.startswith(ORGANISE) or case.meta is None:
        return
    path = path.removeprefix(ORGANISE)
    known = known_for(case.operation.method.upper(), path)
    if keeps_to_document(case, ParameterLocation.PATH):
        for name, text in list((case.path_parameters or {}).items()):
            choice = number_of(text)
            if name in known and choice % 4 != 0:
                case.path_parameters[name] = known[name][choice % len(known[name])]
    if keeps_to_document(case, ParameterLocation.HEADER) and "If-Match" in (case.headers or {}):
        if number_of(case.headers["If-Match"]) % 4 != 0:
            case.headers["If-Match"] = "*"
    words = WORDS.get(f"{case.operation.method.upper()} {path}", {})
    if keeps_to_document(case, ParameterLocation.BODY) and isinstance(case.body, dict):
        choice = number_of(json.dumps(case.body, default=str))
        if choice % 4 != 0:
            for name in words.keys() & case.body.keys():
                word = words[name]
                case.body[name] = word.replace("{n}", str(choice)) if isinstance(word, str) else word


def known_for(method, path):
    paths = [name for name in KNOWN if f"{method} {path}".startswith(name) or path.startswith(name)]
    return KNOWN[max(paths, key=len)] if paths else {}


def keeps_to_document(case, location):
    """Whether what a call has in this place is meant to be right."""
    meta = case.meta
    component = meta.components.get(location)
    if component is not None and component.mode.is_negative:
        return False
    return meta.generation.mode.is_positive or getattr(meta.phase.data, "parameter_location", None) != location


def number_of(text):
    """The same for the same text in each run. Of no text, which stands for most, it is a number that calls for a name."""
    return zlib.crc32(f"{text}.".encode("utf-8", "surrogatepass"))
