package io.github.vhdlayers.tool;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a command writes: results to {@code out}, messages to {@code err}. Text is UTF-8 whatever the locale, so that the same
 * command gives the same bytes everywhere.
 *
 * @param out the standard output; failures to write it are told apart from failures to read a disk
 * @param err the standard error
 * @param screen the terminal that {@code err} is, or null if nobody watches it
 * @param outToFile whether {@code out} is a file, and not a terminal or a pipe
 * @param colours whether messages may have colours
 */
record Streams(StandardOutput out, PrintStream err, @Nullable Screen screen, boolean outToFile, boolean colours) {
    private static final int TEXT_BUFFER = 1 << 16;
    private static final int FILE_TYPE_MASK = 0xF000;
    private static final Path STDOUT = Path.of("/dev/stdout");
    private static final Path STDERR = Path.of("/dev/stderr");
    private static final int FIFO = 0x1000;
    private static final int CHARACTER_DEVICE = 0x2000;
    private static final int SOCKET = 0xC000;
    private static final int REGULAR_FILE = 0x8000;
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    /** Those of the process. Closing nothing of them is right: they were there before. */
    @SuppressWarnings("resource")
    static Streams ofProcess() {
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        Screen screen = isTerminal(STDERR) && !isDumb(System.getenv()) ? new Screen(err, 0) : null;
        if (screen != null) {
            Runtime.getRuntime().addShutdownHook(new Thread(screen::leave, "leave the terminal"));
        }
        return new Streams(
                new StandardOutput(out.getChannel(), isPipe(), isTerminal(STDOUT) ? screen : null),
                err,
                screen,
                fileType(STDOUT) == REGULAR_FILE,
                isTerminal(STDERR) && coloursWanted(System.getenv()));
    }

    /** A buffered writer of text to {@code out}, to be flushed by whoever asked for it. */
    Writer textOut() {
        return new BufferedWriter(
                new OutputStreamWriter(Channels.newOutputStream(out), StandardCharsets.UTF_8), TEXT_BUFFER);
    }

    /** Prints one message, each of its lines made safe to show by whoever composed it. */
    void message(String text) {
        if (screen != null) {
            screen.wipe();
        }
        err.println((colours ? RED + "vhd:" + PLAIN : "vhd:") + " " + text);
    }

    /** Whether the environment asks for no colours, as programs agreed to be asked. */
    static boolean coloursWanted(Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty() && !isDumb(environment);
    }

    /** Whether the terminal cannot write a line in the place of another. */
    static boolean isDumb(Map<String, String> environment) {
        return "dumb".equals(environment.get("TERM"));
    }

    /** A character device other than the one that swallows everything. System.console() tells of input and output only. */
    private static boolean isTerminal(Path stream) {
        try {
            return fileType(stream) == CHARACTER_DEVICE && !Files.isSameFile(stream, Path.of("/dev/null"));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isPipe() {
        int type = fileType(STDOUT);
        return type == FIFO || type == SOCKET;
    }

    /** The file type of Unix, or -1 on a system that does not have it. */
    private static int fileType(Path file) {
        try {
            return (Integer) Files.getAttribute(file, "unix:mode") & FILE_TYPE_MASK;
        } catch (IOException | RuntimeException e) {
            return -1;
        }
    }
}
