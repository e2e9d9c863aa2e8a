package io.github.vhdlayers.tool;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Spec;

/** {@code vhd manual}: the help of all commands as one manual page, in the language of {@code man}. */
@Command(
        name = "manual",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  vhd manual > vhd.1"},
        description = "Prints the help of all commands as a manual page, for man.")
final class ManualCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        CommandSpec vhd = spec.root();
        out.println(".TH VHD 1 \"\" \"" + text(String.join(" ", vhd.version())) + "\" \"VHD Layers\"");
        out.println(
                ".SH NAME\nvhd \\- " + text(String.join(" ", vhd.usageMessage().description())));
        out.println(".SH SYNOPSIS\n.B vhd\n.I COMMAND FILE\n[options]");
        out.println(".SH DESCRIPTION");
        paragraphs(out, Stream.of(vhd.usageMessage().footer()).toList());
        out.println(".SH COMMANDS");
        for (CommandLine command : vhd.subcommands().values()) {
            describe(out, command.getCommandSpec());
        }
        out.println(".SH EXIT STATUS");
        vhd.usageMessage().exitCodeList().forEach((code, meaning) -> item(out, text(code.strip()), List.of(meaning)));
        out.flush();
    }

    private static void describe(PrintWriter out, CommandSpec command) {
        out.println(".SS " + command.name());
        paragraphs(out, List.of(command.usageMessage().description()));
        out.println(".PP\n.B " + text(synopsis(command)));
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            item(out, "\\fI" + text(parameter.paramLabel()) + "\\fR", List.of(parameter.description()));
        }
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                String label = option.arity().max() == 0 ? "" : " \\fI" + text(option.paramLabel()) + "\\fR";
                item(
                        out,
                        "\\fB" + text(String.join(", ", option.names())) + "\\fR" + label,
                        List.of(option.description()));
            }
        }
        List<String> footer = Stream.of(command.usageMessage().footer())
                .filter(line -> !line.isBlank())
                .toList();
        if (!footer.isEmpty()) {
            out.println(".PP\n.nf");
            footer.forEach(line -> out.println(text(plain(line))));
            out.println(".fi");
        }
    }

    private static String synopsis(CommandSpec command) {
        return plain(new CommandLine.Help(command, CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .abbreviatedSynopsis()
                .strip());
    }

    private static void paragraphs(PrintWriter out, List<String> lines) {
        String all = lines.stream()
                .map(ManualCommand::plain)
                .filter(line -> !line.isBlank())
                .collect(Collectors.joining(" "));
        if (!all.isEmpty()) {
            out.println(text(all));
        }
    }

    private static void item(PrintWriter out, String head, List<String> lines) {
        out.println(".TP\n" + head);
        paragraphs(out, lines);
    }

    /** Without the marks that colour a terminal. */
    private static String plain(String line) {
        return Ansi.OFF.string(String.format(line)).strip();
    }

    /** A line that man shows as it is: neither a request nor an escape. */
    private static String text(String line) {
        String escaped = line.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
