package io.github.vhdlayers.tool.nbd;

import java.nio.channels.ByteChannel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One client from its first byte to its last, on any channel. */
final class NbdConversation {
    private final NbdExports exports;
    private final NbdLimits limits;
    private final Buffers buffers;
    private final Consumer<String> failures;

    /**
     * What all conversations of a server share.
     *
     * @param failures receives a line for each request that failed because of the disk
     */
    NbdConversation(NbdExports exports, NbdLimits limits, Buffers buffers, Consumer<String> failures) {
        this.exports = exports;
        this.limits = limits;
        this.buffers = buffers;
        this.failures = failures;
    }

    /**
     * Talks to a client until it is gone. The channel stays open: who opened it closes it.
     *
     * @param deadline is set while the client owes something
     */
    void hold(ByteChannel channel, Deadline deadline) {
        try {
            Peer peer = new Peer(channel, limits, deadline);
            Handshake.@Nullable Agreed agreed = new Handshake(peer, exports, limits.exports()).agree();
            if (agreed != null) {
                try {
                    Transmission.run(peer, agreed, buffers, failures);
                } finally {
                    exports.give(agreed.export());
                }
            }
        } catch (ClientGoneException e) {
            // Clients come and go, and may do so at any time.
            deadline.clear();
        }
    }
}
