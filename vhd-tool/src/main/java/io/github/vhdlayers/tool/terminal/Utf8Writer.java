package io.github.vhdlayers.tool.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Writes text as UTF-8, by way of a buffer. Lines are most often ASCII, which Java turns into bytes at once, where a writer of the JDK
 * goes over each character twice. Half of a character that has two is written with the other half; a lone one as a question mark. Not
 * thread-safe.
 */
final class Utf8Writer extends Writer {
    private static final int BUFFER = 1 << 16;
    private static final int ASCII = 0x80;

    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER];
    private int used;
    /** The first half of a character of which the second is not there yet; otherwise 0. */
    private char half;

    /** Into a stream, which is closed with this. */
    Utf8Writer(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int character) throws IOException {
        char one = (char) character;
        if (one >= ASCII || half != 0) {
            put(String.valueOf(one));
            return;
        }
        if (used == BUFFER) {
            drain();
        }
        buffer[used++] = (byte) one;
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
        put(text.substring(from, from + length));
    }

    @Override
    public void write(char[] characters, int from, int length) throws IOException {
        put(new String(characters, from, length));
    }

    private void put(String text) throws IOException {
        if (text.isEmpty()) {
            return;
        }
        String whole = half == 0 ? text : half + text;
        char last = whole.charAt(whole.length() - 1);
        half = 0;
        if (Character.isHighSurrogate(last)) {
            half = last;
            whole = whole.substring(0, whole.length() - 1);
        }
        byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > BUFFER - used) {
            drain();
        }
        if (bytes.length > BUFFER) {
            out.write(bytes);
            return;
        }
        System.arraycopy(bytes, 0, buffer, used, bytes.length);
        used += bytes.length;
    }

    private void drain() throws IOException {
        int count = used;
        // What failed is not written again when the writer is closed.
        used = 0;
        if (count > 0) {
            out.write(buffer, 0, count);
        }
    }

    @Override
    public void flush() throws IOException {
        drain();
        out.flush();
    }

    @Override
    public void close() throws IOException {
        if (half != 0) {
            half = 0;
            put("?");
        }
        flush();
        out.close();
    }
}
