"""The buttons below a result of ``run`` hold everything that a click needs."""

from __future__ import annotations

import pytest
from hypothesis import given

from bot.language import Language, Languages
from bot.limits import CUSTOM_ID
from bot.programs.options import Options
from cogs.run import views
from tests.bot.programs.test_options import OPTIONS

pytestmark = pytest.mark.core


@pytest.mark.parametrize("language", list(Languages()), ids=lambda language: language.code)
@given(OPTIONS)
def test_whatever_the_options_are(language: Language, options: Options) -> None:
    longest = 2**64 - 1
    view = views.result(str(longest), options, longest, language)
    ids = [item.custom_id for item in view.children]  # type: ignore[attr-defined]
    assert len(set(ids)) == len(ids)
    assert all(len(identity) <= CUSTOM_ID for identity in ids)
