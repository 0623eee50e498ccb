"""A cloud in one file, for the real `az`: Python loads this before it, since its folder is on PYTHONPATH.

Every request of the process is answered here; none leaves the machine. Sign-in works with any
secret, reads find nothing, and writes are answered as done and kept, one a line, in the file that
FAKE_ARM names.
"""

import json
import os
import re
import socket
from urllib.parse import parse_qs, urlsplit

from requests import Response
from requests.adapters import HTTPAdapter

SUBSCRIPTION = "00000000-0000-0000-0000-000000000001"
TENANT = "00000000-0000-0000-0000-00000000000a"
IN_AZURE = r"/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\.Network/"
# What may be written, and the API versions that such a thing has.
WRITES = re.compile(IN_AZURE + r"(firewallPolicies/[^/]+/ruleCollectionGroups|networkSecurityGroups/[^/]+/securityRules)/[^/]+")
DEPLOYMENT = re.compile(r"/subscriptions/[^/]+/resource[Gg]roups/[^/]+/providers/Microsoft\.Resources/deployments/[^/]+(/validate)?")


def answer(request):
    """The status and the body for a request."""
    url = urlsplit(request.url)
    here = f"{url.scheme}://{url.netloc}"
    if url.path.endswith("/.well-known/openid-configuration"):
        sign_in = f"{here}/{TENANT}/oauth2/v2.0"
        return 200, {
            "issuer": f"{here}/{TENANT}/v2.0",
            "authorization_endpoint": f"{sign_in}/authorize",
            "token_endpoint": f"{sign_in}/token",
            "device_authorization_endpoint": f"{sign_in}/devicecode",
        }
    if url.path.endswith("/oauth2/v2.0/token"):
        return 200, {"token_type": "Bearer", "expires_in": 86400, "access_token": "no-token"}
    if request.headers.get("Authorization") != "Bearer no-token":
        return 401, fault("AuthenticationFailed", "no token")
    if "api-version" not in parse_qs(url.query):
        return 400, fault("MissingApiVersionParameter", "the request has no api-version")
    if url.path == "/subscriptions":
        return 200, {"value": [subscription()]}
    deployment = DEPLOYMENT.fullmatch(url.path)
    if request.method == "POST" and deployment and deployment[1]:
        return 200, {"properties": {"provisioningState": "Succeeded"}}
    if request.method == "PUT" and (WRITES.fullmatch(url.path) or deployment):
        return write(request, url)
    return 404, fault("ResourceNotFound", f"nothing is at {request.method} {url.path}")


def subscription():
    return {
        "id": f"/subscriptions/{SUBSCRIPTION}",
        "subscriptionId": SUBSCRIPTION,
        "tenantId": TENANT,
        "displayName": "Conformance",
        "state": "Enabled",
    }


def fault(code, message):
    return {"error": {"code": code, "message": message}}


def write(request, url):
    """Keeps what was written, and answers as ARM does when it is done."""
    body = request.body.decode() if isinstance(request.body, bytes) else request.body
    # az puts a template behind its name without quotes, which ARM takes.
    body = body.replace(", template:{", ', "template": {', 1)
    try:
        made = json.loads(body)
    except ValueError:
        return 400, fault("InvalidRequestContent", "the body is no JSON")
    (version,) = parse_qs(url.query)["api-version"]
    kept = {"host": url.netloc, "path": url.path, "version": version, "body": made}
    with open(os.environ["FAKE_ARM"], "a", encoding="utf-8") as file:
        file.write(json.dumps(kept) + "\n")
    done = {**made.get("properties", {}), "provisioningState": "Succeeded"}
    return 200, {"id": url.path, "name": url.path.split("/")[-1], "properties": done}


def send(self, request, **_):
    status, body = answer(request)
    response = Response()
    response.status_code = status
    response.reason = "OK" if status < 400 else "Refused"
    response.headers = {"Content-Type": "application/json"}
    response.url = request.url
    response.request = request
    response.encoding = "utf-8"
    response._content = json.dumps(body).encode()
    response.raw = Raw()
    return response


class Raw:
    """What is left of the connection that there never was."""

    version = 11
    enforce_content_length = False

    def read(self, *_, **__):
        return b""

    def close(self):
        pass

    release_conn = close


def refused(self, address):
    raise ConnectionRefusedError(f"nothing leaves the machine: {address}")


HTTPAdapter.send = send
socket.socket.connect = socket.socket.connect_ex = refused
