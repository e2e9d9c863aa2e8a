package io.github.vhdlayers.tika;

import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.diag.UnsupportedVhdException;
import io.github.vhdlayers.diag.VhdException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.UnsupportedFormatException;

/**
 * The reader's failures in Tika's words. Tika takes an {@link IOException} that is not the stream's own for a fault of the
 * parser, so none is let through.
 */
final class TikaFailures {
    private TikaFailures() {}

    /**
     * What Tika receives. A damaged disk is a plain {@link TikaException}: the kind for corrupt files would also end the
     * archive that the disk may be an entry of.
     */
    static TikaException of(IOException failure) {
        if (failure instanceof UnsupportedVhdException unsupported) {
            TikaException mapped = new UnsupportedFormatException(brief(unsupported));
            mapped.initCause(failure);
            return mapped;
        }
        if (failure instanceof ClosedByInterruptException) {
            return new TikaException("the parser was interrupted", failure);
        }
        return new TikaException(
                failure instanceof VhdException ? text(failure) : "the disk cannot be read: " + failure, failure);
    }

    /** A failure in one line, safe to show, without the folders of the machine it happened on. */
    static String text(IOException failure) {
        if (failure instanceof VhdException vhd) {
            return brief(vhd);
        }
        String kind = failure.getClass().getSimpleName();
        return failure instanceof FileSystemException || failure.getMessage() == null
                ? kind
                : SafeText.escape(kind + ": " + failure.getMessage());
    }

    private static String brief(VhdException failure) {
        return SafeText.escape(failure.problem().brief());
    }
}
