package io.github.vhdlayers.testkit;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The testkit on the command line. Exit code 0, 1 if something could not be done, 2 if it was not asked for rightly. */
@Command(
        name = "vhd-testkit",
        description = "Writes VHD disks for tests, whole or broken on purpose.",
        mixinStandardHelpOptions = true,
        subcommands = {WriteChainCommand.class, WriteDiskCommand.class, MutateCommand.class, ListMutationsCommand.class
        })
public final class Main {
    private static final int FAILED = 1;

    private Main() {}

    /** Runs a command and ends the process. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
        PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
        System.exit(run(out, err, args));
    }

    /** Runs a command and returns its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine commands = new CommandLine(new Main());
        commands.setOut(out);
        commands.setErr(err);
        commands.registerConverter(SizeOption.class, SizeOption::parse);
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(explain(failure));
            return failure instanceof IllegalArgumentException ? CommandLine.ExitCode.USAGE : FAILED;
        });
        return commands.execute(args);
    }

    private static String explain(Exception failure) {
        if (failure instanceof FileAlreadyExistsException exists) {
            return "There is a file already, and it is left alone: " + exists.getFile();
        } else if (failure instanceof NoSuchFileException missing) {
            return "There is no such file or folder: " + missing.getFile();
        } else if (failure instanceof AccessDeniedException denied) {
            return "Not allowed to use: " + denied.getFile();
        } else if (failure instanceof IOException) {
            return "Reading or writing failed: " + failure.getMessage();
        }
        return "This cannot be done: " + failure.getMessage();
    }
}
