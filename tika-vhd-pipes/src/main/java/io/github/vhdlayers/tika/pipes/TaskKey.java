package io.github.vhdlayers.tika.pipes;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a fetcher is asked for. Texts stand between bars, and what could be mistaken for one is escaped. */
sealed interface TaskKey {
    /**
     * A walk over a layer's files.
     *
     * @param layer the layer's key
     */
    record Walk(String layer) implements TaskKey {
        @Override
        public String toString() {
            return "walk|" + layer;
        }
    }

    /**
     * One content of a file, as one layer left it.
     *
     * @param layer the layer's key
     * @param volume the file system's label, such as {@code p1}
     * @param address the address of its metadata
     * @param sequence what distinguishes it from others at the same address
     * @param path under which name, as it is printed
     * @param stream the name of an alternate stream, or empty
     */
    record Content(String layer, String volume, long address, long sequence, String path, String stream)
            implements TaskKey {
        @Override
        public String toString() {
            return String.join(
                    "|",
                    layer,
                    escaped(volume),
                    Long.toString(address),
                    Long.toString(sequence),
                    escaped(path),
                    escaped(stream));
        }
    }

    /** Reads one, or returns null if it is none. */
    static @Nullable TaskKey parse(String text) {
        List<String> parts = List.of(text.split("\\|", -1));
        if (parts.size() == 2 && parts.get(0).equals("walk") && RowStore.isKey(parts.get(1))) {
            return new Walk(parts.get(1));
        }
        if (parts.size() != 6 || !RowStore.isKey(parts.get(0))) {
            return null;
        }
        try {
            return new Content(
                    parts.get(0),
                    plain(parts.get(1)),
                    Long.parseLong(parts.get(2)),
                    Long.parseLong(parts.get(3)),
                    plain(parts.get(4)),
                    plain(parts.get(5)));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String plain(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
