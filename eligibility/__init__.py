"""Decides what a household in difficulty can apply for, from policy documents kept as data.

Pure: no clock, no web, no wording for people beyond the labels of the data.
"""

from eligibility.errors import EligibilityError, HouseholdError, PackError
from eligibility.files.household import Household, Member, Said, parse_household
from eligibility.files.library import Library, load_library
from eligibility.screen import ask_next, screen
from eligibility.telling.screening import Choice, Door, Group, Item, Question, Screening, Setting
from eligibility.values import DECLINED, UNKNOWN, Range

__all__ = [
    "DECLINED",
    "UNKNOWN",
    "Choice",
    "Door",
    "EligibilityError",
    "Group",
    "Household",
    "HouseholdError",
    "Item",
    "Library",
    "Member",
    "PackError",
    "Question",
    "Range",
    "Said",
    "Screening",
    "Setting",
    "ask_next",
    "load_library",
    "parse_household",
    "screen",
]
