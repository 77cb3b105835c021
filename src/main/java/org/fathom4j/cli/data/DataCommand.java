package org.fathom4j.cli.data;

import picocli.CommandLine.Command;

/** {@code fathom data}. */
@Command(
    name = "data",
    description = "Data sets: list, fetch, preview, export.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ListCommand.class,
      FetchCommand.class,
      PreviewCommand.class,
      ExportCommand.class
    })
public final class DataCommand {}
