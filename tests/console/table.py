"""The console's table of routes, as it stands in engine/interface/web/routes_*.cc."""
import collections
import pathlib
import re
import urllib.parse

FOLDER = pathlib.Path(__file__).resolve().parents[2] / 'engine/interface/web'
LINE = re.compile(r'\{\s*(kGet|kPost),\s*"([^"]*)",\s*"([^"]*)",\s*(\w+)(?:,\s*Step::(\w+))?(?:,\s*(k\w+))?(?:,\s*(k\w+))?')
RANK = {'kEverybody': 0, 'kClassAdmin': 1, 'kDepartmentAdmin': 2, 'kInstituteAdmin': 3, 'kAcademyAdmin': 4, '': 0}
# Of each part of an address, something that is there.
PARTS = {'id': 'N1', 'class': 'N1', 'action': 'submit', 'category': '在职自学', 'employee': '2007', 'n': '2007', 'year': '2023', 'name': 'execution',
         'file': 'console.css', 'g': 'plan', 'number': 'L1', 'kind': 'plans', 'graph': 'plan'}
OF_A_PAGE = {'/me/external/{id}': {'id': '2007-001', 'action': 'submit'},
             '/admin/people/{id}': {'id': '2007', 'action': 'edit'},
             '/admin/policy/proposals/{id}': {'id': '2025-001', 'action': 'withdraw'}, '/admin/reports/{file}': {'file': 'execution.xlsx'},
             '/admin/classes/{id}': {'id': 'N1', 'action': 'edit'}}


class Route(collections.namedtuple('Route', 'method pattern title step rank section')):
    """One line; `rank`: of the smallest role that may, a learner's being 0."""


def routes():
    for path in sorted(FOLDER.glob('routes_*.cc')):
        for method, pattern, title, _, step, least, section in LINE.findall(re.sub(r'//[^\n]*', '', path.read_text())):
            yield Route(method, pattern, title, step or 'kOpen', RANK[least], section)


def lines():
    """How many lines the table has, however they are written."""
    return sum(len(re.findall(r'\{\s*k(?:Get|Post),', path.read_text())) for path in FOLDER.glob('routes_*.cc'))


def address_of(pattern):
    parts = dict(PARTS)
    for page, own in OF_A_PAGE.items():
        if pattern.startswith(page):
            parts.update(own)
    return re.sub(r'\{(\w+)\}', lambda match: urllib.parse.quote(parts[match.group(1)]), pattern)
