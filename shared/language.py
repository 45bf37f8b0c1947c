"""The languages that people read redcard in."""

from enum import StrEnum


class Language(StrEnum):
    """By its BCP 47 tag."""

    CHINESE = "zh-CN"
    ENGLISH = "en"
