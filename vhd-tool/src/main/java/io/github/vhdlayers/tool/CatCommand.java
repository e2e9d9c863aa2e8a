package io.github.vhdlayers.tool;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.tool.options.AsOfOption;
import io.github.vhdlayers.tool.options.DiskOptions;
import io.github.vhdlayers.tool.options.FillOption;
import io.github.vhdlayers.tool.options.QuietOption;
import io.github.vhdlayers.tool.options.RangeOptions;
import io.github.vhdlayers.tool.output.ExitCode;
import io.github.vhdlayers.tool.terminal.ProgressLine;
import io.github.vhdlayers.tool.terminal.Streams;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code vhd cat}: the merged disk's bytes on the standard output. */
@Command(
        name = "cat",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  vhd cat leaf.vhd --sectors 1 | xxd"},
        description = "Writes the merged disk's bytes to the standard output.")
final class CatCommand implements Callable<Integer> {
    private static final int BUFFER_BYTES = 1 << 20;
    private static final int SECTOR = 512;

    private final Streams streams;

    @Mixin
    private DiskOptions disk = new DiskOptions();

    @Mixin
    private RangeOptions range = new RangeOptions();

    @Mixin
    private FillOption fill = new FillOption();

    @Mixin
    private AsOfOption asOf = new AsOfOption();

    @Mixin
    private QuietOption quiet = new QuietOption();

    CatCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        try (VirtualDisk opened = disk.open()) {
            MergedSource merged = asOf.of(disk, opened);
            RangeOptions.Range sectors = range.on(merged);
            if (opened.chain().missingParent() != null || fill.value() != null) {
                fill.settle(merged, sectors.first(), sectors.count(), streams);
            }
            copy(fill.over(merged), sectors.first() * SECTOR, (sectors.first() + sectors.count()) * SECTOR);
        }
        return ExitCode.OK;
    }

    private void copy(RandomAccessData source, long from, long end) throws IOException {
        try (ProgressLine progress = quiet.lineBesideFile(streams, "cat", end - from)) {
            copy(source, from, end, progress);
        }
    }

    private void copy(RandomAccessData source, long from, long end, ProgressLine progress) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect((int) Math.min(BUFFER_BYTES, end - from));
        for (long at = from; at < end; at += buffer.limit()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
            source.readFully(at, buffer);
            streams.out().write(buffer.flip());
            progress.accept(at + buffer.limit() - from);
        }
    }
}
