package io.github.vhdlayers.tool.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The streams of Linux and macOS, by the type of the files that stand for them. */
final class UnixConsole implements Console {
    private static final Path STDOUT = Path.of("/dev/stdout");
    private static final Path STDERR = Path.of("/dev/stderr");
    private static final Pattern SIZE = Pattern.compile("\\d+ (\\d{1,4})\\s*");
    private static final int FILE_TYPE_MASK = 0xF000;
    private static final int FIFO = 0x1000;
    private static final int CHARACTER_DEVICE = 0x2000;
    private static final int REGULAR_FILE = 0x8000;
    private static final int SOCKET = 0xC000;

    @Override
    public StreamKind output() {
        return kind(STDOUT);
    }

    @Override
    public StreamKind error() {
        return kind(STDERR);
    }

    @Override
    public @Nullable Path outputFile() {
        return output() == StreamKind.FILE ? STDOUT : null;
    }

    @Override
    public boolean understandsColours() {
        return true;
    }

    /** Java does not know how wide a terminal is; the system's own program does. */
    @Override
    public int columns() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Matcher size = SIZE.matcher(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
            return size.matches() ? Integer.parseInt(size.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** System.console() answers for input and output together only, so the file's type is asked for. */
    private static StreamKind kind(Path stream) {
        try {
            return switch ((Integer) Files.getAttribute(stream, "unix:mode") & FILE_TYPE_MASK) {
                case CHARACTER_DEVICE ->
                    Files.isSameFile(stream, Path.of("/dev/null")) ? StreamKind.OTHER : StreamKind.TERMINAL;
                case FIFO, SOCKET -> StreamKind.PIPE;
                case REGULAR_FILE -> StreamKind.FILE;
                default -> StreamKind.OTHER;
            };
        } catch (IOException | RuntimeException e) {
            return StreamKind.OTHER;
        }
    }
}
