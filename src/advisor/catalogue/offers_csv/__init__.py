"""A team's own quotes: from a table of them to availability profiles, with every mistake named at once."""
