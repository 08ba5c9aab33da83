"""What must survive a restart."""

from __future__ import annotations


class Store:
    """Each user's choice of language."""

    def __init__(self) -> None:
        self._languages: dict[int, str] = {}

    async def language_of(self, user_id: int) -> str | None:
        """The code of the language that the user chose, None if they never did."""
        return self._languages.get(user_id)

    async def set_language(self, user_id: int, code: str | None) -> None:
        """Keep the user's choice; None forgets it."""
        if code is None:
            self._languages.pop(user_id, None)
        else:
            self._languages[user_id] = code
