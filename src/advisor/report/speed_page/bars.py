"""Bars of whole blocks, which every terminal font has, or of "#" where the terminal knows ASCII alone."""

BLOCK, ASCII_BLOCK = "█", "#"


def bar(size: float, largest: float, cells: int, *, ascii_only: bool = False) -> str:
    """As many blocks of `cells` as `size` is of `largest`; what is above zero keeps one."""
    if size <= 0 or largest <= 0 or cells < 1:
        return ""
    count = max(1, round(min(1.0, size / largest) * cells))
    return (ASCII_BLOCK if ascii_only else BLOCK) * count
