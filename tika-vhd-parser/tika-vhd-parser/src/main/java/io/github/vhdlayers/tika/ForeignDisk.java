package io.github.vhdlayers.tika;

import io.github.vhdlayers.internal.file.ForeignFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;
import org.jspecify.annotations.Nullable;

/**
 * The type of a binary file that is named {@code .vhd} and is no VHD: a VHDX, a raw disk, an image of another program. Tika's own
 * answer would be VHDL source, by the name alone, and the text of the disk's bytes in the index.
 */
final class ForeignDisk {
    private static final MediaType UNKNOWN = MediaType.OCTET_STREAM;
    /** What is no other kind of file that is known. */
    static final MediaType RAW = MediaType.application("x-raw-disk-image");

    private ForeignDisk() {}

    /** The type, or {@code application/octet-stream} if the name says nothing wrong. The stream stands where it stood. */
    static MediaType typeOf(InputStream stream, Metadata metadata) throws IOException {
        String name = ResourceName.lastPart(metadata);
        if (!isTakenForSource(name) || !stream.markSupported()) {
            return UNKNOWN;
        }
        byte[] start = start(stream);
        if (start.length == 0 || StreamSpooling.isText(start)) {
            return UNKNOWN;
        }
        MediaType magic = MimeTypes.getDefaultMimeTypes().detect(stream, new Metadata());
        if (magic.getType().equals("text")) {
            // Source in UTF-16, for one: Tika's answer by the name is the better one.
            return UNKNOWN;
        }
        if (!magic.equals(UNKNOWN)) {
            return magic;
        }
        ForeignFormat format = ForeignFormat.ofStart(ByteBuffer.wrap(start));
        return format == null ? RAW : MediaType.parse(format.mediaType());
    }

    private static boolean isTakenForSource(@Nullable String name) {
        if (name == null) {
            return false;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".vhd") || lower.endsWith(".vhdl");
    }

    private static byte[] start(InputStream stream) throws IOException {
        stream.mark(ForeignFormat.LONGEST_START);
        try {
            return stream.readNBytes(ForeignFormat.LONGEST_START);
        } finally {
            stream.reset();
        }
    }
}
