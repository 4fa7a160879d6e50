"""Pages as one JSON document, each with the profile's own document beside what the page says of it."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from advisor.report.profile_page.page import Page

FORMAT = "advisor.profile-page/1.0"


def pages_document(pages: Sequence[Page], documents: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """`documents` are the profiles as TOML has them, layers merged, in the order of the pages."""
    return {
        "format": FORMAT,
        "pages": [
            {**msgspec.to_builtins(page), "document": document}
            for page, document in zip(pages, documents, strict=True)
        ],
    }
