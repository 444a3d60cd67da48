"""A language model as the extractor: the model points, netlib reads and checks."""

from netlib.extraction.llm.extractor import LLMExtractor

__all__ = ["LLMExtractor"]
