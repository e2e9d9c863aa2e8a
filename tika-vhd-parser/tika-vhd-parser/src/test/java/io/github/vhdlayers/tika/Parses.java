package io.github.vhdlayers.tika;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.Property;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.sax.BodyContentHandler;
import org.xml.sax.ContentHandler;

/**
 * What the parser makes of a file.
 *
 * @param metadata the disk's
 * @param text the disk's
 * @param given what was attached
 */
record Parses(Metadata metadata, String text, List<Given> given) {
    static Parses of(Path file, VhdParserConfig config) throws Exception {
        List<Given> given = new ArrayList<>();
        ParseContext context = new ParseContext();
        context.set(VhdParserConfig.class, config);
        context.set(EmbeddedDocumentExtractor.class, new EmbeddedDocumentExtractor() {
            @Override
            public boolean shouldParseEmbedded(Metadata metadata) {
                return true;
            }

            @Override
            public void parseEmbedded(InputStream stream, ContentHandler handler, Metadata metadata, boolean html)
                    throws IOException {
                given.add(new Given(metadata, stream.readAllBytes()));
            }
        });
        Metadata metadata = new Metadata();
        BodyContentHandler text = new BodyContentHandler(-1);
        try (TikaInputStream stream = TikaInputStream.get(file)) {
            new VhdParser().parse(stream, text, metadata, context);
        }
        return new Parses(metadata, text.toString(), given);
    }

    /** All values of a key. */
    List<String> values(Property key) {
        return List.of(metadata.getValues(key));
    }

    /**
     * An attached document.
     *
     * @param metadata its own
     * @param bytes all of it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Given(Metadata metadata, byte[] bytes) {}
}
