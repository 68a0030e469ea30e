"""The glossary's services and how pages explain a word."""

import pytest
from django.template import Context, Template

from accounts.models import User
from accounts.permissions import Role
from core.errors import RuleBroken
from core.models import AuditEvent, GlossaryTerm
from core.services import glossary
from core.services.first_words import FIRST_WORDS
from tests.factories.accounts import AuthorityFactory, marlshire, user_with


@pytest.fixture
def officer(db: None) -> User:
    return user_with(Role.PROJECT_OFFICER)


def define(by: User, term: str = "EH", meaning: str = "Early help") -> GlossaryTerm:
    return glossary.define(authority=AuthorityFactory(), term=term, meaning=meaning, by=by)


def test_a_word_is_defined_redefined_and_removed_on_record(officer: User) -> None:
    row = define(officer)
    glossary.change(row=row, term="EH", meaning="Help early on", by=officer)
    glossary.remove(row=row, by=officer)
    events = AuditEvent.objects.order_by("pk")
    assert [event.verb for event in events] == ["defined", "redefined", "removed the word"]
    assert events[1].before == {"meaning": "Early help"}
    assert events[2].before == {"term": "EH", "meaning": "Help early on"}
    assert not GlossaryTerm.objects.exists()


def test_a_word_stands_once_whatever_its_capitals(officer: User) -> None:
    define(officer)
    other = define(officer, "CIN")
    with pytest.raises(RuleBroken, match="in the glossary already"):
        define(officer, "eh")
    with pytest.raises(RuleBroken, match="in the glossary already"):
        glossary.change(row=other, term="Eh", meaning="x", by=officer)
    glossary.change(row=other, term="cin", meaning="Child in need", by=officer)


def test_each_council_has_its_own_words(officer: User) -> None:
    define(officer)
    glossary.define(authority=marlshire(), term="EH", meaning="Something else", by=officer)
    assert glossary.meanings(authority=AuthorityFactory()) == {"EH": "Early help"}


def test_the_first_words_fit_and_stand_once() -> None:
    terms = [term.casefold() for term, _ in FIRST_WORDS]
    assert len(set(terms)) == len(terms)
    assert max(len(term) for term, _ in FIRST_WORDS) <= 60
    assert max(len(meaning) for _, meaning in FIRST_WORDS) <= 400
    assert all(meaning.endswith((".", "?")) for _, meaning in FIRST_WORDS)


def test_a_page_explains_a_word_where_it_stands(officer: User) -> None:
    define(officer, meaning="Early <help>")
    words = glossary.meanings(authority=AuthorityFactory())
    html = Template('{% glossary "EH" %} {% glossary "XYZ" %}').render(Context({"glossary": words}))
    assert "Early &lt;help&gt;" in html
    assert html.endswith(" XYZ")
