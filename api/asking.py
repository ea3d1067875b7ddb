"""A question put to the Assistant, timed and counted, and what comes of it as every way in gives it."""

import logging
import time
from typing import TYPE_CHECKING

from api.respond import answer_out, found_out
from api.schemas import AskResponse, SearchResponse
from rag.types import Filters

if TYPE_CHECKING:
    from api.metrics import Metrics
    from rag.assistant import Assistant

logger = logging.getLogger(__name__)
# What people ask is personal data: it is in no log, whatever its level, unless `log_to_stderr` lets it through.
logger.setLevel(logging.WARNING)


def ask(
    assistant: "Assistant", question: str, top_k: int, filters: Filters, metrics: "Metrics | None" = None
) -> AskResponse:
    """The answer as the contract has it.

    :param metrics: where the question is counted, if anywhere.
    :raises QuestionError: the question is empty, too long or not text.
    """
    began = time.perf_counter()
    answer = assistant.ask(question, top_k, filters)
    seconds = time.perf_counter() - began
    response = answer_out(answer, assistant.info, seconds)
    if metrics is not None:
        metrics.count_question(response, seconds)
    logger.info("Vraag: %r (%s)", question, response.reason or "beantwoord")
    return response


def search(assistant: "Assistant", question: str, top_k: int, filters: Filters) -> SearchResponse:
    """The passages nearest to the question, whether or not they answer it.

    :raises QuestionError: the question is empty, too long or not text.
    """
    began = time.perf_counter()
    found = assistant.search(question, top_k, filters)
    seconds = time.perf_counter() - began
    logger.info("Zoekvraag: %r", question)
    return found_out(found, assistant.info, seconds)
