package gateway.server.cli;

import picocli.CommandLine.Option;

/** The help that every command has. */
final class HelpOption {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;
}
