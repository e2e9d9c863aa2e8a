package io.github.vhdlayers.tool.options;

import io.github.vhdlayers.io.Progress;
import io.github.vhdlayers.tool.terminal.ProgressLine;
import io.github.vhdlayers.tool.terminal.Screen;
import io.github.vhdlayers.tool.terminal.Streams;
import picocli.CommandLine.Option;

/** Whether somebody who watches is shown how far a command is. */
public final class QuietOption {
    private static final int SECTOR = 512;

    @Option(
            names = {"-q", "--quiet"},
            description = "show no progress, also on a terminal")
    private boolean quiet;

    /** A line for a task, which is shown on a terminal only, and not before a second has gone by. */
    public ProgressLine line(Streams streams, String task, long bytes) {
        Screen screen = streams.screen();
        return quiet || screen == null ? ProgressLine.silent() : ProgressLine.on(screen, task, bytes);
    }

    /** The same for a command that prints lines as it goes on: not if they go into a pipe, because what reads that may write to the terminal. */
    public ProgressLine lineBesideText(Streams streams, String task, long bytes) {
        return streams.out().isPipe() ? ProgressLine.silent() : line(streams, task, bytes);
    }

    /** A line for what is counted and has no end that is known. */
    public ProgressLine count(Streams streams, String task) {
        Screen screen = streams.screen();
        return quiet || screen == null ? ProgressLine.silent() : ProgressLine.counting(screen, task);
    }

    /** The same for a command that prints lines as it goes on. */
    public ProgressLine countBesideText(Streams streams, String task) {
        return streams.out().isPipe() ? ProgressLine.silent() : count(streams, task);
    }

    /** The same for a command that writes the bytes of a disk: only if they go into a file. */
    public ProgressLine lineBesideFile(Streams streams, String task, long bytes) {
        return streams.outToFile() ? line(streams, task, bytes) : ProgressLine.silent();
    }

    /** A progress that shows on a line what is done of what it counts. */
    public static Progress shownOn(ProgressLine line) {
        return (done, total, bytesRead) -> {
            line.accept(done);
            return true;
        };
    }

    /** The same for a scan that counts sectors, on a line that counts bytes. */
    public static Progress ofSectors(ProgressLine line) {
        return (done, total, bytesRead) -> {
            line.accept(done * SECTOR);
            return true;
        };
    }
}
