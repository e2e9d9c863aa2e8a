package io.github.vhdlayers.tika;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.SectorContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.sax.BodyContentHandler;
import org.junit.jupiter.api.Test;

/** Streams that do not say how long they are. */
class StreamLimitTest {
    private static final int DISK = 40_960;

    private static Metadata parse(InputStream stream, long limit) throws Exception {
        Metadata metadata = new Metadata();
        parse(stream, limit, metadata);
        return metadata;
    }

    private static void parse(InputStream stream, long limit, Metadata metadata) throws Exception {
        ParseContext context = new ParseContext();
        VhdParserConfig config = new VhdParserConfig();
        config.setMaxSpooledBytes(limit);
        context.set(VhdParserConfig.class, config);
        try (TikaInputStream tika = TikaInputStream.get(stream)) {
            new VhdParser().parse(tika, new BodyContentHandler(-1), metadata, context);
        }
    }

    @Test
    void oneThatEndsWithinTheLimitIsParsed() throws Exception {
        byte[] disk = DiskImage.fixed(DISK)
                .own(3, 10, SectorContent.pattern(3))
                .build()
                .toBytes();
        Metadata metadata = parse(new ByteArrayInputStream(disk), disk.length);
        assertEquals(Long.toString(DISK), metadata.get(VhdProperties.SIZE));
        assertNull(metadata.get(VhdProperties.STREAM_LIMIT));
    }

    @Test
    void oneThatNeverEndsIsLeftAtTheLimit() {
        AtomicLong read = new AtomicLong();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                read.incrementAndGet();
                return 1;
            }

            @Override
            public int read(byte[] target, int from, int count) throws IOException {
                read.addAndGet(count);
                return count;
            }
        };
        Metadata metadata = new Metadata();
        TikaException failure = assertThrows(TikaException.class, () -> parse(endless, 1 << 20, metadata));
        assertTrue(String.valueOf(failure.getMessage()).contains("maxSpooledBytes"), failure::getMessage);
        assertEquals("more than 1048576 bytes of a stream (maxSpooledBytes)", metadata.get(VhdProperties.STREAM_LIMIT));
        assertTrue(read.get() < 2 << 20, read + " bytes");
    }
}
