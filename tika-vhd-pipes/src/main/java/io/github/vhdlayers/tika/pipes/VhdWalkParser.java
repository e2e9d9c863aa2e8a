package io.github.vhdlayers.tika.pipes;

import io.github.vhdlayers.rows.LabFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.sax.XHTMLContentHandler;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * Walks a layer, so that a walk too is in a process of its own, with its limits of time and heap. It takes a type that no file has:
 * {@link VhdFetcher} alone gives it, and puts what is to be walked into the context. Its text is empty; the rows are in the store.
 *
 * <p>Thread-safe.
 */
public final class VhdWalkParser implements Parser {
    /** The type of what the fetcher gives for a walk. */
    static final MediaType TYPE = MediaType.application("x-vhd-walk");

    /** How many rows were written. */
    static final String ROWS = "vhd:walk-rows";

    private static final long serialVersionUID = 1L;

    /** A parser, found as a service. */
    public VhdWalkParser() {}

    @Override
    public Set<MediaType> getSupportedTypes(ParseContext context) {
        return Set.of(TYPE);
    }

    @Override
    public void parse(InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
            throws IOException, SAXException, TikaException {
        WalkOrder order = context.get(WalkOrder.class);
        LabFiles files = order == null ? null : order.files();
        if (order == null || files == null || !RowStore.isKey(order.layer())) {
            throw new TikaException("a walk has to come from VhdFetcher");
        }
        XHTMLContentHandler xhtml = new XHTMLContentHandler(handler, metadata);
        xhtml.startDocument();
        try {
            RowStore rows = new RowStore(Path.of(order.store()));
            long count = new LayerWalk(rows, StoredChain.of(rows, order.layer()), files).run();
            metadata.set(ROWS, Long.toString(count));
        } catch (CancellationException e) {
            throw new TikaException("the walk was interrupted", e);
        } catch (IOException e) {
            throw new TikaException("the layer cannot be walked: " + e.getMessage(), e);
        }
        xhtml.endDocument();
    }
}
