package io.github.vhdlayers.tika;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.chain.ParentCandidate;
import io.github.vhdlayers.chain.ParentResolver;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.SectorContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.RecursiveParserWrapper;
import org.apache.tika.sax.BasicContentHandlerFactory;
import org.apache.tika.sax.RecursiveParserWrapperHandler;
import org.apache.tika.sax.ToXMLContentHandler;
import org.apache.tika.sax.XHTMLContentHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** The one place where documents leave a disk. */
class EmbeddedDocumentsTest {
    private static final String WARNING = TikaCoreProperties.TIKA_META_EXCEPTION_WARNING.getName();

    private final ParseContext context = new ParseContext();
    private final ToXMLContentHandler text = new ToXMLContentHandler();
    private boolean closed;

    @TempDir(factory = KeptFolder.class)
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    @Test
    void doesNotOpenContentThatIsNotWanted() throws Exception {
        context.set(EmbeddedDocumentExtractor.class, new Reader() {
            @Override
            public boolean shouldParseEmbedded(Metadata metadata) {
                assertEquals("a.txt", metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY));
                assertEquals(
                        "7", metadata.get(VhdProperties.ATTACHMENT_SECTORS), "all that is known is known beforehand");
                return false;
            }
        });
        assertNull(give(document("a.txt", () -> {
            throw new AssertionError("opened");
        })));
    }

    @Test
    void doesNotOpenContentThatIsNotRead() throws Exception {
        context.set(EmbeddedDocumentExtractor.class, new Reader() {
            @Override
            public void parseEmbedded(InputStream stream, ContentHandler handler, Metadata metadata, boolean html) {
                // An extractor that lists names.
            }
        });
        assertNull(give(document("a.txt", () -> {
            throw new AssertionError("opened");
        })));
    }

    @Test
    void aDocumentThatBreaksOffIsReportedAndTheNextIsGiven() throws Exception {
        IOException damage = new IOException("damaged");
        RecursiveParserWrapperHandler handler = new RecursiveParserWrapperHandler(
                new BasicContentHandlerFactory(BasicContentHandlerFactory.HANDLER_TYPE.TEXT, -1));
        Parser disk = new TextOnly() {
            private static final long serialVersionUID = 1L;

            @Override
            public void parse(InputStream stream, ContentHandler own, Metadata metadata, ParseContext inner)
                    throws IOException, SAXException, TikaException {
                if (metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY) != null) {
                    super.parse(stream, own, metadata, inner);
                    return;
                }
                XHTMLContentHandler xhtml = new XHTMLContentHandler(own, metadata);
                EmbeddedDocuments documents = new EmbeddedDocuments(xhtml, inner, new Pulse(inner));
                xhtml.startDocument();
                assertSame(damage, documents.give(document("broken.txt", () -> broken(damage))));
                assertNull(documents.give(document("whole.txt", () -> bytes("whole"))));
                xhtml.endDocument();
            }
        };
        new RecursiveParserWrapper(disk).parse(bytes("disk"), handler, new Metadata(), context);
        List<Metadata> all = handler.getMetadataList();
        assertEquals(3, all.size());
        assertEquals("broken.txt", all.get(1).get(TikaCoreProperties.RESOURCE_NAME_KEY));
        assertEquals(
                "not all of it can be read: IOException: damaged", all.get(1).get(WARNING));
        assertNull(all.get(2).get(WARNING));
    }

    @Test
    void textStaysWellFormedWhereOneBreaksOff() throws Exception {
        IOException damage = new IOException("damaged");
        context.set(Parser.class, new TextOnly());
        assertSame(damage, give(document("a.txt", () -> broken(damage))));
        assertEquals(count("<div"), count("</div>"), text.toString());
        assertTrue(count("<div") > 0, text.toString());
        assertTrue(closed);
    }

    @Test
    void aFailureOfTikaIsNotReportedAsTheDocuments() {
        IOException tikas = new IOException("the disk of the indexer is full");
        context.set(EmbeddedDocumentExtractor.class, new Reader() {
            @Override
            public void parseEmbedded(InputStream stream, ContentHandler handler, Metadata metadata, boolean html)
                    throws IOException {
                stream.readAllBytes();
                throw tikas;
            }
        });
        assertSame(tikas, assertThrows(IOException.class, () -> give(document("a.txt", () -> bytes("a")))));
        assertTrue(closed);
    }

    @Test
    void interruptionEndsAllEvenIfSomebodySwallowsIt() throws Exception {
        context.set(EmbeddedDocumentExtractor.class, new Reader() {
            @Override
            public void parseEmbedded(InputStream stream, ContentHandler handler, Metadata metadata, boolean html)
                    throws IOException {
                Thread.currentThread().interrupt();
            }
        });
        XHTMLContentHandler xhtml = new XHTMLContentHandler(text, new Metadata());
        EmbeddedDocuments documents = new EmbeddedDocuments(xhtml, context, new Pulse(context));
        try {
            documents.give(document("a.txt", () -> bytes("a")));
            assertThrows(InterruptedIOException.class, () -> documents.give(document("b.txt", () -> bytes("b"))));
        } finally {
            assertTrue(Thread.interrupted(), "it stays so");
        }
    }

    @Test
    void aDiskInsideItselfIsNotReadForever() throws Exception {
        int[] depth = new int[1];
        context.set(EmbeddedDocumentExtractor.class, new Reader() {
            @Override
            public void parseEmbedded(InputStream stream, ContentHandler handler, Metadata metadata, boolean html)
                    throws IOException, SAXException {
                depth[0]++;
                give(document("again.vhd", () -> bytes("disk")), new ToXMLContentHandler());
                depth[0]--;
            }

            @Override
            public boolean shouldParseEmbedded(Metadata metadata) {
                assertTrue(depth[0] < EmbeddedDocuments.MOST_DISKS_IN_DISKS);
                return true;
            }
        });
        assertTrue(EmbeddedDocuments.areAllowedIn(context));
        give(document("again.vhd", () -> bytes("disk")));
        assertTrue(EmbeddedDocuments.areAllowedIn(context), "beside each other there may be any number");
    }

    @Test
    void imageThatBreaksOffIsAnErrorInTheEnd() throws Exception {
        DiskImage base =
                DiskImage.dynamic(1 << 20).own(8, 120, SectorContent.pattern(1)).build();
        boolean[] gone = new boolean[1];
        RandomAccessSource bytes = RandomAccessSources.ofBytes("base.vhd", base.toBytes());
        RandomAccessSource failing = new RandomAccessSource() {
            @Override
            public String name() {
                return bytes.name();
            }

            @Override
            public long size() throws IOException {
                return bytes.size();
            }

            @Override
            public int read(long position, ByteBuffer target) throws IOException {
                if (gone[0]) {
                    throw new IOException("the store is gone");
                }
                return bytes.read(position, target);
            }

            @Override
            public void close() throws IOException {
                bytes.close();
            }
        };
        context.set(ParentResolver.class, reference -> List.of(ParentCandidate.of("base.vhd", () -> failing)));
        context.set(EmbeddedDocumentExtractor.class, new Reader() {
            @Override
            public void parseEmbedded(InputStream stream, ContentHandler handler, Metadata metadata, boolean html)
                    throws IOException, SAXException {
                gone[0] = true;
                super.parseEmbedded(stream, handler, metadata, html);
            }
        });
        VhdParser parser = new VhdParser();
        parser.setMergedImage(true);
        Metadata metadata = new Metadata();
        Path disk = DiskImage.differencing(1 << 20).parent(base).build().writeTo(folder.resolve("leaf.vhd"));
        try (TikaInputStream stream = TikaInputStream.get(disk)) {
            assertThrows(TikaException.class, () -> parser.parse(stream, text, metadata, context), metadata::toString);
        }
        assertNotNull(metadata.get(VhdProperties.LAYER_SECTORS_OWNED));
        assertTrue(text.toString().endsWith("</html>"), "the text is whole");
    }

    private @Nullable IOException give(EmbeddedDocument document) throws IOException, SAXException {
        return give(document, text);
    }

    private @Nullable IOException give(EmbeddedDocument document, ContentHandler handler)
            throws IOException, SAXException {
        XHTMLContentHandler xhtml = new XHTMLContentHandler(handler, new Metadata());
        xhtml.startDocument();
        IOException failure = new EmbeddedDocuments(xhtml, context, new Pulse(context)).give(document);
        xhtml.endDocument();
        return failure;
    }

    private static EmbeddedDocument document(String name, EmbeddedDocument.Content content) {
        return new EmbeddedDocument(
                name, null, -1, metadata -> metadata.set(VhdProperties.ATTACHMENT_SECTORS, "7"), content);
    }

    private InputStream bytes(String content) {
        return new ByteArrayInputStream(content.getBytes(UTF_8)) {
            @Override
            public void close() {
                closed = true;
            }
        };
    }

    /** Begins as text, and fails where that would go on. */
    private InputStream broken(IOException failure) {
        InputStream end = new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }

            @Override
            public int read(byte[] target, int from, int count) throws IOException {
                throw failure;
            }
        };
        return new SequenceInputStream(bytes("text ".repeat(100_000)), end);
    }

    private int count(String part) {
        return text.toString().split(part, -1).length - 1;
    }

    /** Wants everything, and reads it. */
    private static class Reader implements EmbeddedDocumentExtractor {
        @Override
        public boolean shouldParseEmbedded(Metadata metadata) {
            return true;
        }

        @Override
        public void parseEmbedded(InputStream stream, ContentHandler handler, Metadata metadata, boolean html)
                throws IOException, SAXException {
            assertInstanceOf(TikaInputStream.class, stream);
            assertFalse(((TikaInputStream) stream).hasFile());
            stream.readAllBytes();
        }
    }

    /** Gives whatever it reads as text. */
    private static class TextOnly implements Parser {
        private static final long serialVersionUID = 1L;

        @Override
        public Set<MediaType> getSupportedTypes(ParseContext context) {
            return Set.of(MediaType.OCTET_STREAM);
        }

        @Override
        public void parse(InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
                throws IOException, SAXException, TikaException {
            XHTMLContentHandler xhtml = new XHTMLContentHandler(handler, metadata);
            xhtml.startDocument();
            xhtml.startElement("p");
            byte[] buffer = new byte[512];
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                xhtml.characters(new String(buffer, 0, count, UTF_8));
            }
            xhtml.endElement("p");
            xhtml.endDocument();
        }
    }
}
