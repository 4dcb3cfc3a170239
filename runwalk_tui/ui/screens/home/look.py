"""How Home is composed at each size: one column, two from 116 columns on, three from 160."""

HOME_CSS = """
HomeScreen {
    & #sheet { width: 100%; height: 1fr; align: center top; }
    & #page { width: 100%; max-width: 100; height: auto; padding: 0 3; }
    /* What only holds others isn't drawn: the sheet below it looks the same. */
    & Vertical, & Horizontal { visibility: hidden; }
    & TopLine, & Static, & Chart, & PhaseBanner, & NamedChart, & HomeButton { visibility: visible; }
    & .part { height: auto; }
    & #top { margin-bottom: 1; }
    & #notices { color: $warning; margin-bottom: 1; }
    & #body { height: auto; width: 100%; }
    & #today { width: 1fr; height: auto; }
    & #course, & #lately { display: none; }
    & #due-row { height: auto; width: 100%; }
    & #today-label { width: auto; margin-right: 2; color: $primary; text-style: bold; }
    & #decision { width: 1fr; text-style: bold; }
    & #corner { width: auto; color: $success; }
    & #corner.-later { color: $text-muted; }
    & #large { display: none; height: 7; width: 100%; margin: 1 0; color: $primary; }
    & #headline { text-style: bold; color: $error; border: heavy $error; padding: 1 2; text-align: center; }
    & #stage-row { height: auto; width: 100%; }
    & #stage { width: 1fr; text-style: bold; }
    & #lengths { width: auto; max-width: 60%; margin-left: 2; }
    & #shape { width: 100%; margin: 1 0; }
    & #when { display: none; }
    & #checkin, & #other { color: $text-muted; margin-top: 1; }
    & #tip { display: none; color: $text-muted; text-style: italic; margin-top: 1; }
    & #buttons { height: auto; margin-top: 1; }
    & HomeButton { margin-right: 2; }
    &.-offers HomeButton { min-width: 10; margin-right: 1; }
    &.-none.-full NamedText, &.-none.-full NamedChart { margin-bottom: 1; }
    &.-none.-full #why { margin: 1 0; }
    &.-none #stage-row, &.-none #ladder-row, &.-none #pain-row { display: none; }
    &.-fresh #pain-row, &.-fresh #weeks-part, &.-fresh #pain-part { display: none !important; }

    &.-full #shape.-tight { margin: 0; }
    & .-apart { margin-bottom: 1; }
    &.-stop.-tall #sheet { align: center middle; }
    &.-stop {
        & #due-row, & #week, & #pain-row, & #plan, & #how, & #tip, & #other { display: none; }
        & #course, & #lately { display: none !important; }
        & #page { max-width: 90 !important; }
        & #why { margin-top: 1; }
    }

    &.-tall {
        & #page { padding: 1 3; }
        & #tip { display: block; }
        & NamedText, & NamedChart { margin-bottom: 1; }
        &.-large #large { display: block; }
        &.-stop #large { display: none; }
        & #stage-row { layout: vertical; }
        & #stage, & #lengths { width: 100%; max-width: 100%; margin-left: 0; }
    }

    &.-wide, &.-huge {
        & #page { max-width: 150; }
        & #ladder-row { display: none; }
        & #course { display: block; width: 54; margin-left: 4; }
        & #weeks-part, & #pain-part { display: none; }
        & #tip { display: none; }
    }
    &.-wide.-tall, &.-huge.-tall {
        & #pain-row, & #corner { display: none; }
        & #when { display: block; }
        & #weeks-part, & #pain-part { display: block; }
    }
    &.-huge {
        & #page { max-width: 196; }
        & #lately { display: block; width: 52; margin-left: 4; }
    }
    &.-huge.-tall {
        & #page { padding: 2 3; }
        & #large { height: 11; }
        & #due-row, & #top, & #stage-row { margin-bottom: 1; }
        & .later { margin-top: 2; }
    }
    &.-roomy {
        & #large { height: 13; }
        & NamedText, & NamedChart { margin-bottom: 2; }
    }

    &.-flat {
        & #page { padding: 0 1; }
        & #top { margin-bottom: 0; }
        & #notices { margin-bottom: 0; }
        & #shape { margin: 0; }
        & #headline { border: none; padding: 0; text-align: left; }
        & #today-label, & #pain-row, & #ladder-row, & #how, & #checkin, & #other, & #buttons { display: none; }
        & #course, & #lately { display: none; }
    }
    &.-narrow {
        & #page { padding: 0 1; }
        & NamedChart > .value { margin-left: 6; }
        & #stage-row { layout: vertical; }
        & #stage, & #lengths { width: 100%; max-width: 100%; margin-left: 0; }
    }

    &.-by-hand {
        & #buttons { display: block; height: 3; padding: 0 1; margin: 0; align: center middle; }
        & #buttons HomeButton { width: 1fr; min-width: 0; max-width: 32; padding: 0; margin: 0 1 0 0; }
        &.-narrow #large { display: none; }
    }
}
"""
