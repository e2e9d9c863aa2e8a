package io.github.vhdlayers.tika;

import io.github.vhdlayers.tika.line.TikaCompat;
import java.io.IOException;
import java.io.Serializable;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.extractor.EmbeddedDocumentUtil;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.HttpHeaders;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.sax.XHTMLContentHandler;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/**
 * The only place where documents leave a disk: maps and images, and whatever else is found in it. It holds what has to hold for
 * each of them, on both lines of Tika:
 *
 * <ul>
 *   <li>Tika is asked before anything is opened, and its limits pass through as they are thrown.
 *   <li>Bytes are made while somebody reads them. Nothing is spooled here; what Tika spools is deleted at once.
 *   <li>The pulse beats for every document, and while one is read.
 *   <li>A document that cannot be read to its end says so in its own metadata, and does not end the others.
 *   <li>Disks in disks end somewhere: a disk can be made to hold itself.
 * </ul>
 *
 * For one thread.
 */
final class EmbeddedDocuments {
    /** More than anybody keeps on purpose: a machine in a machine in a machine. */
    static final int MOST_DISKS_IN_DISKS = 4;

    private final XHTMLContentHandler xhtml;
    private final ParseContext context;
    private final Pulse pulse;
    private final EmbeddedDocumentExtractor extractor;
    private final int depth;

    /**
     * Begins to give.
     *
     * @param xhtml the disk's own text, which has begun and not ended
     */
    EmbeddedDocuments(XHTMLContentHandler xhtml, ParseContext context, Pulse pulse) {
        this.xhtml = xhtml;
        this.context = context;
        this.pulse = pulse;
        this.extractor = EmbeddedDocumentUtil.getEmbeddedDocumentExtractor(context);
        this.depth = depthOf(context);
    }

    /** Whether a disk may give anything. One that is in too many others may not, and should say so. */
    static boolean areAllowedIn(ParseContext context) {
        return depthOf(context) < MOST_DISKS_IN_DISKS;
    }

    private static int depthOf(ParseContext context) {
        Depth around = context.get(Depth.class);
        return around == null ? 0 : around.disks();
    }

    /**
     * Gives a document to the extractor.
     *
     * @return why its bytes could not be read to their end, if they could not; whether that matters to the disk's own document,
     *     the caller decides
     * @throws SAXException as the handler throws it
     * @throws java.io.InterruptedIOException if the thread was interrupted; it stays so
     * @throws IOException if Tika fails otherwise
     */
    @Nullable
    IOException give(EmbeddedDocument document) throws SAXException, IOException {
        pulse.beat();
        if (depth >= MOST_DISKS_IN_DISKS) {
            return null;
        }
        TikaCompat line = TikaCompat.current();
        Metadata metadata = new Metadata();
        line.describe(metadata, document.name(), document.length());
        if (document.type() != null) {
            metadata.set(TikaCoreProperties.CONTENT_TYPE_PARSER_OVERRIDE, document.type());
            // Where no parser takes the type, nothing else sets this.
            metadata.set(HttpHeaders.CONTENT_TYPE, document.type());
        }
        document.details().accept(metadata);
        if (!line.shouldParse(extractor, metadata, context)) {
            return null;
        }
        context.set(Depth.class, new Depth(depth + 1));
        EmbeddedStream bytes = new EmbeddedStream(document.content(), pulse, metadata);
        BalancedHandler text = new BalancedHandler(xhtml);
        try (bytes;
                TikaInputStream stream = TikaInputStream.get(bytes)) {
            line.parse(extractor, stream, text, metadata, context);
        } catch (IOException e) {
            pulse.beat();
            if (bytes.failure() == null) {
                throw e;
            }
            text.endOpenElements();
        } finally {
            context.set(Depth.class, new Depth(depth));
        }
        return bytes.failure();
    }

    /**
     * How many disks are around what is parsed.
     *
     * @param disks that many
     */
    private record Depth(int disks) implements Serializable {}
}
