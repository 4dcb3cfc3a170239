"""The warning signs on the command line: how they are taken, and the list of them at the foot of a command's help."""

from __future__ import annotations

import click

from runwalk_tui.commands.items import as_items


class WithRedFlags(click.Command):
    """A command whose help ends with the id of every warning sign."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from runwalk_tui.rule.red_flags import EMERGENCY_SIGNS, URGENT_SIGNS

        for heading, flags in (
            ("Red flags (an emergency)", EMERGENCY_SIGNS),
            ("Red flags (see a doctor urgently)", URGENT_SIGNS),
        ):
            with formatter.section(heading):
                formatter.write_dl([(flag.id, flag.question) for flag in flags])
        formatter.write_paragraph()
        formatter.write_text("Any other words are saved as you typed them, and count as an emergency.")


def as_red_flags(ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Warning signs as a log has them: known ones by their id, once each."""
    from runwalk_tui.rule.red_flags import to_keep

    given = as_items(ctx, param, given)
    if not all(words.strip() for words in given):
        raise click.BadParameter("give the sign's id (`runwalk log --help` lists them) or use your own words")
    return tuple(dict.fromkeys(to_keep(words) for words in given))
