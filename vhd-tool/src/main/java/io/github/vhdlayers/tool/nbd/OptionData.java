package io.github.vhdlayers.tool.nbd;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a client sends with an option, every length of it checked before it is used. */
final class OptionData {
    private final ByteBuffer data;

    OptionData(byte[] data) {
        this.data = ByteBuffer.wrap(data);
    }

    /** An option that is not as the specification says. */
    static final class InvalidException extends Exception {
        private static final long serialVersionUID = 1L;

        InvalidException(String message) {
            super(message);
        }
    }

    boolean isEmpty() {
        return !data.hasRemaining();
    }

    /** Text to the end. Bytes that are no UTF-8 make a name that no export has. */
    String rest() {
        return text(data.remaining());
    }

    /** A length of 32 bits, and text of that length. */
    String string() throws InvalidException {
        long length = u32();
        if (length > data.remaining()) {
            throw new InvalidException(
                    "a text of " + length + " bytes in an option with " + data.remaining() + " left");
        }
        return text((int) length);
    }

    /** A number of 16 bits, and as many of them. */
    List<Integer> numbers() throws InvalidException {
        need(Short.BYTES);
        int count = data.getShort() & 0xFFFF;
        need(count * Short.BYTES);
        List<Integer> numbers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            numbers.add(data.getShort() & 0xFFFF);
        }
        return numbers;
    }

    /** A number of 32 bits, and as many strings. */
    List<String> strings() throws InvalidException {
        long count = u32();
        if (count > data.remaining() / Integer.BYTES) {
            throw new InvalidException(count + " texts in an option with " + data.remaining() + " bytes left");
        }
        List<String> strings = new ArrayList<>((int) count);
        for (long i = 0; i < count; i++) {
            strings.add(string());
        }
        return strings;
    }

    void end() throws InvalidException {
        if (data.hasRemaining()) {
            throw new InvalidException(data.remaining() + " bytes behind the end of the option");
        }
    }

    private long u32() throws InvalidException {
        need(Integer.BYTES);
        return Integer.toUnsignedLong(data.getInt());
    }

    private void need(int bytes) throws InvalidException {
        if (data.remaining() < bytes) {
            throw new InvalidException("an option that ends too soon");
        }
    }

    private String text(int length) {
        String text = new String(data.array(), data.position(), length, StandardCharsets.UTF_8);
        data.position(data.position() + length);
        return text;
    }
}
