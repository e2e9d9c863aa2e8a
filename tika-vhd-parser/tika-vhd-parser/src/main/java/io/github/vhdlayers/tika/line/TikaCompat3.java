package io.github.vhdlayers.tika.line;

import java.io.IOException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.HttpHeaders;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** The calls of Tika 3.x. */
final class TikaCompat3 extends TikaCompat {
    TikaCompat3() {}

    @Override
    public void checkpoint(ParseContext context) {
        // 3.x asks for no sign of life.
    }

    @Override
    public void describe(Metadata embedded, String name, long length) {
        embedded.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        if (length >= 0) {
            embedded.set(HttpHeaders.CONTENT_LENGTH, Long.toString(length));
        }
    }

    @Override
    public boolean shouldParse(EmbeddedDocumentExtractor extractor, Metadata embedded, ParseContext context) {
        return extractor.shouldParseEmbedded(embedded);
    }

    @Override
    public void parse(
            EmbeddedDocumentExtractor extractor,
            TikaInputStream stream,
            ContentHandler handler,
            Metadata embedded,
            ParseContext context)
            throws SAXException, IOException {
        extractor.parseEmbedded(stream, handler, embedded, true);
    }
}
