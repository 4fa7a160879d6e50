"""An explained estimate as lines of text that a terminal of any width and both faces can show."""
