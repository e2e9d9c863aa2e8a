package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vhdlayers.tool.terminal.Screen;
import io.github.vhdlayers.tool.terminal.StandardOutput;
import io.github.vhdlayers.tool.terminal.Streams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A command that was run in this process, and what came of it. A document in JSON is as its schema says, or the test fails. */
public final class ToolRun {
    private final int code;
    private final ByteArrayOutputStream out;
    private final String err;

    private ToolRun(int code, ByteArrayOutputStream out, String err) {
        this.code = code;
        this.out = out;
        this.err = err;
    }

    public static ToolRun of(Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return onto(Channels.newChannel(out), out, false, 0, arguments);
    }

    /** With somebody who watches the standard error. */
    static ToolRun watched(Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return onto(Channels.newChannel(out), out, true, 0, arguments);
    }

    /** On a terminal that is so wide. */
    static ToolRun atWidth(int columns, Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return onto(Channels.newChannel(out), out, false, columns, arguments);
    }

    /** With an output that fails with this message after a number of writes. */
    static ToolRun withFailingOutput(String message, Object... arguments) {
        WritableByteChannel broken = new WritableByteChannel() {
            @Override
            public int write(ByteBuffer source) throws IOException {
                throw new IOException(message);
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        };
        return onto(broken, new ByteArrayOutputStream(), false, 0, arguments);
    }

    private static ToolRun onto(
            WritableByteChannel channel, ByteArrayOutputStream out, boolean progress, int width, Object... arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream messages = new PrintStream(err, true, StandardCharsets.UTF_8);
        Streams streams = new Streams(
                new StandardOutput(channel, false, null),
                StandardCharsets.UTF_8,
                messages,
                progress ? new Screen(messages, () -> 80) : null,
                false,
                false,
                width);
        int code = VhdTool.run(
                streams, Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
        JsonSchemas.requireValid(out.toByteArray());
        return new ToolRun(code, out, err.toString(StandardCharsets.UTF_8));
    }

    /** What the process would have returned. */
    public int code() {
        return code;
    }

    /** What was written to the standard output. */
    public byte[] bytes() {
        return out.toByteArray();
    }

    /** What was written to the standard output, as text. */
    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What was written to the standard error. */
    public String err() {
        return err;
    }

    /** Asserts that all went well, without a word. */
    public ToolRun well() {
        assertEquals("", err);
        assertEquals(0, code);
        return this;
    }

    /** Asserts that it failed with one message, after any warnings, that says all of this, and with no stack trace. */
    public ToolRun failed(int expectedCode, Object... said) {
        assertEquals(expectedCode, code, err);
        String failure = err.replaceAll("(?m)^vhd: warning: .*\\R", "");
        assertTrue(failure.startsWith("vhd: "), err);
        assertFalse(failure.contains("\nvhd: "), err);
        assertFalse(err.contains("\tat "), err);
        for (Object text : said) {
            assertTrue(err.contains(text.toString()), () -> "'" + text + "' is not in: " + err);
        }
        return this;
    }

    /** The document that a command prints that goes well. */
    static JsonNode json(Object... arguments) throws IOException {
        return new ObjectMapper().readTree(of(arguments).well().bytes());
    }
}
