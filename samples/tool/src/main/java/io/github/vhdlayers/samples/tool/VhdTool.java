package io.github.vhdlayers.samples.tool;

import io.github.vhdlayers.diag.SafeText;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: {@code vhd} and its commands. */
@Command(
        name = "vhd",
        mixinStandardHelpOptions = true,
        description = "Reads a VHD file and its parents as one disk, and knows which layer owns every sector.",
        footer = {"", "The files are opened for reading only, and never changed."})
public final class VhdTool implements Runnable {
    private static final int HELP_WIDTH = 110;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private VhdTool() {}

    /** Runs the command line and ends the process. */
    public static void main(String[] args) {
        System.exit(run(Streams.ofProcess(), args));
    }

    /** Runs a command line and returns what the process shall return. */
    static int run(Streams streams, String... args) {
        CommandLine vhd = new CommandLine(new VhdTool())
                .addSubcommand(new InfoCommand(streams))
                .addSubcommand(new MapCommand(streams))
                .addSubcommand(new ClustersCommand(streams))
                .addSubcommand(new CatCommand(streams))
                .addSubcommand(new ExportCommand(streams))
                .addSubcommand(new AuditCommand(streams))
                .addSubcommand(new CompareCommand(streams))
                .addSubcommand(new HistoryCommand(streams))
                .addSubcommand(new LayoutCommand(streams))
                .addSubcommand(new ResidueCommand(streams))
                .addSubcommand(new ReportCommand(streams))
                .addSubcommand(new CommandLine.HelpCommand())
                .addSubcommand("completion", new CompletionCommand());
        describe(vhd.getCommandSpec());
        vhd.getSubcommands().values().forEach(command -> describe(command.getCommandSpec()));
        vhd.setOut(new PrintWriter(streams.textOut()));
        vhd.setErr(new PrintWriter(streams.err(), true, StandardCharsets.UTF_8));
        vhd.setUsageHelpWidth(HELP_WIDTH);
        // A file may be called @name.vhd, which must not be read as a list of arguments.
        vhd.setExpandAtFiles(false);
        vhd.setCaseInsensitiveEnumValuesAllowed(true);
        vhd.setParameterExceptionHandler((e, arguments) -> usage(e, streams));
        vhd.setExecutionExceptionHandler((e, command, parsed) -> {
            int failed = Failures.report(unwrap(e), streams);
            boolean compares = CompareCommand.NAME.equals(command.getCommandName());
            return compares && failed == ExitCode.FAULT ? ExitCode.FAULT_OF_COMPARE : failed;
        });
        int code = vhd.execute(args);
        vhd.getOut().flush();
        return code;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command was given");
    }

    private static void describe(CommandSpec command) {
        command.version("vhd "
                + Objects.requireNonNullElse(
                        VhdTool.class.getPackage().getImplementationVersion(), "(not from its jar)"));
        command.usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.descriptions(CompareCommand.NAME.equals(command.name())));
    }

    private static int usage(ParameterException e, Streams streams) {
        streams.message(SafeText.escape(String.valueOf(e.getMessage())) + "\nsee "
                + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    /** An error that is no exception comes wrapped in one. */
    private static Throwable unwrap(Exception e) {
        return e instanceof CommandLine.ExecutionException && e.getCause() != null ? e.getCause() : e;
    }
}
