"""The file that teams share: a brief, the figures it was answered from, and the answer."""
