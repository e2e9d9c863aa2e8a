package io.github.vhdlayers.tool.terminal;

import java.io.File;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;

/** Takes a path as the user types or pastes it. */
public final class PathConverter implements ITypeConverter<Path> {
    private static final String LITERAL = "\\\\?\\";
    private static final String LITERAL_UNC = "\\\\?\\UNC\\";

    @Override
    public Path convert(String value) {
        return Path.of(File.separatorChar == '\\' ? withoutPrefix(value) : value);
    }

    /**
     * A path of Windows without the prefix that switches off its rules for names ({@code \\?\C:\disk.vhd}, {@code
     * \\?\UNC\server\share\disk.vhd}), which other programs print and Java 17 does not read. Java sets it itself where a path is long.
     */
    static String withoutPrefix(String path) {
        if (path.regionMatches(true, 0, LITERAL_UNC, 0, LITERAL_UNC.length())) {
            return "\\\\" + path.substring(LITERAL_UNC.length());
        }
        boolean isDrive = path.startsWith(LITERAL)
                && path.length() > LITERAL.length() + 1
                && path.charAt(LITERAL.length() + 1) == ':';
        return isDrive ? path.substring(LITERAL.length()) : path;
    }
}
