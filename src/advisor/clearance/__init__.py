"""May it ship, may it be used, can it be had: three findings, each with rules and a date."""
