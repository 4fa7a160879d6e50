"""A plan as Markdown, CSV, JSON or text."""
