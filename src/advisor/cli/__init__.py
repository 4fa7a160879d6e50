"""The command line: one verb a module, results on stdout, everything else on stderr."""
