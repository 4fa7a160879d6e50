"""Which published table a row under an unlimited load is from: they are tuned to different ends."""

from advisor.evidence.row import MeasuredRow

_TITLES = {"MLPerf": "mlperf", "TensorRT-LLM": "tensorrt-llm", "GPUStack": "gpustack"}


def table_of(row: MeasuredRow) -> str:
    """Name of the table, of which the fit knows how far its rows lie from the model; empty for any other.

    MLPerf's submissions are tuned to the last percent, NVIDIA's TensorRT-LLM tables are not, GPUStack's runs
    include the filling and draining of the batch.
    """
    return next((name for title, name in _TITLES.items() if title in row.source_title), "")
