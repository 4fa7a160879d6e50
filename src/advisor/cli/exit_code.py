"""Exit codes that scripts rely on."""

YES = 0
NO = 1
BAD_INPUT = 2
CANT_ACCESS = 3
OUR_FAULT = 70
