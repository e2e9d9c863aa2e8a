package io.github.vhdlayers.testkit;

/**
 * A disk's shape as old controllers saw it.
 *
 * @param cylinders 0 to 65535
 * @param heads 0 to 255
 * @param sectorsPerTrack 0 to 255
 */
public record Geometry(int cylinders, int heads, int sectorsPerTrack) {
    private static final long MOST_SECTORS = 65535L * 16 * 255;
    private static final long FIRST_OF_LARGE = 65535L * 16 * 63;

    /** @throws IllegalArgumentException if a number does not fit its field */
    public Geometry {
        if (cylinders < 0 || cylinders > 0xFFFF || heads < 0 || heads > 0xFF) {
            throw new IllegalArgumentException("geometry out of range: " + cylinders + "/" + heads);
        }
        if (sectorsPerTrack < 0 || sectorsPerTrack > 0xFF) {
            throw new IllegalArgumentException("sectors per track out of range: " + sectorsPerTrack);
        }
    }

    /** The geometry the specification's algorithm gives a disk of {@code sectors} sectors. */
    public static Geometry of(long sectors) {
        long total = Math.min(sectors, MOST_SECTORS);
        if (total >= FIRST_OF_LARGE) {
            return fromTracks(total / 255, 16, 255);
        }
        long tracks = total / 17;
        long heads = Math.max(4, (tracks + 1023) / 1024);
        if (tracks < heads * 1024 && heads <= 16) {
            return fromTracks(tracks, heads, 17);
        }
        tracks = total / 31;
        if (tracks < 16 * 1024) {
            return fromTracks(tracks, 16, 31);
        }
        return fromTracks(total / 63, 16, 63);
    }

    /** The bytes of a disk of this shape: usually somewhat less than the disk it was computed for. */
    public long bytes() {
        return (long) cylinders * heads * sectorsPerTrack * Sectors.BYTES;
    }

    private static Geometry fromTracks(long tracks, long heads, int sectorsPerTrack) {
        return new Geometry((int) (tracks / heads), (int) heads, sectorsPerTrack);
    }
}
