package io.github.vhdlayers.tool.nbd;

import java.time.Duration;

/**
 * How much clients may take of a server.
 *
 * @param clients how many may be connected at once; more are disconnected
 * @param exports how many different exports may be in use at once: each keeps what it found out about owners in memory
 * @param handshake how long a client may take for an option, or for a request that it began
 * @param stall how long a client may leave a reply unread
 */
public record NbdLimits(int clients, int exports, Duration handshake, Duration stall) {
    private static final int CLIENTS = 64;
    /** Four times what an export in use may keep. */
    private static final long BYTES_AN_EXPORT = 48L << 20;

    /** Those that fit into this program's memory. */
    public static NbdLimits defaults() {
        long exports = Runtime.getRuntime().maxMemory() / BYTES_AN_EXPORT;
        return new NbdLimits(
                CLIENTS, (int) Math.max(2, Math.min(CLIENTS, exports)), Duration.ofSeconds(30), Duration.ofSeconds(60));
    }
}
