from pathlib import Path

import pytest

from hall.config import load_config
from hall.errors import ConfigError

LEAST = '[hall]\nid = "h01"\n[store]\nurl = "sqlite:////var/lib/hall/hall.db"\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hall.toml"


def test_little_has_to_be_said(path: Path) -> None:
    """Which hall, and where it keeps its journal; the rest is a hall on one machine."""
    path.write_text(LEAST)
    config = load_config(path)
    assert config.hall.id == "h01"
    assert (config.http.host, config.http.port) == ("127.0.0.1", 8080)
    assert config.mqtt.embedded_port == 1883
    assert not config.clock.demo


WRONG = {
    "missing section": ('[hall]\nid = "h"\n', "store: missing"),
    "missing key": ("[hall]\n" + LEAST.replace('[hall]\nid = "h01"\n', ""), "hall.id: missing"),
    "unknown key": (
        LEAST + "[http]\nprot = 1\n",
        "http.prot: unknown key; expected one of certificate, host, key, port",
    ),
    "unknown section": (
        LEAST + "[htpp]\n",
        "htpp: unknown key; expected one of bulletins, clock, forecast, hall, http",
    ),
    "unknown page setting": (
        LEAST + "[web]\ndemoo = true\n",
        "web.demoo: unknown key; expected one of demo,",
    ),
    "wrong type": (LEAST + '[http]\nport = "eighty"\n', "http.port: expected a valid integer"),
    "too large": (LEAST + "[http]\nport = 70000\n", "http.port: expected less than or equal to"),
    "wrong id": (LEAST.replace("h01", "h/01"), "hall.id: "),
    "no address": (LEAST.replace("sqlite:////var/lib", "var"), "store.url 'var"),
    "nowhere to keep it": (
        LEAST.replace("sqlite:////var/lib/hall/hall.db", "sqlite://"),
        "store.url",
    ),
    "open to others": (LEAST + '[http]\nhost = "0.0.0.0"\n', "use a Mosquitto with credentials"),
    "open broker": (LEAST + '[mqtt]\nurl = "mqtt://10.0.0.7"\n', "expected credentials and TLS"),
    "no broker": (LEAST + '[mqtt]\nurl = "http://broker"\n', "expected mqtt://HOST:PORT"),
    "a hall in haste": (LEAST + "[clock]\nrate = 10\n", "clock.rate: expected 1 unless"),
    "rules nobody can work by": (
        LEAST + "[rules]\ndaily_maximum = 0\n",
        "daily_maximum = 0: expected at least 1",
    ),
    "notices to nowhere": (
        LEAST + '[notices]\nurl = "https://sms:port/"\nsecret = "a secret of sixteen"\n',
        "notices.url: expected an address",
    ),
    "warnings to nowhere": (
        LEAST + '[warnings]\nwebhook = "https:///w"\nwebhook_secret = "between us"\n',
        "warnings.webhook: expected an address",
    ),
    "no TOML": ("hall: h01", "not a TOML file"),
}


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=list(WRONG))
def test_what_is_wrong_is_named(path: Path, text: str, said: str) -> None:
    """The file, the key, and what was expected."""
    path.write_text(text)
    with pytest.raises(ConfigError) as refused:
        load_config(path)
    assert str(refused.value).startswith(f"{path}: ")
    assert said in str(refused.value)


def test_everything_wrong_is_named_at_once(path: Path) -> None:
    """Nobody has to start ten times to find ten mistakes."""
    path.write_text('[hall]\nid = ""\n[http]\nport = -1\nhots = "x"\n')
    with pytest.raises(ConfigError) as refused:
        load_config(path)
    lines = str(refused.value).splitlines()
    assert len(lines) == 4
    assert all(line.startswith(f"{path}: ") for line in lines)


@pytest.mark.parametrize("name", ["missing.toml", "folder"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    """With the reason."""
    (tmp_path / "folder").mkdir()
    with pytest.raises(ConfigError, match=rf"{name}: cannot be read \("):
        load_config(tmp_path / name)


def test_files_are_named_from_where_the_configuration_lies(path: Path) -> None:
    """Wherever the program is started from; an absolute name stays as it is."""
    files = 'catalogue = "ours/catalogue.yaml"\nsite = "/etc/hall/site.yaml"\n'
    path.write_text(LEAST.replace('id = "h01"\n', f'id = "h01"\n{files}'))
    hall = load_config(path).hall
    assert hall.catalogue == path.parent / "ours" / "catalogue.yaml"
    assert hall.site == Path("/etc/hall/site.yaml")


def test_passwords_are_not_repeated_in_errors(path: Path) -> None:
    """An error may be read by many."""
    path.write_text(LEAST + '[mqtt]\nurl = "http://hall:secret@broker"\n')
    with pytest.raises(ConfigError) as refused:
        load_config(path)
    assert "secret" not in str(refused.value)


def test_a_place_answers_bad_ratings_in_its_own_time(path: Path) -> None:
    """As laid down there, and as the hall says otherwise."""
    text = '[hall]\nid = "h"\n[store]\nurl = "sqlite:////h.db"\n[ratings]\nplace = "sichuan"\n'
    path.write_text(text, encoding="utf-8")
    assert load_config(path).ratings.profile.answer_days == 15
    path.write_text(f"{text}answer_days = 3\ncall_back = false\n", encoding="utf-8")
    profile = load_config(path).ratings.profile
    assert (profile.answer_days, profile.call_back, profile.review_days) == (3, False, 15)
