"""What became of members: dead, gone away, or in a household of their own."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from bot.understanding.people.mentions import Mention
from bot.understanding.people.roster import Gone, Person, Roster
from bot.understanding.people.subject import Subject
from bot.understanding.reading import SELF
from bot.understanding.text.document import Document
from bot.understanding.text.lexicon import cues, load

WINDOW = 40
CLOSE = 24
LEAD = 6
TAKEN = 10
AWAY = frozenset(
    {
        "kin",
        "pronoun",
        "ordinal",
        "outsider",
        "case",
        "couple",
        "they",
        "siblings",
        "title",
        "parent",
    }
)
OWN_HOME = frozenset({"son", "daughter", "child", "sibling", "grandchild"})
TOGETHER = re.compile(
    r"(?:(?:去|前|大前|今)年|已经?|就|也|[一二两三四五六七八九十几\d]{1,2}年前)*"
    r"(?:都|全|相继|先后|双双|均|同时|一起)"
)
STAY = frozenset({"spouse", "self"})
Settled = list[tuple[Mention, Subject]]


_cue = cues("people", "fates")


@cache
def _close(kind: str) -> re.Pattern[str]:
    fates = load("people")["fates"]
    return re.compile(fates["filler"] + fates[f"{kind}_close"])


class Fates:
    """Reads behind each word for kin what became of that person, and notes it in the roster."""

    def __init__(self, document: Document, roster: Roster, settled: Settled) -> None:
        self.document = document
        self.roster = roster
        self.settled = settled
        self._prison = bool(_cue("confined").search(document.text))
        for index, (mention, subject) in enumerate(settled):
            if subject.outside or subject.household:
                continue
            if mention.kind == "pronoun" and self._supposed(mention):
                continue
            persons = [p for p in self._persons(subject) if p.relation != "self"]
            if self._only_shown(mention):
                continue
            if persons and self._taken(index, mention, persons):
                continue
            if persons and not (mention.kind == "pronoun" and SELF in subject.labels):
                self._read(index, mention, persons)
            self._marriage(mention, subject, self._window(index, mention))
        self._divorced()

    def _only_shown(self, mention: Mention) -> bool:
        """系统显示我妈“已死亡”: an error of the office."""
        return bool(_cue("shown_before").search(self.document.before(mention.start, TAKEN)))

    def _taken(self, index: int, mention: Mention, persons: list[Person]) -> bool:
        """老婆带着孩子走了, 妈妈丢下我弟跑了: who went is the one named before."""
        before = self.document.before(mention.start, TAKEN)
        takes = _cue("takes").search(before)
        goes = _cue("goes").match(self.document.text, mention.end)
        if not goes or not (takes or _cue("leaves").search(before)):
            return False
        clause_start, _ = self.document.clause(mention.start)
        last, subject = self.settled[index - 1] if index else (mention, Subject())
        if last is mention or subject.household or subject.outside or SELF in subject.labels:
            return True
        if last.start >= clause_start or mention.start - last.end <= CLOSE:
            self._mark(self._persons(subject), "left", mention.start)
            if takes:
                self._mark(persons, "left", mention.start)
        return True

    def _supposed(self, mention: Mention) -> bool:
        """他说他走了, 要是她走了: said or feared, not told."""
        before = self.document.before(mention.start, LEAD)
        after = self.document.text[mention.end : mention.end + 3]
        return bool(_cue("supposed").search(before) or _cue("supposed_after").match(after))

    def _persons(self, subject: Subject) -> list[Person]:
        return [self.roster.persons[one] for one in subject.labels if one in self.roster.persons]

    def _window(self, index: int, mention: Mention) -> int:
        """Where the words that may tell of `mention` end: at the next person, or the sentence."""
        clause_end = self.document.clause(max(mention.end - 1, 0))[1]
        end = min(mention.end + WINDOW, len(self.document.text))
        for other, _ in self.settled[index + 1 : index + 4]:
            passing = other.kind == "outsider" and self._passing(other)
            if other.kind == "pronoun" and self._left_behind(other):
                end = min(end, other.end)
                break
            if (other.kind in AWAY and not passing) or other.mine or other.start > clause_end:
                end = min(end, other.start)
                break
        stop = re.compile(r"[。!?;\n]").search(self.document.text, mention.end, end)
        return stop.start() if stop else end

    def _passing(self, mention: Mention) -> bool:
        """跟别人跑了: the other one is no subject."""
        cue = re.compile(load("people")["outsider_object"])
        return bool(cue.search(self.document.before(mention.start, LEAD)))

    def _left_behind(self, mention: Mention) -> bool:
        """爸妈都不要他: the one they left, who is no subject."""
        before = self.document.before(mention.start, LEAD)
        return before.endswith(("不要", "丢下", "扔下", "抛下", "抛弃", "不管"))

    def _read(self, index: int, mention: Mention, persons: list[Person]) -> None:
        text = self.document.text
        if _cue("lacks_a_parent").match(text, mention.end):
            # 女儿没爸爸了，去世了: it is not the daughter.
            return
        end = self._window(index, mention)
        if kind := self._by_word(mention):
            self._mark(persons, kind, mention.end)
        for kind, place in self._told(mention.end, end):
            together = TOGETHER.match(text, mention.end, place)
            self._mark(self._with_joined(index, persons) if together else persons, kind, place)
            return
        alike = text[mention.end : end].startswith(("都", "也都", "全"))
        self._apart(mention, self._with_joined(index, persons) if alike else persons, end)

    def _by_word(self, mention: Mention) -> Gone | None:
        """前夫, 亡妻, 去世的老公."""
        words: dict[str, Gone] = load("people")["fates"]["words"]
        before = self.document.before(mention.start, LEAD)
        if _cue("before").search(before):
            return "left" if "离" in before and "离世" not in before else "dead"
        return words.get(mention.word)

    def _told(self, start: int, end: int) -> Iterator[tuple[Gone, int]]:
        kinds: tuple[Gone, Gone] = ("dead", "left")
        for kind in kinds:
            if m := _close(kind).match(self.document.text, start, end):
                yield kind, m.end()
            for m in _cue(kind).finditer(self.document.text, start, end):
                if not _cue("not_yet").search(
                    self.document.text[max(start, m.start() - LEAD) : m.start()]
                ):
                    yield kind, m.end()

    def _with_joined(self, index: int, persons: list[Person]) -> list[Person]:
        """我爸和我妈都去世了: the one named just before as well."""
        joined = list(persons)
        if self.settled[index][0].whose:
            return joined
        later = self.settled[index][0]
        for mention, subject in reversed(self.settled[max(0, index - 3) : index]):
            if self.document.text[mention.end : later.start] not in (
                "",
                "和",
                "跟",
                "与",
                "、",
                ",",
            ):
                break
            joined += [p for p in self._persons(subject) if p.relation != "self"]
            later = mention
        return joined

    def _mark(self, persons: list[Person], kind: Gone, place: int) -> None:
        for person in persons:
            remarried = kind == "left" and person.relation in OWN_HOME
            if remarried and _cue("married_off").search(
                self.document.text, max(0, place - 2), place
            ):
                person.apart = True
            elif person.gone is None:
                person.gone, person.gone_at = kind, place

    def _apart(self, mention: Mention, persons: list[Person], end: int) -> None:
        words = self.document.text[mention.end : end]
        led = self.document.before(mention.start, LEAD) if self._prison else ""
        confined = self._prison and (
            not _cue("wanted_confined").search(led) and self._confined(words)
        )
        for person in persons:
            person.apart = person.apart or confined
            if person.relation in STAY:
                continue
            if self._stated("apart_always", words) or (
                person.relation in OWN_HOME | {"in_law", "other"} and self._moved(words, person)
            ):
                person.apart = True

    def _confined(self, words: str) -> bool:
        """坐牢, 在戒毒所: nobody who lives at home, unless they are out again."""
        return any(
            not _cue("confined_over").search(words[: m.start()])
            and not _cue("not_yet").search(words[max(0, m.start() - LEAD) : m.start()])
            and not _cue("released").match(words, m.end())
            for m in _cue("confined").finditer(words)
        )

    def _moved(self, words: str, person: Person) -> bool:
        if person.relation in OWN_HOME and self._stated("married_off", words):
            return True
        return self._stated("apart_by_work", words) and not _cue("at_school").search(words)

    def _stated(self, name: str, words: str) -> bool:
        m = _cue(name).search(words)
        return bool(m and not _cue("not_yet").search(words[max(0, m.start() - LEAD) : m.start()]))

    def _divorced(self) -> None:
        """。离异，儿子跟他爸: told in a clause that names nobody, of the writer."""
        label = self.roster.spouse()
        if label is None or self.roster.persons[label].gone:
            return
        starts = [mention.start for mention, _ in self.settled]
        for m in _cue("alone_divorced").finditer(self.document.text):
            place = m.end() - 1
            clause_start, _ = self.document.clause(place)
            index = bisect_right(starts, place) - 1
            labels = self.settled[index][1].labels if index >= 0 else (SELF,)
            here = index < 0 or starts[index] >= clause_start
            number = self.document.sentence_number
            anew = index >= 0 and number(starts[index]) != number(place)
            if SELF in labels or (here and label in labels) or (anew and not here):
                self._mark([self.roster.persons[label]], "left", m.end())

    def _marriage(self, mention: Mention, subject: Subject, end: int) -> None:
        """离异 or 丧偶, told of the writer or the spouse: the spouse is nobody any more."""
        label = self.roster.spouse()
        if label is None or (SELF not in subject.labels and label not in subject.labels):
            return
        for name in ("divorced", "widowed"):
            words = self.document.text[mention.end : end]
            if self._stated(name, words):
                self._mark(
                    [self.roster.persons[label]], "left" if name == "divorced" else "dead", end
                )
