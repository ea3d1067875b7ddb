"""The questions that the page begins with, asked of the letters that come with the project."""

from api.examples import SHIPPED, find_examples
from index.settings import IndexSettings
from rag.assistant import load_assistant
from rag.settings import RagSettings


def test_the_shipped_letters_answer_every_example_about_them(letters_index):
    assistant = load_assistant(letters_index, IndexSettings(), RagSettings())
    assert find_examples(assistant) == tuple(question for _, question in SHIPPED)
