package io.github.vhdlayers.tool;

import io.github.vhdlayers.tool.terminal.StandardOutput;
import io.github.vhdlayers.tool.terminal.Streams;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;

/** Runs a command line in this process, for the fuzz target: what runs it is not public. */
public final class ToolCall {
    private ToolCall() {}

    /** The code that the process would have returned, and what it said about an error of its own; null if it said nothing of it. */
    public static String run(String... arguments) {
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        Streams streams = new Streams(
                new StandardOutput(Channels.newChannel(OutputStream.nullOutputStream()), false, null),
                StandardCharsets.UTF_8,
                new PrintStream(messages, true, StandardCharsets.UTF_8),
                null,
                false,
                false,
                0);
        int code = VhdTool.run(streams, arguments);
        return code + " " + messages.toString(StandardCharsets.UTF_8);
    }
}
