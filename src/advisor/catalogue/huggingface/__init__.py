"""Publishers' config.json files, one file a family: the keys it reads, and the architecture they make."""
