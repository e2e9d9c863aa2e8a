package io.github.vhdlayers.tool.terminal;

import java.io.File;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What the system knows of the standard streams. Thread-safe. */
public interface Console {
    /** What the standard output is connected to. */
    StreamKind output();

    /** What the standard error is connected to. */
    StreamKind error();

    /** The file that the standard output is written to, or null if it is no file or that cannot be found out. */
    @Nullable
    Path outputFile();

    /** How many columns the terminal has, or 0 if that is not known. */
    int columns();

    /** Whether the terminal understands colours and other commands in the text. May switch that on. */
    boolean understandsColours();

    /** That of the system that this program runs on. */
    static Console ofSystem() {
        return File.separatorChar == '\\' ? WindowsConsole.ofSystem() : new UnixConsole();
    }
}
