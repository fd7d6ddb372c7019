"""Every text of two real communities, with handles, ids and wallets put in: none of them reaches a model."""

import pytest

from prompts.texts import LONGEST, MARKERS, Names, clean, leaks, marked, prepared
from tests.golden import data

pytestmark = data.needs
FILES = ["praise_ih_2020_2021.jsonl", "praise_tec_r05_r06.jsonl"]


class Community:
    """The members of a file, each with four ways to be named, and the texts with some of them put in."""

    def __init__(self, file: str) -> None:
        self.rows = data.rows(file)
        members = data.ids(name for row in self.rows for name in (row["to"], row["from"]) if name)
        self.handles = list(members)
        self.ids = {name: str(10**17 + 7919 * number) for name, number in members.items()}
        self.wallets = {name: f"0x{number:040x}" for name, number in members.items()}
        self.accounts = {name: f"@{name}:garden.org" for name in members}
        self.known = [
            (spelled[name], number)
            for spelled in ({name: name for name in members}, self.ids, self.wallets, self.accounts)
            for name, number in members.items()
        ]
        self.names = Names(self.known)
        self.members = members

    def texts(self) -> list[str]:
        """Each as it is, and with people named at its start, in the middle or at its end."""
        both = ((str(row.get("text") or ""), self.naming(row)[row["i"] % 4]) for row in self.rows)
        return [text for pair in both for text in pair]

    def naming(self, row: data.Row) -> list[str]:
        said, by, to = str(row.get("text") or ""), row["from"], row["to"] or row["from"]
        other = self.handles[row["i"] % len(self.handles)]
        first, _, rest = said.partition(" ")
        hidden = "\u200b".join(by)
        return [
            f"@{by} thanks {to}: {said}",
            f"<@{self.ids[to]}> {first} {other.upper()} {rest} {self.wallets[by]}",
            f"{self.accounts[by]}, _{to}_ ({self.ids[other]}) {first}‡{other}‡{rest}",
            f"{said} https://garden.org/{to}?by={by} {to}@garden.org {hidden}'s @{other}",
        ]


@pytest.fixture(scope="module", params=FILES)
def community(request: pytest.FixtureRequest) -> Community:
    return Community(request.param)


@pytest.mark.slow
def test_nobody_is_named_in_what_a_model_sees(community: Community) -> None:
    texts, known = community.texts(), [name for name, _ in community.known]
    seen = [prepared(text, community.names, lambda member: f"M{member:02}") for text in texts]
    before, after = sum(map(len, texts)), sum(map(len, seen))
    print(f"\n{len(texts)} texts, {before} characters before and {after} after")
    outgoing = [marked(text, MARKERS[number % len(MARKERS)]) for number, text in enumerate(seen)]
    assert len(leaks("\n".join(texts), known)) > len(community.members)
    assert leaks("\n".join(outgoing), known) == []
    assert all(len(text) <= LONGEST for text in outgoing)


def test_each_is_called_by_the_own_label(community: Community) -> None:
    for row in community.rows:
        by, to = community.members[row["from"]], community.members[row["to"] or row["from"]]
        seen = prepared(community.naming(row)[0], community.names, lambda member: f"M{member:02}")
        assert seen.startswith(f"M{by:02} thanks M{to:02}:")


def test_what_people_wrote_stays_as_it_was(community: Community) -> None:
    """Among texts that name nobody, few have anything to replace."""
    texts = [clean(row["text"]) for row in community.rows if row.get("text")]
    seen = [prepared(text, community.names, lambda member: f"M{member:02}") for text in texts]
    changed = {one for one, other in zip(texts, seen, strict=True) if one != other and len(one) <= LONGEST}
    print(f"\n{len(changed)} of {len(set(texts))} different texts changed")
    assert len(changed) < len(set(texts)) // 50
