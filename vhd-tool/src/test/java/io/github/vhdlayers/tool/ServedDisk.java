package io.github.vhdlayers.tool;

import io.github.vhdlayers.testkit.TestJava;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** {@code vhd serve} in a process of its own, until it is closed. */
final class ServedDisk implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final String announced;
    private final Path folder;

    private ServedDisk(Path folder, Object... arguments) throws IOException {
        this.folder = folder;
        List<String> command = TestJava.command();
        command.addAll(
                List.of("-Xmx256m", "-cp", System.getProperty("java.class.path"), VhdTool.class.getName(), "serve"));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        process = new ProcessBuilder(command)
                .redirectError(folder.resolve("err").toFile())
                .start();
        output = process.inputReader();
        StringBuilder lines = new StringBuilder();
        String line;
        do {
            line = output.readLine();
            lines.append(line).append('\n');
        } while (line != null && !line.contains("qemu-img"));
        announced = lines.toString();
    }

    /**
     * Starts it.
     *
     * @param folder where its complaints are kept
     */
    static ServedDisk start(Path folder, Object... arguments) throws IOException {
        return new ServedDisk(folder, arguments);
    }

    /** What it printed when it began. */
    String announced() {
        return announced;
    }

    /** The address that a line names. */
    String uri(String program) {
        return announced
                .lines()
                .filter(line -> line.strip().startsWith(program))
                .map(line -> line.substring(line.indexOf('"') + 1, line.lastIndexOf('"')))
                .findFirst()
                .orElseThrow(() -> new AssertionError(announced));
    }

    String errors() throws IOException {
        return Files.readString(folder.resolve("err"));
    }

    /** Ends it as Ctrl-C does. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        output.close();
    }
}
