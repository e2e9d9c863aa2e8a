package io.github.vhdlayers.tool.terminal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Writes text that arrives as UTF-8 in the character set of a terminal. A character that the set does not have is written as
 * <code>&#92;uXXXX</code>, so that two names that differ are never shown as the same. Files and pipes get UTF-8 everywhere; only
 * what is shown to a person depends on the system.
 */
final class ConsoleEncoding extends FilterOutputStream {
    private static final int BUFFER = 8192;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final Charset charset;
    private final CharsetEncoder encoder;
    /** Bytes of a character that is not whole yet. */
    private final ByteBuffer waiting = ByteBuffer.allocate(BUFFER);

    private ConsoleEncoding(OutputStream terminal, Charset charset) {
        super(terminal);
        this.charset = charset;
        this.encoder = charset.newEncoder();
    }

    /** The terminal itself if it shows UTF-8, otherwise a stream that takes UTF-8 and writes what the terminal shows. */
    static OutputStream of(OutputStream terminal, Charset charset) {
        return charset.equals(StandardCharsets.UTF_8) || !charset.canEncode()
                ? terminal
                : new ConsoleEncoding(terminal, charset);
    }

    /**
     * The character set that Java found for a standard stream.
     *
     * @param property the name of the system property that has it since Java 19; Java 17 has the same with {@code sun.} before
     *     it, and only for terminals
     */
    static Charset charset(String property) {
        String name = System.getProperty(property, System.getProperty("sun." + property, "UTF-8"));
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            int part = Math.min(length - done, waiting.remaining());
            waiting.put(bytes, offset + done, part);
            done += part;
            writeWhole();
        }
    }

    private void writeWhole() throws IOException {
        CharBuffer text = CharBuffer.allocate(BUFFER);
        waiting.flip();
        decoder.decode(waiting, text, false);
        waiting.compact();
        out.write(shown(text.flip().toString()).getBytes(charset));
    }

    private String shown(String text) {
        if (encoder.canEncode(text)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(codePoint -> {
            String character = Character.toString(codePoint);
            if (encoder.canEncode(character)) {
                shown.append(character);
            } else {
                character.chars().forEach(unit -> shown.append(String.format("\\u%04x", unit)));
            }
        });
        return shown.toString();
    }
}
