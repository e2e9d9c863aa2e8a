package io.github.vhdlayers.tool.nbd;

import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.tool.nbd.NbdExports.Export;
import io.github.vhdlayers.tool.nbd.OptionData.InvalidException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first part of a conversation: which export a client wants, and what both understand. For one thread. */
final class Handshake {
    private static final int OPTION_HEADER_BYTES = 16;
    private static final int RESERVED_ZEROS = 124;
    /** Enough for several names and queries of the longest kind, 4096 bytes. */
    private static final int LONGEST_OPTION = 64 << 10;
    /** Of longer ones nothing is read: it would only cost time. */
    private static final int LONGEST_SKIPPED = 1 << 20;

    private static final int MOST_OPTIONS = 4096;
    private static final int PREFERRED_BLOCK = 4096;

    private final Peer peer;
    private final NbdExports exports;
    private final int mostExports;
    private boolean structured;
    private @Nullable Export contextsOf;
    private List<MetaContext> contexts = List.of();

    Handshake(Peer peer, NbdExports exports, int mostExports) {
        this.peer = peer;
        this.exports = exports;
        this.mostExports = mostExports;
    }

    /**
     * What was agreed on.
     *
     * @param export which export is read
     * @param source a view of it, which has to be given back
     * @param structured whether replies are structured
     * @param contexts what the client can ask about stretches
     */
    record Agreed(Export export, MergedSource source, boolean structured, List<MetaContext> contexts) {
        Agreed {
            contexts = List.copyOf(contexts);
        }
    }

    /**
     * Talks until the client has chosen an export.
     *
     * @return null if it wants none, or broke the rules in a way that has no reply
     * @throws ClientGoneException if it went away
     */
    @Nullable
    Agreed agree() throws ClientGoneException {
        peer.send(ByteBuffer.allocate(18)
                .putLong(Wire.INIT_MAGIC)
                .putLong(Wire.OPTION_MAGIC)
                .putShort((short) (Wire.FIXED_NEWSTYLE | Wire.NO_ZEROES))
                .flip());
        int flags = peer.soon(Integer.BYTES).getInt();
        if ((flags & ~(Wire.FIXED_NEWSTYLE | Wire.NO_ZEROES)) != 0) {
            return null;
        }
        for (int count = 0; count < MOST_OPTIONS; count++) {
            ByteBuffer header = peer.soon(OPTION_HEADER_BYTES);
            if (header.getLong() != Wire.OPTION_MAGIC) {
                return null;
            }
            int option = header.getInt();
            long length = Integer.toUnsignedLong(header.getInt());
            if (length > LONGEST_SKIPPED || (option == Wire.OPT_EXPORT_NAME && length > LONGEST_OPTION)) {
                return null;
            }
            OptionReplies replies = new OptionReplies(option);
            if (length > LONGEST_OPTION) {
                peer.skip(length);
                peer.send(replies.refused(Wire.REP_ERR_TOO_BIG, "an option of " + length + " bytes"));
                continue;
            }
            OptionData data = new OptionData(peer.soonBytes((int) length));
            if (option == Wire.OPT_EXPORT_NAME) {
                return byName(data.rest(), (flags & Wire.NO_ZEROES) != 0);
            }
            if (option == Wire.OPT_ABORT) {
                peer.send(replies.acknowledged());
                return null;
            }
            Agreed agreed = answer(option, data, replies);
            if (agreed != null) {
                return agreed;
            }
        }
        return null;
    }

    /** The oldest way to choose, which knows no error but the end. */
    private @Nullable Agreed byName(String name, boolean withoutZeros) throws ClientGoneException {
        Export export = exports.find(name);
        Agreed agreed = export == null ? null : agreed(export);
        if (agreed != null) {
            ByteBuffer reply = ByteBuffer.allocate(10 + (withoutZeros ? 0 : RESERVED_ZEROS))
                    .putLong(agreed.export().size())
                    .putShort(flags());
            send(reply.clear(), agreed);
        }
        return agreed;
    }

    private @Nullable Agreed answer(int option, OptionData data, OptionReplies replies) throws ClientGoneException {
        try {
            switch (option) {
                case Wire.OPT_LIST -> peer.send(list(data, replies));
                case Wire.OPT_STRUCTURED_REPLY -> {
                    data.end();
                    structured = true;
                    peer.send(replies.acknowledged());
                }
                case Wire.OPT_LIST_META_CONTEXT, Wire.OPT_SET_META_CONTEXT ->
                    peer.send(contexts(option == Wire.OPT_SET_META_CONTEXT, data, replies));
                case Wire.OPT_INFO, Wire.OPT_GO -> {
                    return go(option == Wire.OPT_GO, data, replies);
                }
                default -> peer.send(replies.refused(Wire.REP_ERR_UNSUP, "option " + option + " is not known"));
            }
        } catch (InvalidException e) {
            peer.send(replies.refused(Wire.REP_ERR_INVALID, String.valueOf(e.getMessage())));
        }
        return null;
    }

    private ByteBuffer list(OptionData data, OptionReplies replies) throws InvalidException {
        data.end();
        for (Export export : exports.all()) {
            byte[] name = export.name().getBytes(StandardCharsets.UTF_8);
            byte[] description = export.description().getBytes(StandardCharsets.UTF_8);
            replies.add(
                    Wire.REP_SERVER,
                    ByteBuffer.allocate(Integer.BYTES + name.length + description.length)
                            .putInt(name.length)
                            .put(name)
                            .put(description)
                            .array());
        }
        return replies.acknowledged();
    }

    private ByteBuffer contexts(boolean choose, OptionData data, OptionReplies replies) throws InvalidException {
        if (choose) {
            // Whatever comes of it, what was chosen before is chosen no more.
            contextsOf = null;
            contexts = List.of();
            if (!structured) {
                throw new InvalidException("contexts need structured replies");
            }
        }
        Export export = exports.find(data.string());
        List<String> queries = data.strings();
        data.end();
        if (export == null) {
            return replies.refused(Wire.REP_ERR_UNKNOWN, "there is no such export");
        }
        List<MetaContext> found = choose ? MetaContext.chosen(queries) : MetaContext.listed(queries);
        if (choose) {
            contextsOf = export;
            contexts = found;
        }
        for (MetaContext context : found) {
            byte[] name = context.text().getBytes(StandardCharsets.UTF_8);
            replies.add(
                    Wire.REP_META_CONTEXT,
                    ByteBuffer.allocate(Integer.BYTES + name.length)
                            .putInt(choose ? context.id() : 0)
                            .put(name)
                            .array());
        }
        return replies.acknowledged();
    }

    private @Nullable Agreed go(boolean begin, OptionData data, OptionReplies replies)
            throws ClientGoneException, InvalidException {
        Export export = exports.find(data.string());
        List<Integer> wanted = new ArrayList<>(data.numbers());
        data.end();
        if (export == null) {
            peer.send(replies.refused(Wire.REP_ERR_UNKNOWN, "there is no such export"));
            return null;
        }
        addInfo(export, wanted, replies);
        if (!begin) {
            peer.send(replies.acknowledged());
            return null;
        }
        Agreed agreed = agreed(export);
        if (agreed == null) {
            peer.send(replies.refused(Wire.REP_ERR_POLICY, "too many exports are in use; try again later"));
            return null;
        }
        send(replies.acknowledged(), agreed);
        return agreed;
    }

    private void addInfo(Export export, List<Integer> wanted, OptionReplies replies) {
        replies.add(
                Wire.REP_INFO,
                ByteBuffer.allocate(12)
                        .putShort((short) Wire.INFO_EXPORT)
                        .putLong(export.size())
                        .putShort(flags())
                        .array());
        if (wanted.contains(Wire.INFO_NAME)) {
            addText(Wire.INFO_NAME, export.name(), replies);
        }
        if (wanted.contains(Wire.INFO_DESCRIPTION)) {
            addText(Wire.INFO_DESCRIPTION, export.description(), replies);
        }
        if (wanted.contains(Wire.INFO_BLOCK_SIZE)) {
            replies.add(
                    Wire.REP_INFO,
                    ByteBuffer.allocate(14)
                            .putShort((short) Wire.INFO_BLOCK_SIZE)
                            .putInt(1)
                            .putInt(PREFERRED_BLOCK)
                            .putInt(Wire.LONGEST_READ)
                            .array());
        }
    }

    private static void addText(int kind, String text, OptionReplies replies) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        replies.add(
                Wire.REP_INFO,
                ByteBuffer.allocate(Short.BYTES + bytes.length)
                        .putShort((short) kind)
                        .put(bytes)
                        .array());
    }

    private @Nullable Agreed agreed(Export export) {
        MergedSource source = exports.take(export, mostExports);
        return source == null
                ? null
                : new Agreed(export, source, structured, export.equals(contextsOf) ? contexts : List.of());
    }

    /** Sends what begins the next part; a client that is gone by then shall not keep its view. */
    private void send(ByteBuffer reply, Agreed agreed) throws ClientGoneException {
        try {
            peer.send(reply);
        } catch (ClientGoneException e) {
            exports.give(agreed.export());
            throw e;
        }
    }

    private short flags() {
        return (short) (Wire.HAS_FLAGS
                | Wire.READ_ONLY
                | Wire.SEND_FLUSH
                | Wire.CAN_MULTI_CONN
                | (structured ? Wire.SEND_DF : 0));
    }
}
