"""Portal: 异地就医备案, out-of-area medical filings, through every channel into one record.

A county's guide is a data file (`portal.catalogue`); the rules that read it are pure functions (`portal.domain`);
what happened is rows (`portal.models`) that only use cases write (`portal.services`). Web pages and the command line
parse, call one service, and respond.
"""
