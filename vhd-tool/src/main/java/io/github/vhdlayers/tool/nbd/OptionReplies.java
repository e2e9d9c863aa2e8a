package io.github.vhdlayers.tool.nbd;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The replies to one option, collected so that they are sent at once. */
final class OptionReplies {
    private static final int HEADER_BYTES = 20;

    private final int option;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    OptionReplies(int option) {
        this.option = option;
    }

    void add(int type, byte[] data) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES)
                .putLong(Wire.OPTION_REPLY_MAGIC)
                .putInt(option)
                .putInt(type)
                .putInt(data.length);
        bytes.writeBytes(header.array());
        bytes.writeBytes(data);
    }

    void add(int type, String text) {
        add(type, text.getBytes(StandardCharsets.UTF_8));
    }

    ByteBuffer acknowledged() {
        add(Wire.REP_ACK, new byte[0]);
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    /** In place of all that was added. */
    ByteBuffer refused(int error, String why) {
        bytes.reset();
        add(error, why);
        return ByteBuffer.wrap(bytes.toByteArray());
    }
}
