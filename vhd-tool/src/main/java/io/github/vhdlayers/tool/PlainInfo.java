package io.github.vhdlayers.tool;

import io.github.vhdlayers.tool.options.DiskOptions;
import io.github.vhdlayers.tool.output.Failures;
import io.github.vhdlayers.tool.terminal.PathConverter;
import io.github.vhdlayers.tool.terminal.Streams;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * {@code vhd info FILE} without options, which is asked for most: to describe the command and read its line would take as long as what it
 * does. It does what the command does.
 */
final class PlainInfo {
    private static final String NAME = "info";

    private PlainInfo() {}

    /** What the process shall return; null if the command line is another one, or something is to be said that only it can say. */
    static @Nullable Integer run(Streams streams, String... args) {
        if (args.length != 2 || !args[0].equals(NAME) || args[1].isEmpty() || args[1].charAt(0) == '-') {
            return null;
        }
        try {
            Path file = new PathConverter().convert(args[1]);
            return new InfoCommand(streams, new DiskOptions(file)).call();
        } catch (InvalidPathException e) {
            return null;
        } catch (IOException e) {
            return Failures.report(e, streams);
        } catch (RuntimeException | Error e) {
            // Nothing was printed yet. The command that is run next reports a wrong command line by its name, and
            // whatever else fails
            // with its input.
            return null;
        }
    }
}
