"""Landed cost, TCO and USD per million tokens, line by line, with what is unknown left visible."""
