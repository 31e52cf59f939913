"""The documentation names what there is."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from stemma import schema
from stemma.cli import main

ROOT = Path(__file__).parents[2]
TABLES = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def section(name: str) -> str:
    """What the documentation says of one table."""
    return TABLES.split(f"**`{name}`**", 1)[1].split("\n**`", 1)[0].split("\n## ", 1)[0]


@pytest.mark.parametrize("name", sorted(schema.SCHEMAS))
def test_every_column_of_every_table_is_explained(name):
    told = set(re.findall(r"`(\w+)`", section(name)))
    assert set(schema.SCHEMAS[name].names) <= told


def test_every_command_stands_in_the_readme():
    missing = [name for name in main.commands if f"stemma {name}" not in README]
    assert not missing


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_explains_itself(name):
    done = CliRunner().invoke(main, [name, "--help"])
    assert done.exit_code == 0
    assert len(done.output.splitlines()) > 5


def test_every_function_that_the_readme_names_is_there():
    import stemma

    named = set(re.findall(r"\bstemma\.([a-z_]+)\(", README))
    assert named
    assert all(hasattr(stemma, name) for name in named)
