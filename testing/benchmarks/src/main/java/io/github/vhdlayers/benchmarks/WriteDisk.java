package io.github.vhdlayers.benchmarks;

/** Writes a measured disk if it is not there and prints its folder: {@code WriteDisk MEBIBYTES DEPTH RUN_SECTORS}. */
final class WriteDisk {
    private WriteDisk() {}

    public static void main(String[] arguments) throws Exception {
        long bytes = Long.parseLong(arguments[0]) << 20;
        MeasuredDisk disk = MeasuredDisk.of(bytes, Integer.parseInt(arguments[1]), Long.parseLong(arguments[2]));
        System.out.println(disk.leaf().getParent());
    }
}
