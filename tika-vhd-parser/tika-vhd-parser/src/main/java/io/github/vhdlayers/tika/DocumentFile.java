package io.github.vhdlayers.tika;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * The file behind a document.
 *
 * <p>A stream that has a file may have somebody's evidence or a temporary copy. The folder of a copy holds other people's
 * copies, among which no parent may be looked for: on a server they are other users' uploads.
 *
 * @param path the file
 * @param name what a person would call it; never the name of a temporary copy
 * @param inOwnFolder whether the file is where it is kept, so that its parents may be beside it
 */
record DocumentFile(Path path, String name, boolean inOwnFolder) {
    /**
     * The file behind a stream, which is written to a temporary one if it has none.
     *
     * @throws IOException if the stream cannot be read
     */
    static DocumentFile of(TikaInputStream stream, Metadata metadata) throws IOException {
        boolean hadFile = stream.hasFile();
        Path path = stream.getPath();
        String given = ResourceName.lastPart(metadata);
        String actual = String.valueOf(path.getFileName());
        boolean own = hadFile && isWhereItIsKept(path, actual, given);
        return new DocumentFile(path, given != null ? given : own ? actual : "unnamed.vhd", own);
    }

    private static boolean isWhereItIsKept(Path path, String actual, @Nullable String given) {
        boolean named = given == null || given.equals(actual);
        return named && !isTikasOwn(actual) && !isTemporary(path, given);
    }

    /**
     * Whether a file is one of those that programs write to the temporary folder: right in it, in a folder of Tika's, or in any
     * folder in it without the name that the document came with. A case that somebody unpacked there, in a folder of its own, is
     * not.
     */
    private static boolean isTemporary(Path path, @Nullable String given) {
        try {
            Path real = path.toRealPath();
            if (!Files.isRegularFile(real)) {
                return true;
            }
            Path temporary = Path.of(System.getProperty("java.io.tmpdir", "")).toRealPath();
            if (!real.startsWith(temporary)) {
                return false;
            }
            Path inside = temporary.relativize(real);
            for (Path part : inside) {
                if (part.toString().startsWith("apache-tika-")
                        || part.toString().startsWith("tika-server-")) {
                    return true;
                }
            }
            return inside.getNameCount() == 1 || given == null;
        } catch (IOException | SecurityException e) {
            // Not known to be anybody's evidence, so nothing is looked for beside it.
            return true;
        }
    }

    private static boolean isTikasOwn(String name) {
        return name.startsWith("apache-tika-") || name.startsWith("tika-");
    }
}
