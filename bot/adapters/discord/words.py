"""The hook for other languages: what Discord shows of commands in somebody's own; English is complete by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import discord
from discord import app_commands

Words = Mapping[str, Mapping[str, str]]
TRANSLATED: Words = {}  # language of Discord, such as "de" → English text → its translation


class Translator(app_commands.Translator):
    """Looks texts up; one that is missing stays English."""

    def __init__(self, words: Words = TRANSLATED) -> None:
        self.words = words

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContext[Any, Any],
    ) -> str | None:
        return self.words.get(locale.value, {}).get(string.message)
