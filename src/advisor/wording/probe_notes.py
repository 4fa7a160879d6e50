"""What an answer about one deployment rests on beside its figures."""


def context_parallel_text(ranks: int) -> str:
    """That a fit needs what is no engine's default; empty where it does not."""
    if ranks == 1:
        return ""
    return (
        f"It fits only with decode context parallelism: {ranks} ranks part the tokens of each cache, which "
        "else each would keep a copy of. Whether the engine offers it for this model here is to be checked; "
        "no speed of it is known."
    )
