package io.github.vhdlayers.tool.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
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
 * @param width how many characters a line for a person may have, because {@code out} is a terminal; 0 for any number
 */
public record Streams(
        StandardOutput out,
        Charset charset,
        PrintStream err,
        @Nullable Screen screen,
        boolean outToFile,
        boolean colours,
        int width) {
    /** A narrower terminal gets lines of this length: shorter ones would be no lines. */
    private static final int LEAST_WIDTH = 40;

    private static final String PREFIX = "vhd: ";
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
                watched && coloursWanted(System.getenv()) && console.understandsColours(),
                shown ? width(System.getenv(), console) : 0);
    }

    /** What the environment says, as users can set it, comes before what the terminal says; 0 if it is not known. */
    static int width(Map<String, String> environment, Console console) {
        String said = environment.getOrDefault("COLUMNS", "");
        int columns = said.matches("[0-9]{1,4}") ? Integer.parseInt(said) : 0;
        columns = columns > 0 ? columns : console.columns();
        return columns > 0 ? Math.max(LEAST_WIDTH, columns) : 0;
    }

    /** A buffered writer of text to {@code out}, to be flushed by the caller. */
    public Writer textOut() {
        OutputStream text = ConsoleEncoding.of(Channels.newOutputStream(out), charset);
        return new Utf8Writer(text);
    }

    /**
     * The same.
     *
     * @param isForPeople whether no line may be wider than the terminal, because no program reads it
     */
    public Writer textOut(boolean isForPeople) {
        return !isForPeople || width == 0 ? textOut() : new NarrowWriter(textOut(), width);
    }

    /** Whether lines of so many characters fit into the terminal. */
    public boolean fits(int characters) {
        return width == 0 || characters <= width;
    }

    /** Whether the screen is a known number of characters wide, and at least as wide as this. */
    public boolean isAsWideAs(int characters) {
        return width > 0 && characters <= width;
    }

    /** Prints one message, each of its lines made safe to show by the caller. */
    public void message(String text) {
        if (screen != null) {
            screen.wipe();
        }
        String line = PREFIX + text;
        if (width > 0) {
            line = line.lines().map(each -> NarrowText.fold(each, width)).collect(Collectors.joining("\n"));
        }
        err.println(colours ? RED + PREFIX.strip() + PLAIN + line.substring(PREFIX.length() - 1) : line);
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
