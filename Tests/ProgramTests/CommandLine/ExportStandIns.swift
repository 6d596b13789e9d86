/// What the documentation of other programs says of the words that exports use, as programs: for machines without them.
enum ExportStandIns {
  /// HTTPie: https://httpie.io/docs/cli, *Request items*, *Raw request body*, *Escaping rules*.
  static let http =
    #"""
    #!/usr/bin/env python3
    import re, sys

    words, items, bearer, ignores, body, auth = iter(sys.argv[1:]), [], False, False, None, None
    for word in words:
        if word == "--":
            items += list(words)
        elif word == "--ignore-stdin":
            ignores = True
        elif word == "--auth":
            auth = next(words)
        elif word == "--auth-type":
            bearer = next(words) == "bearer"
        elif word.startswith("--raw="):
            body = word[len("--raw="):].encode()
        elif word.startswith("-") and word not in ("--path-as-is", "--print=b"):
            sys.exit("http: unknown option " + word)
        elif not word.startswith("-"):
            items.append(word)
    if not ignores:
        body = sys.stdin.buffer.read()
    method, url = items[:2]
    headers = {"Content-Type": "application/json"} if body else {}
    for item in items[2:]:
        # A backslash takes its meaning from one of the marks; before anything else it stays.
        pieces = re.findall(r"\\.|.", item, re.DOTALL)
        plain = lambda piece: piece[1] if len(piece) == 2 and piece[1] in ":;=@" else piece
        at = next(index for index, piece in enumerate(pieces) if piece in (":", ";", "=", "@"))
        name, rest = "".join(map(plain, pieces[:at])), pieces[at:]
        marks = [mark for mark in (":=@", "==@", ":@", ":=", "==", "=@", ":", ";", "=", "@") if
                 rest[:len(mark)] == list(mark)]
        value = "".join(map(plain, rest[len(marks[0]):]))
        if marks[0] == ":@":
            value = open(value, "rb").read().decode().rstrip("\n")
        elif marks[0] != ":" and (marks[0] != ";" or value):
            sys.exit("http: not a header: " + item)
        if value or marks[0] == ";":
            headers[name] = value.strip().encode()
        else:
            headers.pop(name, None)
    sys.path.insert(0, sys.path[0] + "/..")
    import requests
    if bearer:
        headers["Authorization"] = "Bearer " + auth
    print(requests.request(method, url, auth=None if bearer else tuple(auth.split(":", 1)), headers=headers, data=body).text)
    """# + "\n"

  /// The library requests: https://requests.readthedocs.io/en/latest/api/#requests.request.
  static let requests = """
    import base64, http.client, urllib.parse

    class Response:
        pass

    def request(method, url, auth=None, headers={}, data=None, timeout=None):
        parts = urllib.parse.urlsplit(url)
        connection = http.client.HTTPConnection(parts.netloc)
        connection.putrequest(method, url[len("http://" + parts.netloc):], skip_accept_encoding=True)
        for name, value in headers.items():
            assert value == value.strip()
            connection.putheader(name, value)
        if auth:
            connection.putheader("Authorization", "Basic " + base64.b64encode(":".join(auth).encode()).decode())
        if data is not None:
            connection.putheader("Content-Length", str(len(data)))
        connection.endheaders()
        connection.send(data or b"")
        answer = connection.getresponse()
        response = Response()
        response.text = answer.read().decode()
        response.raise_for_status = lambda: None
        return response
    """
}
