package io.github.vhdlayers.fuzz;

import io.github.vhdlayers.filesystem.FileSystemReaders;
import io.github.vhdlayers.tika.VhdDetector;
import io.github.vhdlayers.tika.VhdParser;
import java.io.IOException;
import java.util.Arrays;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.sax.BodyContentHandler;
import org.xml.sax.SAXException;

/**
 * Any bytes, under any of some names, through the detector and the parser of Tika: a type always comes out, the same twice, without a
 * byte of the stream being used up; parsing ends with nothing but Tika's own exceptions. Input: a byte that selects the name, then the
 * file.
 */
public final class TikaDocument {
    private static final String[] NAMES = {"disk.vhd", "disk.avhdx", "disk.bin", "", "text.vhd", "disk.vhd.001"};
    private static final int MOST_TEXT = 100_000;

    static {
        // A process of its own for libtsk takes longer to start than thousands of documents.
        System.setProperty(FileSystemReaders.PROPERTY, "java");
    }

    private TikaDocument() {}

    /** What the fuzzer calls. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        String name = NAMES[(input[0] & 0xFF) % NAMES.length];
        byte[] file = Arrays.copyOfRange(input, 1, input.length);
        Metadata metadata = new Metadata();
        if (!name.isEmpty()) {
            metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        }
        VhdDetector detector = new VhdDetector();
        try (TikaInputStream stream = TikaInputStream.get(file)) {
            MediaType type = detector.detect(stream, metadata);
            Walk.require(type.equals(detector.detect(stream, metadata)), "two types for " + name);
            Walk.require(file.length == 0 || stream.read() == (file[0] & 0xFF), "the detector used the stream up");
        }
        try (TikaInputStream stream = TikaInputStream.get(file)) {
            new VhdParser().parse(stream, new BodyContentHandler(MOST_TEXT), metadata, new ParseContext());
        } catch (TikaException | SAXException e) {
            Walk.require(e.getMessage() != null && !e.getMessage().isEmpty(), "an error without words");
        }
    }
}
