"""The floor's pages: plain, but with a heading, navigation, filters and a table, as any real page has."""

NAV = "".join(
    f'<li class="nav__item"><a class="nav__link" href="/s/{item}">Menu item {item}</a></li>' for item in range(8)
)
BASE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{% block t %}}{{% endblock %}}</title>
<link rel="stylesheet" href="/static/app.css"></head><body><a href="#main">Skip to main content</a>
<header><nav><ul>{NAV}</ul></nav></header><main id="main">{{% block m %}}{{% endblock %}}</main>
<footer><p>Footer</p></footer></body></html>"""
LIST = """{% extends "base.html" %}{% block t %}Plan{% endblock %}{% block m %}<h1>Plan {{ plan }}</h1>
<form method="get"><select name="section">{% for s in sections %}
<option value="{{ s }}"{% if s == section %} selected{% endif %}>{{ s }}</option>{% endfor %}</select>
<button>Filter</button></form>
<p>{{ total }} actions</p><table><thead><tr><th scope="col">Ref</th><th>Section</th><th>Action</th><th>RAG</th>
<th>Owner</th><th>Next due</th><th>Updated</th></tr></thead><tbody>
{% for a in rows %}<tr class="row"><td>{{ a.id }}</td><td>{{ a.section }}</td>
<td><a href="/a/{{ a.id }}/">{{ a.title }}</a></td>
<td><strong class="tag tag--{{ a.rag|slugify }}">{{ a.rag }}</strong></td><td>{{ a.owner.name }}</td>
<td><time datetime="{{ a.next_due|date:"c" }}">{{ a.next_due|date:"j F Y" }}</time></td>
<td>{{ a.updated|date:"j F Y" }}</td></tr>{% endfor %}</tbody></table>{% endblock %}"""
DETAIL = """{% extends "base.html" %}{% block t %}{{ a.title }}{% endblock %}{% block m %}<h1>{{ a.title }}</h1>
<dl><dt>Section</dt><dd>{{ a.section }}</dd><dt>RAG</dt><dd>{{ a.rag }}</dd>
<dt>Owner</dt><dd>{{ a.owner.name }}</dd><dt>Due</dt><dd>{{ a.next_due|date:"j F Y" }}</dd></dl>
<p>{{ a.description|linebreaksbr }}</p><form method="post" action="/a/{{ a.id }}/">{% csrf_token %}
<select name="rag">{% for r in rags %}
<option{% if r == a.rag %} selected{% endif %}>{{ r }}</option>{% endfor %}</select>
<textarea name="comment"></textarea><button>Save</button></form>
<ol>{% for u in history %}<li class="hist"><h2>{{ u.user.name }}, {{ u.created|date:"j F Y H:i" }}</h2>
<p>{{ u.rag_old }} to {{ u.rag_new }}</p><p>{{ u.comment|linebreaksbr }}</p></li>{% endfor %}</ol>{% endblock %}"""
SEARCH = """{% extends "base.html" %}{% block m %}<h1>Search</h1><p>{{ total }} results</p><ul>
{% for a in rows %}
<li class="row"><a href="/a/{{ a.id }}/">{{ a.title }}</a> {{ a.section }} {{ a.rag }}</li>{% endfor %}
</ul>{% endblock %}"""
LOGIN = """{% extends "base.html" %}{% block m %}<form method="post">{% csrf_token %}<input name="username">
<input name="password" type="password"><button>Sign in</button></form>{% endblock %}"""

TEMPLATES = {
    "base.html": BASE,
    "list.html": LIST,
    "detail.html": DETAIL,
    "search.html": SEARCH,
    "login.html": LOGIN,
}
