package io.github.vhdlayers.tool.terminal;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a command writes: results to {@code out}, messages to {@code err}. Text in files and pipes is UTF-8 whatever the locale,
 * so that the same command gives the same bytes everywhere; a terminal gets what it can show.
 *
 * @param out the standard output; failures to write it are distinguished from failures to read a disk
 * @param charset the character set in which text is shown, if the standard output is a terminal; otherwise UTF-8
 * @param err the standard error, which takes UTF-8
 * @param screen the terminal that {@code err} is, or null if it is not watched
 * @param outToFile whether {@code out} is a file, and not a terminal or a pipe
 * @param colours whether messages may have colours
 */
public record Streams(
        StandardOutput out,
        Charset charset,
        PrintStream err,
        @Nullable Screen screen,
        boolean outToFile,
        boolean colours) {
    private static final int TEXT_BUFFER = 1 << 16;
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    /** Those of the process. Closing nothing of them is right: they were there before. */
    @SuppressWarnings("resource")
    public static Streams ofProcess() {
        Console console = Console.ofSystem();
        boolean watched = console.error() == StreamKind.TERMINAL;
        StreamKind output = console.output();
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        OutputStream messages = new FileOutputStream(FileDescriptor.err);
        if (watched) {
            messages = ConsoleEncoding.of(messages, ConsoleEncoding.charset("stderr.encoding"));
        }
        PrintStream err = new PrintStream(messages, true, StandardCharsets.UTF_8);
        Screen screen = watched && !isDumb(System.getenv()) ? new Screen(err, console::columns) : null;
        if (screen != null) {
            Runtime.getRuntime().addShutdownHook(new Thread(screen::leave, "leave the terminal"));
        }
        boolean shown = output == StreamKind.TERMINAL;
        return new Streams(
                new StandardOutput(out.getChannel(), output == StreamKind.PIPE, shown ? screen : null),
                shown ? ConsoleEncoding.charset("stdout.encoding") : StandardCharsets.UTF_8,
                err,
                screen,
                output == StreamKind.FILE,
                watched && coloursWanted(System.getenv()) && console.understandsColours());
    }

    /** A buffered writer of text to {@code out}, to be flushed by the caller. */
    public Writer textOut() {
        OutputStream text = ConsoleEncoding.of(Channels.newOutputStream(out), charset);
        return new BufferedWriter(new OutputStreamWriter(text, StandardCharsets.UTF_8), TEXT_BUFFER);
    }

    /** Prints one message, each of its lines made safe to show by the caller. */
    public void message(String text) {
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
}
