package io.github.vhdlayers.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a class on the class path of the tests in a process with a heap of 64 MiB, which ends when that does not suffice. */
public final class SmallHeap {
    private static final int MINUTES = 10;
    private static final int SHOWN = 20;

    private SmallHeap() {}

    /**
     * Runs a class to its end, which comes in minutes where a mistake would take hours.
     *
     * @param main a class that prints {@code done} as its last line
     * @param folder what it is given as its argument; what it printed is kept there in the file {@code log}, and in the file that
     *     the system property {@code hostile.log} names
     * @throws AssertionError if it does not end, fails, or has not come to its last line; with the last that it printed
     */
    public static void run(Class<?> main, Path folder) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = TestJava.command();
        command.addAll(List.of("-Xmx64m", "-XX:+ExitOnOutOfMemoryError", "-cp", classes, main.getName()));
        command.add(folder.toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly();
        List<String> lines = Files.readAllLines(log);
        String last = String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN), lines.size()));
        if (!ended) {
            throw new AssertionError("not ended after " + MINUTES + " minutes; the last lines:\n" + last);
        }
        if (process.exitValue() != 0 || lines.isEmpty() || !"done".equals(lines.get(lines.size() - 1))) {
            throw new AssertionError("ended with " + process.exitValue() + "; the last lines:\n" + last);
        }
        String out = System.getProperty("hostile.log");
        if (out != null) {
            Files.write(Path.of(out), lines);
        }
    }
}
