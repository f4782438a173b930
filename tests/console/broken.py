#!/usr/bin/env python3
"""Requests that break HTTP, or bring what no page asks for: each is refused with 4xx or answered as it deserves, none with
5xx, none hangs, and the console answers /healthz after them.

    tests/console/broken.py [--program build/xueshi] [--postgres] [--whole]

Sent to `serve` on a socket, and a share of them (all with --whole) to `serve --once`. The last line is `N passed, N failed`.
"""
import argparse
import concurrent.futures
import pathlib
import socket
import subprocess
import sys
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from academy import PASSWORD, Academy  # noqa: E402
from tally import Tally  # noqa: E402
from table import routes  # noqa: E402

BROKEN, FINE = 'broken', 'fine'  # has to be refused; may be answered too
NUMBERS = ['99999999999999999999', '9223372036854775808', '9223372036854775807', '2147483648', '4294967296', '-1', '-0', '0', '00',
           '+1', '1e9', '0x10', '1.5', '１２', 'NaN', '', ' ', '1 1', '-9223372036854775809', '9' * 400]
TEXTS = ['\'', '"', '\'; drop table plan; --', '%', '_', '\\', '{{7*7}}', '${x}', '<script>', '&amp;', '\u202e', '\ufeff', '\U0001f400',
         '\u0301', '../../etc/passwd', '..', '.', '/', '//', '%2e%2e', ' ', '\t', '\n', '\r\nSet-Cookie: a=b', '|', '*', ':', ';', ',',
         'NULL', 'true', 'a' * 300, '学' * 200, '(', '[', '(?', '\x7f', '\x01', '\u0085', '\u2028']


def request(line='GET /login HTTP/1.1', headers=('Host: {host}',), body=b''):
    head = '\r\n'.join((line, *headers)) + '\r\n\r\n'
    return head.encode('latin-1' if max(map(ord, head)) < 256 else 'utf-8') + body


def get(target, *headers):
    return request(f'GET {target} HTTP/1.1', ('Host: {host}', *headers))


def post(path, body, *headers, length=True):
    more = (f'Content-Length: {len(body)}',) if length else ()
    return request(f'POST {path} HTTP/1.1', ('Host: {host}', 'Sec-Fetch-Site: same-origin', *more, *headers), body)


# --- what breaks HTTP ---

def lines():
    for method in ('get', 'GET\t', 'G\x00T', 'GÉT', 'DELETE', 'PUT', 'PATCH', 'TRACE', 'OPTIONS', 'CONNECT', 'PRI', 'BREW', 'A' * 300, '',
                   'GET GET', '(GET)', 'GET,'):
        yield request(f'{method} /login HTTP/1.1')
    for version in ('HTTP/0.9', 'HTTP/1.2', 'HTTP/2.0', 'HTTP/3', 'HTTP/1', 'HTTP/1.', 'HTTP/11', 'http/1.1', 'HTTP/1.1 ', ' HTTP/1.1',
                    'HTTP /1.1', 'HTTP/1.1.1', 'HTTP/x.y', 'HTTPS/1.1', 'XTTP/1.1', '', 'HTTP/99999999999.1', 'HTTP/1.1\x00', 'HTTP/-1.1'):
        yield request(f'GET /login {version}')
    for line in ('', ' ', 'GET', 'GET /login', ' GET /login HTTP/1.1', 'GET\x20\x20/login HTTP/1.1', 'GET /login  HTTP/1.1', '\tGET / HTTP/1.1',
                 'GET /a b HTTP/1.1', 'HTTP/1.1 200 OK', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', '\x00', '\xff\xfe', 'Host: a',
                 '*1\r\n$4\r\nPING', 'SSH-2.0-x', 'EHLO a', 'A' * 5000, 'GET /' + 'a' * 5000 + ' HTTP/1.1', 'GET / HTTP/1.1\nHost: {host}'):
        yield request(line)
    for end in ('\n\n', '\r\r', '\n\r\n\r', '\r\n\n', '\n\r\n'):
        yield f'GET /login HTTP/1.1{end[:len(end) // 2]}Host: {{host}}{end}'.encode() + b'\r\n\r\n'


def targets():
    for byte in [*range(0, 0x21), *range(0x7f, 0x100, 5)]:
        yield get(f'/login{chr(byte)}x')
    for target in ('login', '//evil.example/', 'http://evil.example/', 'http://{host}/login', '*', '?a=1', '#', '/login#x', '/../login', '/a/../login',
                   '/./login', '/a/.', '/a/..', '/%2e%2e/login', '/%2E/login', '/a/%2e%2e', '/login%00', '/%00', '/login%', '/login%2', '/login%2g',
                   '/login%g2', '/%zz', '/%u5b66', '/%ff', '/%c0%af', '/%c0%ae%c0%ae/login', '/%ed%a0%80', '/%f4%90%80%80', '/%f8%88%80%80%80',
                   '/%e5%ad', '/%80', '/login?a=%00', '/login?a=%', '/login?a=%1', '/login?%ff=1', '/login?a=%c0%80', '/login?a=%e5%ad',
                   '/login?' + '&'.join(f'a{i}=1' for i in range(65)), '/login?' + '&' * 100 + '&'.join('a' for _ in range(66)),
                   '/login?a=' + 'b' * 4200, '/' + 'a/' * 2100, '/login?a=1#b', '/' + '%2e' * 1400 + '%'):
        yield get(target)


def headers():
    for line in ('Host: b', 'Host:', 'HOST: {host}', 'X', 'X ', ': x', ' X: 1', '\tX: 1', 'X : 1', 'X\t: 1', 'X Y: 1', 'X\x00: 1', 'X: \x00', 'X: a\x01b',
                 'X: a\x7f', 'X: a\rb', 'X: a\nb', 'X: 1\r\n 2', 'X: 1\r\n\t2', 'X: 1\r\n  \r\n 2', '(X): 1', 'X,Y: 1', 'X@: 1', 'É: 1', 'X[]: 1', '"X": 1',
                 'X: ' + 'a' * 17000, 'Y' * 17000 + ': 1', 'Expect: 200-ok', 'Expect: 100-continue, x', 'Content-Length: 1\r\nContent-Length: 1',
                 'Content-Length: 0\r\nContent-Length: 1', 'Transfer-Encoding: identity', 'Transfer-Encoding: gzip, chunked', 'Transfer-Encoding: chunked, gzip',
                 'Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked', 'Transfer-Encoding: chunked\r\nContent-Length: 0', 'Transfer-Encoding: xchunked',
                 'Transfer-Encoding: "chunked"', 'Transfer-Encoding:\x0bchunked', 'Transfer-Encoding: chunked;q=1', 'Transfer-Encoding: CHUNKED',
                 'Transfer-Encoding:', 'Content-Length: 0\r\nTransfer-Encoding: chunked', '\r\nX: 1'[2:] + '\r\nX\x0b: 1'):
        yield get('/login', line)
    for hosts in ((), ('Host: a', 'Host: {host}'), ('host: {host}', 'HOST: {host}'), ('Host: evil.example',), ('Host: {host}.evil.example',),
                  ('Host: {host}@evil.example',), ('Host: a b',), ('Host: a\x00',), ('Host: a,{host}',), ('Host: [::1',), ('Host: ' + 'a' * 2000,)):
        yield request(headers=hosts)
    yield request(headers=('Host: {host}', *(f'X{i}: {"y" * 50}' for i in range(400))))
    yield b'GET /login HTTP/1.1\r\nX: ' + b'\r\n' * 3 + b'Host: a\r\n\r\n'


def bodies():
    for length in ('-1', '+1', '1x', 'x', '0x1', '1,1', '1 1', '1;', '1.0', '99999999999999999999', '18446744073709551616', '18446744073709551615',
                   '9223372036854775808', '1048577', '2000000000', '１', '"1"', '1e3', '\x0b1', '--1', ''):
        yield post('/login', b'', f'Content-Length: {length}', length=False)
    chunked = ('Transfer-Encoding: chunked',)
    for body in (b'x\r\n', b'-1\r\n', b'+1\r\na\r\n0\r\n\r\n', b'0x1\r\na\r\n0\r\n\r\n', b' 1\r\na\r\n0\r\n\r\n', b'g\r\n', b'\r\n\r\n', b'1\na\n0\n\n', b'1\r\nab\r\n0\r\n\r\n',
                 b'2\r\na\r\n0\r\n\r\n', b'1\r\na0\r\n\r\n', b'ffffffffffffffff\r\n', b'fffffffffffffffff\r\n', b'10000000000000000\r\na', b'7fffffffffffffff\r\n',
                 b'1;\x00\r\na\r\n0\r\n\r\n', b'1 ;a\r\na\r\n0\r\n\r\n', b'1\r\na\r\n0\r\nX\r\n\r\n', b'1\r\na\r\n0\r\n: 1\r\n\r\n', b'200000\r\n' + b'a' * 2_097_152,
                 b'1\r\n\r\n\r\n0\r\nContent-Length: 1 \x01\r\n\r\n', b'\xef\xbb\xbf1\r\na\r\n0\r\n\r\n', b'1' * 3000, b'1;' + b'a' * 20000 + b'\r\na\r\n0\r\n\r\n'):
        yield post('/login', body, *chunked, length=False)
    whole = post('/login', b'login=a&password=b', 'Content-Type: application/x-www-form-urlencoded')
    for end in range(1, len(whole) - 1, 7):
        yield whole[:end]


# --- what no page asks for ---

def forms():
    """Of somebody who is not signed in, and of one who is; the key of the session is put in."""
    kind = 'Content-Type: application/x-www-form-urlencoded'
    for body in (b'', b'&', b'=', b'a', b'%', b'a=%', b'a=%0', b'a=%00', b'%00=a', b'a=%ff', b'a=\xff', b'a=%c0%80', b'a=%ed%a0%80', b'\x00', b'a=1;b=2', b'+=+',
                 b'&'.join(b'a%d=1' % i for i in range(1300)), b'a=' + b'b' * 1_000_000, b'login=a&login=b&password=c', b'login=%0d%0a&password=x',
                 b'login=' + b'a' * 70000 + b'&password=b', b'login=a&password=' + b'%F0%9F%90%80' * 5000, b'login[]=a&password[x]=b'):
        yield post('/login', body, kind)
        yield post('/admin/plans/do/approve', b'key={key}&as={as}&' + body, kind, '{cookie}')
    for other in ('text/plain', 'application/json', 'application/xml', 'text/html; charset=utf-7', '', 'x', 'multipart', 'a' * 3000, 'application/x-www-form-urlencoded; charset=gbk'):
        yield post('/login', b'{"login": "a", "password": "b"}', f'Content-Type: {other}')
    for text in TEXTS + NUMBERS:
        value = urllib.parse.quote(text).encode()
        for path in ('/admin/plans/do/approve', '/admin/people/do/edit', '/admin/learning/do/approve', '/admin/plan-templates/do/delete', '/admin/backbone/do/refresh'):
            yield post(path, b'key={key}&as={as}&comment=x&id=' + value, kind, '{cookie}')
        yield post('/admin/roles/new', b'key={key}&as={as}&%E5%91%98%E5%B7%A5%E7%BC%96%E5%8F%B7=2007&%E8%A7%92%E8%89%B2=' + value +
                   b'&%E6%9C%BA%E6%9E%84%E7%BC%96%E7%A0%81=I01', kind, '{cookie}')
    for text in TEXTS:
        value = urllib.parse.quote(text).encode()
        yield post('/login', b'login=' + value + b'&password=' + value + b'&to=' + value, kind)
        yield post('/admin/plans/new', b'key={key}&as={as}&once=' + value + b'&year=' + value, kind, '{cookie}')


def multiparts():
    def part(head, body=b'x'):
        return b'--G\r\n' + head + b'\r\n\r\n' + body + b'\r\n'
    name, file = b'Content-Disposition: form-data; name="a"', b'Content-Disposition: form-data; name="file"; filename="a.csv"'
    end = b'--G--\r\n'
    key = part(b'Content-Disposition: form-data; name="key"', b'{key}') + part(b'Content-Disposition: form-data; name="as"', b'{as}')
    sound = 'multipart/form-data; boundary=G'
    for kind in ('multipart/form-data', 'multipart/form-data;', 'multipart/form-data; boundary', 'multipart/form-data; boundary=', 'multipart/form-data; boundary=""',
                 'multipart/form-data; boundary="G', 'multipart/form-data; boundary=' + 'G' * 71, 'multipart/form-data; boundary=H', 'multipart/mixed; boundary=G',
                 'multipart/form-data boundary=G', 'multipart/form-data; boundary=G; boundary=H', 'multipart/form-data; charset="x"; boundary=\xff', 'Multipart/Form-Data'):
        yield post('/admin/people/import', key + part(name) + end, f'Content-Type: {kind}', '{cookie}')
    for body in (b'', b'--', b'--G', b'--G--', b'--G\r\n', b'--G\r\n\r\n', b'--G\r\n\r\n--G--', b'--G\r\n' + name, b'--G\r\n' + name + b'\r\n\r\n', part(name), part(name) + b'--G',
                 part(name) + b'--G-', part(name) + b'--Gx', b'hello\r\n' + part(name) + end, b'\r\n' + part(name) + end, part(b'') + end, part(b'X: 1') + end,
                 part(b'Content-Disposition: attachment; name="a"') + end, part(b'Content-Disposition: form-data') + end, part(b'Content-Disposition: form-data; name') + end,
                 part(b'Content-Disposition: form-data; name="a') + end, part(b'Content-Disposition: form-data; name="a\x00b"') + end, part(b'Content-Disposition: form-data; name="\xff"') + end,
                 part(b'Content-Disposition: form-data; name="a"; filename="\x00.csv"') + end, part(b'Content-Disposition: form-data; name="a"; filename="\xff"') + end,
                 part(b'Content-Disposition: form-data; filename="a"') + end, part(name + b'\r\nX: ' + b'y' * 9000) + end, part(name, b'\xff\xfe') + end, part(name, b'\x00') + end,
                 part(name + b'\r\nContent-Type: multipart/mixed; boundary=H', b'--H\r\n\r\nx\r\n--H--') + end, part(name, part(name) + end) + end, part(name) * 1300 + end,
                 b'--G\n' + name + b'\n\nx\n--G--\n', part(file, b'') + end, part(file, b'\x00' * 100) + end, part(file, b'PK\x03\x04' + b'\x00' * 40) + end, part(file, b'PK' * 500) + end,
                 part(file, '员工编号,姓名\n1,2\n'.encode('gbk')) + end, part(file, b'"' * 999) + end, part(file, b'\xef\xbb\xbf') + end, part(file, b',' * 5000) + end,
                 part(file, b'a,b\n' * 5000) + end, part(file.replace(b'a.csv', b'../../etc/passwd')) + end, part(file.replace(b'a.csv', b'a' * 4000 + b'.csv')) + end,
                 part(file.replace(b'a.csv', b'')) + end, part(file) + part(file) + end, part(name, b'%s' % (b'x' * 900_000)) + end):
        for path in ('/admin/people/import', '/me/external/upload'):
            yield post(path, key + part(b'Content-Disposition: form-data; name="kind"', b'people') + body, f'Content-Type: {sound}', '{cookie}')
    yield post('/login', part(name) + end, f'Content-Type: {sound}')


def cookies():
    for cookie in ('sid', 'sid=', '=x', '=', ';', ';;;', 'sid=a; sid=b', 'sid=' + 'a' * 8000, 'sid="a"', 'sid=\xff\xfe', 'sid=%00', 'sid=a,b', 'sid = a', 'SID=a', '__Host-sid=a',
                   'sid=' + '0' * 64, 'sid=' + 'A' * 43, 'sid=../../x', "sid=' or 1=1", '; '.join(f'c{i}=1' for i in range(500)), 'sid=a\tb', '$Version=1; sid=a', 'sid=a; ' * 200,
                   'sid=学时'.encode().decode('latin-1')):
        yield get('/me', f'Cookie: {cookie}')
        yield get('/me', f'Cookie: {cookie}', '{cookie}')
        yield post('/logout', b'key=x', f'Cookie: {cookie}')


def browsers():
    """Somebody comes in, whatever their browser calls itself."""
    for name in ('', 'a' * 3000, '\xff\xfe', 'Ã©' * 200, '学时'.encode().decode('latin-1') * 90, 'a' * 199 + '学'.encode().decode('latin-1'), '<b>', '%00'):
        yield post('/login', b'login=fang&password={password}', 'Content-Type: application/x-www-form-urlencoded', f'User-Agent: {name}')
        yield post('/login', b'login=' + urllib.parse.quote('学' * 99 + 'a').encode() + b'&password=x', 'Content-Type: application/x-www-form-urlencoded', f'X-Forwarded-For: {name}')


def queries():
    """Every list and page, with numbers that are none and texts that are none."""
    names = ['page', 'size', 'year', 'after', 'order', 'org', 'name', 'n', 'a', 'b', 'state', 'subject', 'from', 'until', 'employee', 'kind', 'id']
    patterns = [r.pattern for r in routes() if r.method == 'kGet' and '{' not in r.pattern and r.step != 'kOpen' and '/do/' not in r.pattern]
    for at, pattern in enumerate(patterns):
        for number, value in enumerate(NUMBERS):
            some = {name: value for place, name in enumerate(names) if (place + number + at) % 3 == 0 or name in ('year', 'size')}
            yield get(f'{pattern}?{urllib.parse.urlencode(some)}', '{cookie}')
        for number, value in enumerate(TEXTS):
            name = names[(number + at) % len(names)]
            yield get(f'{pattern}?{urllib.parse.urlencode({name: value})}', '{cookie}', *(['Accept: application/json'] if number % 2 else []))
        yield get(f'{pattern}?' + '&'.join(f'{name}=1&{name}=2' for name in names), '{cookie}')


def ids():
    patterns = [r.pattern for r in routes() if r.method == 'kGet' and '{' in r.pattern and r.step != 'kOpen']
    for at, pattern in enumerate(patterns):
        for number, value in enumerate(TEXTS + NUMBERS):
            if value in ('', '.', '..') or (number + at) % 2:
                continue
            part = urllib.parse.quote(value, safe='')
            address = pattern
            while '{' in address:
                address = address[:address.index('{')] + part + address[address.index('}') + 1:]
            yield get(address, '{cookie}')


def everything():
    """(family, number, bytes, whether it has to be refused)"""
    for family, kind in ((lines, BROKEN), (targets, BROKEN), (headers, BROKEN), (bodies, BROKEN), (forms, FINE), (multiparts, FINE), (cookies, FINE), (browsers, FINE), (queries, FINE), (ids, FINE)):
        for number, raw in enumerate(family()):
            yield family.__name__, number, raw, kind


# --- sending them ---

class Sender:
    def __init__(self, academy):
        self.academy = academy
        self.browser = academy.browser('fang', 'academy_admin', 'A')
        page = self.browser.get('/admin/plans')
        fields = dict(next(f for f in page.forms if f['action'] == '/logout')['fields'])
        self.words = {b'{password}': PASSWORD.encode(), b'{key}': urllib.parse.quote(fields['key']).encode(), b'{as}': urllib.parse.quote(fields['as']).encode(),
                      b'{host}': f'127.0.0.1:{academy.port}'.encode(),
                      b'{cookie}': b'Cookie: ' + '; '.join(f'{n}={v}' for n, v in self.browser.cookies.items()).encode()}

    def fill(self, raw):
        for word, value in self.words.items():
            raw = raw.replace(word, value)
        head, gap, body = raw.partition(b'\r\n\r\n')  # the length is that of what was put in
        if body and b'Content-Length: ' in head and b'{' not in head and head.count(b'Content-Length') == 1:
            before, _, after = head.partition(b'Content-Length: ')
            length, line_end, rest = after.partition(b'\r\n')
            if length.isdigit() and int(length) < 2_000_000:
                head = before + b'Content-Length: ' + str(len(body)).encode() + line_end + rest
        return head + gap + body

    def status(self, raw):
        """0 where the connection ended without an answer; -1 where it hangs."""
        with socket.create_connection(('127.0.0.1', self.academy.port), timeout=60) as connection:
            answer = b''
            try:
                connection.sendall(raw)
                connection.shutdown(socket.SHUT_WR)
            except OSError:
                pass  # it said no before it had read everything
            try:
                while part := connection.recv(65536):
                    answer += part
            except ConnectionError:
                pass
            except TimeoutError:
                return -1
        return int(answer.split(b' ')[1]) if answer else 0

    def status_once(self, raw):
        done = subprocess.run([self.academy.program, 'serve', '--once', '--listen', f'127.0.0.1:{self.academy.port}'], cwd=self.academy.folder,
                              env=self.academy.env, input=raw, capture_output=True, timeout=120)
        return int(done.stdout.split(b' ')[1]) if done.returncode == 0 and done.stdout else -1


def problem_of(status, kind):
    """Nothing at all is said where a request was cut off, or was none at all."""
    if kind == BROKEN:
        return '' if status == 0 or 400 <= status < 500 else f'answered {status}'
    return '' if 200 <= status < 500 else f'answered {status}'


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--program', default=HERE.parent.parent / 'build/xueshi')
    parser.add_argument('--postgres', action='store_true')
    parser.add_argument('--whole', action='store_true')
    options = parser.parse_args()
    tally = Tally()
    with Academy(options.program, options.postgres) as academy:
        academy.give_passwords('1001')
        academy.serve()
        sender = Sender(academy)
        all_of_them = [(f'{family} {number}', sender.fill(raw), kind) for family, number, raw, kind in everything()]
        distinct = len({raw for _, raw, _ in all_of_them})
        tally.check('at least 500 are distinct', '' if distinct >= 500 else str(distinct))
        well, statuses = sender.fill(get('/healthz', 'Connection: close')), {}
        for number, (name, raw, kind) in enumerate(all_of_them):
            status = sender.status(raw)
            problem = problem_of(status, kind)
            statuses.setdefault(name.split()[0], set()).add(status)
            tally.check(f'{name}: {raw[:120]!r}', problem)
            if number % 25 == 0 or problem:
                tally.check(f'well after {name}', '' if sender.status(well) == 200 else 'it is not')
        tally.check('pages were reached', '' if {200, 404} <= statuses['queries'] and 422 in statuses['forms'] else str(statuses))
        tally.check('well after all of them', '' if sender.status(well) == 200 else 'it is not')
        once = [each for number, each in enumerate(all_of_them) if options.whole or number % 40 == 0]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for (name, raw, kind), status in zip(once, pool.map(lambda each: sender.status_once(each[1]), once)):
                tally.check(f'once, {name}: {raw[:120]!r}', problem_of(status, kind))
    print(f'broken requests to the console, {distinct} distinct: {tally.passed} passed, {tally.failed} failed')
    sys.exit(1 if tally.failed else 0)


main()
