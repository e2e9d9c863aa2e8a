package io.github.vhdlayers.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Java as tests start it: the one that runs them, for processes that last seconds. In such a process the second, better compiler works on
 * what is never used again, and takes half of the processor's time.
 */
public final class TestJava {
    private static final List<String> OPTIONS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    private static final Path BIN = Path.of(System.getProperty("java.home"), "bin");

    private TestJava() {}

    /** Options for the Java of a short run, beside those for its heap. */
    public static List<String> options() {
        return OPTIONS;
    }

    /** The start of a command line: the program and its options; the caller adds others, a class path and a class. */
    public static List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(BIN.resolve("java").toString());
        command.addAll(OPTIONS);
        return command;
    }

    /**
     * Lets a program that starts {@code java} find this one, with these options for it and for what it starts in turn. Each of them then
     * reports on its standard error that it found options.
     */
    public static void prepare(ProcessBuilder program) {
        program.environment().merge("PATH", BIN.toString(), (old, own) -> own + ":" + old);
        program.environment().put("JDK_JAVA_OPTIONS", String.join(" ", OPTIONS));
    }
}
