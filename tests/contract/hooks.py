"""What Schemathesis is told that the OpenAPI document cannot say."""

import re

import schemathesis

CAMPAIGN = "free-them"
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@schemathesis.hook
def before_load_schema(context, schema):
    """Python has no \\p{…}, so text is made without those patterns, and may be refused for its characters."""
    drop_patterns(schema)


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
    """Of the slugs that might be campaigns, most are the one that there is: else all is answered with 404."""
    slug = (path_parameters or {}).get("slug")
    if isinstance(slug, str) and SLUG.fullmatch(slug) and 3 <= len(slug) <= 64 and len(slug) % 4 != 0:
        return {**path_parameters, "slug": CAMPAIGN}
    return path_parameters
