package io.github.vhdlayers.tool;

import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.tool.output.ExitCode;
import io.github.vhdlayers.tool.output.Failures;
import io.github.vhdlayers.tool.output.JsonEnvelope;
import io.github.vhdlayers.tool.output.UsageException;
import io.github.vhdlayers.tool.terminal.PathConverter;
import io.github.vhdlayers.tool.terminal.Streams;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program: {@code vhd} and its commands. */
@Command(
        name = "vhd",
        mixinStandardHelpOptions = true,
        description = "Reads a VHD file and its parents as one disk, and knows which layer owns every sector.",
        footer = {"", "The files are opened for reading only, and never changed."})
public final class VhdTool implements Callable<Integer> {
    private static final int HELP_WIDTH = 110;
    /** Less is refused by what prints the help. */
    private static final int LEAST_HELP_WIDTH = 55;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Streams streams;

    private VhdTool(Streams streams) {
        this.streams = streams;
    }

    /** Runs the command line and ends the process. */
    public static void main(String[] args) {
        Streams streams = Streams.ofProcess();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> Failures.report(failure, streams));
        System.exit(run(streams, args));
    }

    /** Runs a command line and returns what the process shall return. */
    static int run(Streams streams, String... args) {
        Integer done = PlainInfo.run(streams, args);
        return done != null ? done : runCommand(streams, args);
    }

    private static int runCommand(Streams streams, String... args) {
        CommandLine vhd = new CommandLine(new VhdTool(streams));
        addCommands(vhd, streams, args.length == 0 ? "" : args[0]);
        describe(vhd.getCommandSpec());
        vhd.getSubcommands().values().forEach(command -> describe(command.getCommandSpec()));
        vhd.setOut(new PrintWriter(streams.textOut()));
        vhd.setErr(new PrintWriter(streams.err(), true, StandardCharsets.UTF_8));
        vhd.setUsageHelpWidth(
                streams.width() == 0 ? HELP_WIDTH : Math.max(LEAST_HELP_WIDTH, Math.min(HELP_WIDTH, streams.width())));
        // A file may be called @name.vhd, which must not be read as a list of arguments.
        vhd.setExpandAtFiles(false);
        vhd.setCaseInsensitiveEnumValuesAllowed(true);
        vhd.registerConverter(Path.class, new PathConverter());
        vhd.setParameterExceptionHandler((e, arguments) -> usage(e, streams));
        vhd.setExecutionExceptionHandler((e, command, parsed) -> {
            int failed = Failures.report(unwrap(e), streams);
            nameView(parsed, streams);
            boolean compares = CompareCommand.NAME.equals(command.getCommandName());
            return compares && failed == ExitCode.FAULT ? ExitCode.FAULT_OF_COMPARE : failed;
        });
        int code;
        try {
            code = vhd.execute(args);
        } catch (RuntimeException | Error e) {
            // Errors, as when Java runs out of memory, do not reach the handler of exceptions.
            int failed = Failures.report(e, streams);
            nameInputs(e, vhd.getParseResult(), streams);
            return failed;
        }
        vhd.getOut().flush();
        return code;
    }

    /** Adds the command that is asked for and, if it is none, all: to describe all of them takes longer than most of them run. */
    private static void addCommands(CommandLine vhd, Streams streams, String asked) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("scan", () -> new ScanCommand(streams));
        commands.put("info", () -> new InfoCommand(streams));
        commands.put("map", () -> new MapCommand(streams));
        commands.put("clusters", () -> new ClustersCommand(streams));
        commands.put("cat", () -> new CatCommand(streams));
        commands.put("export", () -> new ExportCommand(streams));
        commands.put("serve", () -> new ServeCommand(streams));
        commands.put("audit", () -> new AuditCommand(streams));
        commands.put(CompareCommand.NAME, () -> new CompareCommand(streams));
        commands.put("history", () -> new HistoryCommand(streams));
        commands.put("files", () -> new FilesCommand(streams));
        commands.put("extract", () -> new ExtractCommand(streams));
        commands.put("layout", () -> new LayoutCommand(streams));
        commands.put("residue", () -> new ResidueCommand(streams));
        commands.put("report", () -> new ReportCommand(streams));
        Supplier<Object> only = commands.get(asked);
        if (only != null) {
            vhd.addSubcommand(only.get());
        } else {
            commands.values().forEach(command -> vhd.addSubcommand(command.get()));
            // These tell of the others.
            vhd.addSubcommand(new CommandLine.HelpCommand())
                    .addSubcommand("completion", new CompletionCommand())
                    .addSubcommand("manual", new ManualCommand());
        }
    }

    @Override
    public Integer call() {
        streams.message("no command was given\n\n"
                + spec.commandLine().getUsageMessage(CommandLine.Help.Ansi.OFF).strip());
        return ExitCode.USAGE;
    }

    private static void describe(CommandSpec command) {
        command.version("vhd " + JsonEnvelope.version());
        command.usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.descriptions(CompareCommand.NAME.equals(command.name())));
    }

    private static int usage(ParameterException e, Streams streams) {
        List<String> meant = e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        String message = String.valueOf(e.getMessage());
        streams.message((e instanceof UsageException ? message : SafeText.escape(message))
                + (meant.isEmpty() ? "" : "\ndid you mean " + String.join(" or ", meant) + "?") + "\nsee "
                + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    /** Says which view of the disk failed: the message names files, and each of them is in several views. */
    private static void nameView(CommandLine.ParseResult parsed, Streams streams) {
        CommandLine.ParseResult command = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
        int view = command.hasMatchedOption("--as-of") ? command.matchedOptionValue("--as-of", 0) : 0;
        if (view != 0) {
            streams.message("this is about the disk as layer " + view + " left it (--as-of " + view + ")");
        }
    }

    /** Memory runs out without a word about what was read. */
    private static void nameInputs(Throwable failure, CommandLine.ParseResult parsed, Streams streams) {
        if (failure instanceof OutOfMemoryError && parsed != null && parsed.hasSubcommand()) {
            List<String> named = parsed.subcommand().matchedPositionals().stream()
                    .flatMap(argument -> argument.stringValues().stream())
                    .map(SafeText::escape)
                    .toList();
            streams.message("the command was "
                    + parsed.subcommand().commandSpec().name() + ", and its input " + String.join(", ", named));
        }
    }

    /** An error that is no exception comes wrapped in one. */
    private static Throwable unwrap(Exception e) {
        return e instanceof CommandLine.ExecutionException && e.getCause() != null ? e.getCause() : e;
    }
}
