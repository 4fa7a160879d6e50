"""Records and results -> rich text. Pure functions, no widgets."""
