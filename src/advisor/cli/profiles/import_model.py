"""`advisor profiles import-model`: a publisher's config.json becomes a model profile, without a network."""

import datetime
import sys
from pathlib import Path
from typing import Any

import click
import msgspec

from advisor.catalogue.canonical import to_toml
from advisor.catalogue.errors import ProfileExistsError
from advisor.catalogue.huggingface.importer import import_config
from advisor.catalogue.huggingface.json_document import MAX_CONFIG_BYTES, parse_json
from advisor.catalogue.huggingface.profile import (
    Naming,
    id_from,
    id_problem,
    missing_facts,
    model_document,
    source_document,
    source_id_for,
)
from advisor.catalogue.huggingface.quantisation import stated_format
from advisor.catalogue.model import Model
from advisor.catalogue.publishers import ListedPublisher, listed_publisher
from advisor.catalogue.reader import read_record
from advisor.catalogue.record import WEIGHTS_FORMATS, WeightsFormat
from advisor.catalogue.regular_file import read_regular_file
from advisor.catalogue.text import clean
from advisor.cli.common import as_of_date, open_catalogue, user_profiles_directory
from advisor.cli.profiles.import_summary import summary_lines

Document = dict[str, Any]


@click.command("import-model")
@click.argument("config", type=click.Path(readable=False))
@click.option("--id", "model_id", help="Id of the profile; else made of the name or of the file's name.")
@click.option("--name", help="What the model is called; else the id.")
@click.option("--licence", help="SPDX identifier of the weights' licence.")
@click.option("--publisher", default="", help="Who released the weights.")
@click.option("--country", help="Where the publisher is seated, two letters.")
@click.option("--repository", default="", help="Where the weights lie: OWNER/NAME.")
@click.option(
    "--weights", type=click.Choice(WEIGHTS_FORMATS), help="Format of the weights, where it isn't told."
)
@click.option("--context", type=click.IntRange(1, 1_000_000_000), help="Longest context in tokens.")
@click.option("--out", help="Directory of profiles to write to, or - to print; else your own profiles.")
@click.option("--force", is_flag=True, help="Write over a profile of the same id.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Date of the import; today unless stated.")
def command(
    config: str,
    model_id: str | None,
    name: str | None,
    licence: str | None,
    publisher: str,
    country: str | None,
    repository: str,
    weights: WeightsFormat | None,
    context: int | None,
    out: str | None,
    force: bool,
    as_of: datetime.datetime | None,
) -> None:
    """Makes a model profile of CONFIG, any publisher's Hugging Face config.json.

    Prints parameters and cache bytes to check against what the publisher says. Keys of attention, experts or
    quantisation that are not known are named and refused, never guessed.
    """
    naming = _naming(config, model_id, name, licence, publisher, country, repository, context)
    listed = _listed(naming)
    if listed is not None:
        naming = msgspec.structs.replace(naming, entity_list_rules=listed.rules)
    day = as_of_date(as_of).isoformat()
    tree = parse_json(read_regular_file(config, MAX_CONFIG_BYTES), config)
    weights = weights or _format_beside(Path(config))
    imported = import_config(tree, config, source_id_for(naming.id), "high", weights=weights)
    document = model_document(imported, naming, day)
    source = source_document(naming, clean(Path(config).name), day)
    model = read_record(document, Model, f"models/{naming.id}.toml")
    summary = summary_lines(model, imported, missing_facts(document), listed)
    if out == "-":
        _print(document, source, summary)
        return
    if out is None:
        _refuse_shipped(naming.id, force)
    folder = Path(out) if out is not None else user_profiles_directory()
    path = _write(folder, "models", document, force=force)
    _write(folder, "sources", source, force=True)
    for line in summary:
        click.echo(line)
    click.echo(f"Written to {path}")


def _naming(
    config: str,
    model_id: str | None,
    name: str | None,
    licence: str | None,
    publisher: str,
    country: str | None,
    repository: str,
    context: int | None,
) -> Naming:
    stem = Path(config).stem
    found = model_id or id_from(name or repository.rpartition("/")[2] or ("" if stem == "config" else stem))
    if not found:
        raise click.UsageError("the file's name doesn't name a model; give --id")
    if problem := id_problem(found):
        raise click.UsageError(f"--id {found!r}: {problem}")
    if country is not None and not (len(country) == 2 and country.isascii() and country.isupper()):
        raise click.UsageError(f"--country {country!r}: wants two capital letters, such as KZ")
    return Naming(
        id=found,
        name=clean(name or found),
        publisher=clean(publisher),
        country=country,
        licence=clean(licence) if licence else None,
        repository=clean(repository),
        context_tokens=context,
    )


def _format_beside(config: Path) -> WeightsFormat | None:
    """What the file beside a config says, in which NVIDIA's tool states the format of quantised weights."""
    beside = config.with_name("hf_quant_config.json")
    if not beside.is_file():
        return None
    return stated_format(parse_json(read_regular_file(beside, MAX_CONFIG_BYTES), str(beside)), str(beside))


def _refuse_shipped(model_id: str, force: bool) -> None:
    if not force and model_id in open_catalogue(None).models:
        raise ProfileExistsError(
            f"models/{model_id}.toml", "", "a profile has this id already; give another --id, or --force"
        )


def _listed(naming: Naming) -> ListedPublisher | None:
    """What other models on file say of the publisher; nothing is looked up where it is not named."""
    if not (naming.publisher or naming.repository):
        return None
    models = open_catalogue(None).models.values()
    return listed_publisher(naming.publisher, naming.repository, models, leave_out=naming.id)


def _write(folder: Path, kind: str, document: Document, *, force: bool) -> Path:
    """Writes a profile in canonical form; returns its path."""
    path = folder / kind / f"{document['id']}.toml"
    text = to_toml(document, kind).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("wb" if force else "xb") as stream:
            stream.write(text)
    except FileExistsError:
        raise ProfileExistsError(str(path), "", "exists already; give another --id, or --force") from None
    return path


def _print(document: Document, source: Document, summary: list[str]) -> None:
    """Both profiles on stdout, each under its file's name; the summary on stderr."""
    for kind, content in (("models", document), ("sources", source)):
        sys.stdout.write(f"# {kind}/{content['id']}.toml\n{to_toml(content, kind)}\n")
    for line in summary:
        click.echo(line, err=True)
