package io.github.vhdlayers.tika.pipes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.tika.config.Field;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.sax.XHTMLContentHandler;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * Takes any content for text, and writes down that it did. A content that begins with {@code CRASH} ends the process, one that begins
 * with {@code HANG} never ends.
 */
public final class PlainTextParser implements Parser {
    private static final long serialVersionUID = 1L;

    private @Nullable String log;
    private long millis;

    /** Found by its name in the settings. */
    public PlainTextParser() {}

    /** Sets the file that gets a line for each content. */
    @Field
    public void setLog(String file) {
        log = file;
    }

    /** Sets how long a content takes. */
    @Field
    public void setMillis(long each) {
        millis = each;
    }

    @Override
    public Set<MediaType> getSupportedTypes(ParseContext context) {
        return Set.of(MediaType.TEXT_PLAIN, MediaType.OCTET_STREAM, MediaType.TEXT_HTML, MediaType.text("csv"));
    }

    @Override
    public void parse(InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
            throws IOException, SAXException {
        String text = new String(stream.readAllBytes(), ISO_8859_1);
        if (log != null) {
            Files.writeString(
                    Path.of(log),
                    metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY) + " " + text.length() + " " + text.hashCode()
                            + "\n",
                    UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        if (text.startsWith("CRASH")) {
            Runtime.getRuntime().halt(134);
        }
        try {
            TimeUnit.MILLISECONDS.sleep(text.startsWith("HANG") ? 1_000_000 : millis);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        XHTMLContentHandler xhtml = new XHTMLContentHandler(handler, metadata);
        xhtml.startDocument();
        xhtml.characters(text);
        xhtml.endDocument();
    }
}
