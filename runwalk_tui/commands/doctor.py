"""What works on this computer."""

from __future__ import annotations

from dataclasses import asdict

import click

from runwalk_tui.commands.colour import bad, good
from runwalk_tui.commands.outputs import give, say
from runwalk_tui.commands.typed.arguments import Where, with_shared_options
from runwalk_tui.commands.typed.command import Command

OK, TIP, NO = "ok  ", "tip ", "no  "
"""It works; it would be better otherwise; no session can be run properly."""


@with_shared_options
@click.command(
    cls=Command,
    examples=(
        "runwalk doctor           # terminal, sound, files: what works and what to do",
        "runwalk doctor --listen  # and play every cue, and words",
    ),
    failed="a session couldn't be run properly; see the lines marked no",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for another program.")
@click.option("--listen", is_flag=True, help="Also play every cue and examples of the words, and name them.")
@click.pass_obj
def doctor(where: Where, as_json: bool, listen: bool) -> None:
    """See what works on this computer, and how to fix what doesn't."""
    from runwalk_tui.doctor.examine import examine

    if as_json and listen:
        raise click.UsageError("use either --listen or --json, not both")

    findings = examine(where.stages, where.data)
    if as_json:
        import json

        give(json.dumps([asdict(finding) for finding in findings], indent=2) + "\n")
    else:
        for finding in findings:
            mark = OK if finding.works else NO if finding.in_the_way else TIP
            say(f"{mark}{finding.subject}: {finding.message}", first=bad if mark == NO else good)
            if finding.advice:
                say(f"    {finding.advice}")
    if listen:
        play_every_cue()
    if any(finding.in_the_way for finding in findings):
        raise SystemExit(1)


def play_every_cue() -> None:
    """Each cue and example as it is set, after its name."""
    from runwalk_tui import paths
    from runwalk_tui.doctor import files
    from runwalk_tui.doctor.listen import listen

    say("Playing every cue, and examples of what a voice says:")
    listen(
        files.settings_in_use().audio,
        paths.shipped_sounds(),
        lambda line: say(f"    {line}"),
        ring=lambda: click.echo("\a", nl=False),
    )
