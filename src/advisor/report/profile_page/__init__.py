"""One item of the catalogue as a page: every figure with its source, date, age and confidence."""
