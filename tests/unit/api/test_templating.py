"""How sizes read in Dutch."""

import pytest

from api.templating import file_size


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (999, "999 bytes"),
        (50_000, "50 kB"),
        (999_999, "1 MB"),
        (1_500_000, "1,5 MB"),
        (50_000_000, "50 MB"),
    ],
)
def test_a_number_of_bytes_as_people_say_it(count, text):
    assert file_size(count) == text
