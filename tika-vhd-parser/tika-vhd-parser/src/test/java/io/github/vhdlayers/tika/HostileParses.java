package io.github.vhdlayers.tika;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.sax.ToXMLContentHandler;
import org.xml.sax.ContentHandler;

/** Detects and parses every file of a folder, with everything turned on, and prints a line for each. Runs as a process of its own. */
final class HostileParses {
    private static final int MOST_READ = 1 << 20;
    private static final long MOST_SEARCHED = 64 << 20;

    private HostileParses() {}

    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(args[0]), "*.img")) {
            for (Path file : files) {
                long start = System.nanoTime();
                String answer = parse(file);
                out.println((System.nanoTime() - start) / 1_000_000 + " ms " + file.getFileName() + " " + answer);
            }
        }
        out.println("done");
    }

    private static String parse(Path file) throws Exception {
        VhdParserConfig config = new VhdParserConfig();
        config.setExamineResidue(Files.size(file) < MOST_SEARCHED);
        config.setAudit(true);
        config.setOwnershipMap(true);
        config.setMergedImage(true);
        config.setPartitionImages(true);
        config.setOrphanParts(true);
        ParseContext context = new ParseContext();
        context.set(VhdParserConfig.class, config);
        Beginnings extractor = new Beginnings();
        context.set(EmbeddedDocumentExtractor.class, extractor);
        Metadata metadata = new Metadata();
        String end = "parsed";
        try (TikaInputStream stream = TikaInputStream.get(file)) {
            MediaType type = new VhdDetector().detect(stream, metadata);
            ToXMLContentHandler text = new ToXMLContentHandler();
            try {
                new VhdParser().parse(stream, text, metadata, context);
                if (!text.toString().endsWith("</html>")) {
                    throw new IllegalStateException("no end of the text");
                }
            } catch (TikaException e) {
                end = "refused: " + e.getMessage();
            }
            return type.getSubtype() + ", " + metadata.names().length + " keys, " + extractor.count + " attachments, "
                    + end;
        }
    }

    /** Reads how every document begins. */
    private static final class Beginnings implements EmbeddedDocumentExtractor {
        private int count;

        @Override
        public boolean shouldParseEmbedded(Metadata metadata) {
            return true;
        }

        @Override
        public void parseEmbedded(InputStream stream, ContentHandler handler, Metadata metadata, boolean html)
                throws IOException {
            count++;
            stream.readNBytes(MOST_READ);
        }
    }
}
