package io.github.vhdlayers.tika;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.apache.tika.metadata.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * One document that a disk gives in addition to its own. Nothing of it is read before somebody wants it.
 *
 * @param name its file name, safe to show
 * @param type its type, which is then given and not detected; or null to have it detected
 * @param length its length in bytes, or -1 if that is not known beforehand
 * @param details sets what else is known of it: where it is, times, owners
 * @param content opens its bytes
 */
record EmbeddedDocument(String name, @Nullable String type, long length, Consumer<Metadata> details, Content content) {
    /** Opens a document's bytes. */
    @FunctionalInterface
    interface Content {
        /**
         * Opened at most once; the caller that opened it closes it.
         *
         * @throws IOException if the bytes cannot be read
         */
        InputStream open() throws IOException;
    }
}
