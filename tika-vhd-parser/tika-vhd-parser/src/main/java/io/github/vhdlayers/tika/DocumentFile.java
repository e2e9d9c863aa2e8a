package io.github.vhdlayers.tika;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TemporaryResources;
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
    private static final String UNNAMED = "unnamed.vhd";
    private static final int PIECE = 1 << 16;

    /**
     * The file behind a stream, which is written to a temporary one if it has none: no further than a limit, if it does not say how long
     * it is.
     *
     * @param temporary deletes the file once it is closed
     * @throws TikaException if the stream is longer; then the metadata says so
     * @throws IOException if the stream cannot be read
     */
    static DocumentFile of(
            TikaInputStream stream, Metadata metadata, long maxSpooledBytes, TemporaryResources temporary)
            throws IOException, TikaException {
        boolean isBounded = stream.hasFile()
                || stream.getPosition() != 0
                || (stream.hasLength() && stream.getLength() <= maxSpooledBytes);
        if (isBounded) {
            return of(stream, metadata);
        }
        String given = ResourceName.lastPart(metadata);
        String name = given == null ? UNNAMED : given;
        Path path = temporary.createTempFile();
        if (!spool(stream, path, maxSpooledBytes)) {
            String limit = "more than " + maxSpooledBytes + " bytes of a stream (maxSpooledBytes)";
            metadata.set(VhdProperties.STREAM_LIMIT, limit);
            throw new TikaException("the stream is too long to look at its end: " + limit);
        }
        return new DocumentFile(path, name, false);
    }

    /** Writes a stream to a file; false if it is longer than a limit. */
    private static boolean spool(InputStream stream, Path path, long most) throws IOException {
        byte[] piece = new byte[PIECE];
        long written = 0;
        try (OutputStream out = Files.newOutputStream(path)) {
            for (int read = stream.read(piece); read >= 0; read = stream.read(piece)) {
                written += read;
                if (written > most) {
                    return false;
                }
                out.write(piece, 0, read);
            }
        }
        return true;
    }

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
        return new DocumentFile(path, given != null ? given : own ? actual : UNNAMED, own);
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
