package io.github.vhdlayers.testkit;

import picocli.CommandLine.Option;

/** Options that a chain and a single disk have in common. */
public final class DiskOptions {
    @Option(names = "--seed", paramLabel = "N", description = "Decides everything random (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            defaultValue = "64M",
            description = "The disk's size, with K, M, G or T (default: ${DEFAULT-VALUE}).")
    SizeOption size = new SizeOption(0);

    @Option(
            names = "--block-size",
            paramLabel = "SIZE",
            defaultValue = "2M",
            description = "Bytes of a block (default: ${DEFAULT-VALUE}).")
    SizeOption blockSize = new SizeOption(0);

    @Option(
            names = "--run-sectors",
            paramLabel = "N",
            description = "Average length of what is written in one piece (default: ${DEFAULT-VALUE}).")
    long runSectors = 64;

    @Option(
            names = "--density",
            paramLabel = "F",
            description = "Part of the sectors that a layer writes, 0 to 1 (default: ${DEFAULT-VALUE}).")
    double density = 0.25;

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            description = "Where structures lie: windows, compact or scattered (default: windows).")
    Layout layout = Layout.WINDOWS;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "The kind of the base, fixed or dynamic (default: dynamic).")
    BaseFormat format = BaseFormat.DYNAMIC;

    /** What can stand alone or at the bottom of a chain. */
    enum BaseFormat {
        FIXED,
        DYNAMIC
    }

    /** The disk that stands alone or at the bottom. */
    DiskImage base() {
        DiskImage.Builder disk = format == BaseFormat.FIXED
                ? DiskImage.fixed(size.bytes())
                : DiskImage.dynamic(size.bytes()).blockSize(blockSize.bytes()).layout(layout);
        return filled(disk, 0);
    }

    /** A child of {@code parent}, the {@code height}th disk above the base. */
    DiskImage child(DiskImage parent, int height) {
        DiskImage.Builder disk = DiskImage.differencing(size.bytes())
                .blockSize(blockSize.bytes())
                .layout(layout)
                .parent(parent);
        return filled(disk, height);
    }

    private DiskImage filled(DiskImage.Builder disk, int height) {
        long layerSeed = SplitMix.mix(seed) + height;
        disk.seed(layerSeed);
        new SpreadContent(runSectors, density).addTo(disk, size.bytes() / Sectors.BYTES, layerSeed);
        return disk.build();
    }
}
