"""What works on this machine."""

from __future__ import annotations

from dataclasses import asdict

import click

from runwalk_tui.commands.common import Where, with_places


@with_places
@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def doctor(where: Where, as_json: bool) -> None:
    """What works on this machine, what does not, and what to do."""
    from runwalk_tui.doctor import examine

    findings = examine(where.stages, where.data)
    if as_json:
        import json

        click.echo(json.dumps([asdict(finding) for finding in findings], indent=2))
    else:
        for finding in findings:
            click.echo(f"{'ok  ' if finding.works else 'NOT '}{finding.subject}: {finding.message}")
            if finding.advice:
                click.echo(f"    {finding.advice}")
    if not all(finding.works for finding in findings):
        raise SystemExit(1)
