"""The hall's pages over TLS, with the hall's own certificate."""

import json
import os
import signal
import ssl
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
import trustme

from hall.config import load_config
from hall.errors import ConfigError
from tests.fakes.brokers import free_port
from tests.fakes.program import ROOT
from tests.fakes.waiting import until

LEAST = '[hall]\nid = "h01"\n[store]\nurl = "sqlite:///{folder}/hall.db"\n'
SERVED = '[http]\nport = 0\ncertificate = "server.crt"\nkey = "server.key"\n'
BROKER = "[mqtt]\nembedded_port = {port}\n"


@pytest.fixture
def authority(tmp_path: Path) -> trustme.CA:
    """Who has signed the certificate that lies beside the configuration."""
    authority = trustme.CA()
    certificate = authority.issue_cert("127.0.0.1")
    certificate.cert_chain_pems[0].write_to_path(tmp_path / "server.crt")
    certificate.private_key_pem.write_to_path(tmp_path / "server.key")
    return authority


def configured(folder: Path, *parts: str) -> Path:
    path = folder / "hall.toml"
    path.write_text("".join((LEAST, *parts)).format(folder=folder, port=free_port()))
    return path


def test_pages_are_served_over_tls_and_cookies_are_secure(
    tmp_path: Path, authority: trustme.CA
) -> None:
    """Who knows the authority reads the pages; plain HTTP is not answered."""
    path, ready = configured(tmp_path, SERVED, BROKER), tmp_path / "ready.json"
    command = [sys.executable, "-m", "hall", "run", str(path), "--ready", str(ready)]
    context = ssl.create_default_context()
    authority.configure_trust(context)
    with subprocess.Popen(command, cwd=ROOT) as process:
        try:
            until(ready.exists, "the hall is ready", within_s=20)
            url = json.loads(ready.read_text(encoding="utf-8"))["http"]
            assert url.startswith("https://")
            with httpx.Client(base_url=url, verify=context, trust_env=False) as client:
                page = client.get("/sign-in")
                assert page.status_code == 200
                assert "max-age" in page.headers["strict-transport-security"]
            with pytest.raises(httpx.RemoteProtocolError):
                httpx.get(url.replace("https", "http"), trust_env=False)
        finally:
            os.kill(process.pid, signal.SIGTERM)
            assert process.wait(20) == 0


WRONG = {
    "no key": (
        '[http]\ncertificate = "server.crt"\n',
        "http: expected certificate and key together",
    ),
    "no certificate": (
        '[http]\ncertificate = "server.crt"\nkey = "lost.key"\n',
        "No such file or directory",
    ),
    "not a certificate": (
        '[http]\ncertificate = "hall.toml"\nkey = "server.key"\n',
        "expected a certificate and its private key, as PEM",
    ),
    "open without TLS": (
        '[http]\nhost = "0.0.0.0"\n[mqtt]\nurl = "mqtts://hall:secret@broker"\n',
        "expected http.certificate and http.key, or web.secure_cookies = true",
    ),
}


@pytest.mark.usefixtures("authority")
@pytest.mark.parametrize(("parts", "said"), WRONG.values(), ids=list(WRONG))
def test_what_does_not_fit_is_told_at_the_check(tmp_path: Path, parts: str, said: str) -> None:
    """The hall does not start with a certificate that it cannot use, nor in the open."""
    with pytest.raises(ConfigError, match=said):
        load_config(configured(tmp_path, parts))


def test_a_proxy_may_speak_tls_for_the_hall(tmp_path: Path) -> None:
    """Then the hall is told so by secure cookies."""
    broker = '[mqtt]\nurl = "mqtts://hall:secret@broker"\n[web]\nsecure_cookies = true\n'
    config = load_config(configured(tmp_path, '[http]\nhost = "0.0.0.0"\n', broker))
    assert config.http.host == "0.0.0.0"
