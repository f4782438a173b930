"""A browser without scripts, for the tests of the console: cookies, redirects, forms as they stand on the page."""
import html.parser
import http.client
import re
import time
import urllib.parse


class Page(html.parser.HTMLParser):
    """What of an answer matters: status, address, headings, links, forms, text."""

    def __init__(self, status, address, headers, body):
        super().__init__(convert_charrefs=True)
        self.status, self.address, self.headers, self.body = status, address, headers, body
        self.title, self.text, self.links, self.forms, self.elements = '', '', [], [], []
        self.refresh = ''  # seconds, of a page that is asked for again
        self._form = self._select = self._area = None
        self._inside = []
        if headers.get('content-type', '').startswith('text/html'):
            self.feed(body.decode())

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.elements.append((tag, given))
        self._inside.append(tag)
        if tag == 'meta' and given.get('http-equiv') == 'refresh':
            self.refresh = given['content']
        if tag == 'a' and 'href' in given:
            self.links.append(given['href'])
        elif tag == 'form':
            self._form = {'action': given.get('action', ''), 'method': given.get('method', 'get').lower(), 'fields': [],
                          'buttons': []}
            self.forms.append(self._form)
        elif self._form is not None and tag in ('input', 'button', 'textarea', 'select'):
            name = given.get('name')
            if tag == 'button':
                self._form['buttons'].append(given.get('formaction', self._form['action']))
            elif tag == 'textarea':
                self._form['fields'].append([name, ''])
                self._area = self._form['fields'][-1]
            elif tag == 'select':
                self._form['fields'].append([name, None])
                self._select = self._form['fields'][-1]
            elif name and given.get('type') != 'checkbox':
                self._form['fields'].append([name, given.get('value', '')])
            elif name and 'checked' in given:
                self._form['fields'].append([name, given.get('value', 'on')])
        elif tag == 'option' and self._select is not None:
            if self._select[1] is None or 'selected' in given:
                self._select[1] = given.get('value', '')

    def handle_endtag(self, tag):
        if tag == 'form':
            self._form = None
        elif tag == 'select':
            self._select = None
        elif tag == 'textarea':
            self._area = None
        if tag in self._inside:
            del self._inside[len(self._inside) - 1 - self._inside[::-1].index(tag):]

    def handle_data(self, data):
        if self._area is not None:
            self._area[1] += data
        if 'title' in self._inside:
            self.title += data
        self.text += data + ' '

    def form_to(self, address):
        """The form, or the form with a button, that goes to an address."""
        for form in self.forms:
            if form['action'].split('?')[0] == address or address in [b.split('?')[0] for b in form['buttons']]:
                return form
        raise AssertionError(f'{self.address}: no form to {address}; there are {[f["action"] for f in self.forms]}')


class Browser:
    def __init__(self, host, port):
        self.host, self.port, self.cookies = host, port, {}

    def ask(self, method, address, fields=None, headers=None, body=None):
        connection = http.client.HTTPConnection(self.host, self.port, timeout=120)
        given = {'User-Agent': 'test', **(headers or {})}
        if self.cookies:
            given['Cookie'] = '; '.join(f'{name}={value}' for name, value in self.cookies.items())
        if fields is not None:
            body = urllib.parse.urlencode(fields).encode()
            given.setdefault('Content-Type', 'application/x-www-form-urlencoded')
            given.setdefault('Sec-Fetch-Site', 'same-origin')
        connection.request(method, address, body=body, headers=given)
        answer = connection.getresponse()
        content = answer.read()
        for header, value in answer.getheaders():
            if header.lower() == 'set-cookie':
                name, _, rest = value.partition('=')
                self.cookies[name] = rest.partition(';')[0]
                if 'Max-Age=0' in value:
                    del self.cookies[name]
        found = Page(answer.status, address, {k.lower(): v for k, v in answer.getheaders()}, content)
        connection.close()
        return found

    def follow(self, page, patience=300):
        """Where it leads to; a page that refreshes itself is waited for."""
        until, redirects = time.time() + patience, 0
        while page.status == 303 or page.refresh:
            if page.status == 303:
                redirects += 1
                page = self.ask('GET', page.headers['location'])
            else:
                redirects = 0
                time.sleep(min(float(page.refresh), 0.2))
                page = self.ask('GET', page.address)
            if redirects > 10 or time.time() > until:
                raise AssertionError(f'{page.address}: {"too many redirects" if redirects > 10 else "it takes too long"}')
        return page

    def get(self, address, **headers):
        return self.follow(self.ask('GET', address, headers=headers))

    def json(self, address):
        return self.ask('GET', address, headers={'Accept': 'application/json'})

    def send(self, page, address, values=None, ticks=()):
        """Fills in the form of the page that goes to an address, and sends it."""
        form = page.form_to(address)
        values = dict(values or {})
        fields = [(name, values.pop(name) if name in values else value or '') for name, value in form['fields'] if name]
        fields += list(values.items()) + [('id', tick) for tick in ticks]
        return self.follow(self.ask('POST', address, fields))

    def send_file(self, page, address, name, content, values=None, part='file'):
        """The same with a file."""
        return self.follow(self.ask_with_file(page, address, name, content, values, part=part))

    def ask_with_file(self, page, address, name, content, values=None, headers=None, part='file'):
        values = dict(values or {})
        form = page.form_to(address)
        fields = [(each, values.pop(each) if each in values else value or '') for each, value in form['fields'] if each]
        parts = [f'Content-Disposition: form-data; name="{each}"\r\n\r\n{value}'.encode()
                 for each, value in [*fields, *values.items()] if each != part]
        parts.append(f'Content-Disposition: form-data; name="{part}"; filename="{name}"\r\n'
                     'Content-Type: application/octet-stream\r\n\r\n'.encode() + content)
        body = b''.join(b'--Grenze\r\n' + each + b'\r\n' for each in parts) + b'--Grenze--\r\n'
        return self.ask('POST', address, body=body, headers={
            'Content-Type': 'multipart/form-data; boundary=Grenze', 'Sec-Fetch-Site': 'same-origin', **(headers or {})})

    def sign_in(self, login, password):
        return self.send(self.get('/login'), '/login', {'login': login, 'password': password})

    def become(self, role, org, password):
        """An administrator's role, the password given once more."""
        page = self.send_role(role, org)
        if page.address.startswith('/admin/enter'):
            page = self.send(page, '/admin/enter', {'password': password})
        return page

    def send_role(self, role, org):
        page = self.get('/role')
        form = next(f for f in page.forms if ['role', role] in f['fields'] and ['org', org] in f['fields'])
        return self.follow(self.ask('POST', '/role', [(n, v) for n, v in form['fields']]))


def port_of(log):
    found = re.search(r'127\.0\.0\.1:(\d+)', log)
    return int(found.group(1)) if found else None
