package io.github.vhdlayers.tika.line;

import java.io.IOException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * What Tika 3.x and 4.x call differently. A class that was compiled against one line cannot make the other's calls, and some
 * constants have the same name and another type.
 *
 * <p>Thread-safe.
 */
public abstract class TikaCompat {
    private static final TikaCompat CURRENT = load();

    TikaCompat() {}

    /** The line that is on the class path. */
    public static TikaCompat current() {
        return CURRENT;
    }

    /** Says that the parser is still at work. On 4.x a parser that is silent for too long is killed, and its document is lost. */
    public abstract void checkpoint(ParseContext context);

    /**
     * Sets an embedded document's name, and its length in bytes if that is known: what has no length may be spooled to measure it.
     *
     * @param length the length, or -1 if only reading the document would tell
     */
    public abstract void describe(Metadata embedded, String name, long length);

    /** Whether somebody wants the embedded document. */
    public abstract boolean shouldParse(EmbeddedDocumentExtractor extractor, Metadata embedded, ParseContext context);

    /**
     * Hands an embedded document over.
     *
     * @throws SAXException as the handler throws it
     * @throws IOException if the document cannot be read
     */
    public abstract void parse(
            EmbeddedDocumentExtractor extractor,
            TikaInputStream stream,
            ContentHandler handler,
            Metadata embedded,
            ParseContext context)
            throws SAXException, IOException;

    private static TikaCompat load() {
        String name = TikaCompat.class.getName() + (hasFour() ? "4" : "3");
        try {
            return Class.forName(name)
                    .asSubclass(TikaCompat.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(name + " is missing: the parser's jar is not whole", e);
        }
    }

    private static boolean hasFour() {
        try {
            Class.forName("org.apache.tika.config.ParseTimeout", false, TikaCompat.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
