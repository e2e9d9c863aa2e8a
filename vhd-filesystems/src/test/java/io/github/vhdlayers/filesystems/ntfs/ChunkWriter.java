package io.github.vhdlayers.filesystems.ntfs;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/** Compresses single chunks as XPRESS with Huffman codes and as LZX: not well, but in all forms that the formats have. */
final class ChunkWriter {
    private final Random random;

    ChunkWriter(Random random) {
        this.random = random;
    }

    /** A literal, or a reference back. */
    private record Item(int literal, int distance, int length) {}

    private List<Item> items(byte[] plain, int from, int end, int mostLength, int least) {
        List<Item> items = new ArrayList<>();
        Map<Integer, Integer> last = new HashMap<>();
        for (int i = 0; i + 2 < from; i++) {
            last.put(key(plain, i), i);
        }
        for (int at = from; at < end; ) {
            int before = at + 2 < plain.length ? last.getOrDefault(key(plain, at), -1) : -1;
            int length = 0;
            if (before >= 0 && random.nextInt(50) != 0) {
                while (at + length < end && length < mostLength && plain[before + length] == plain[at + length]) {
                    length++;
                }
            }
            int step = length >= least ? length : 1;
            items.add(length >= least ? new Item(-1, at - before, length) : new Item(plain[at] & 0xFF, 0, 0));
            for (int i = at; i < at + step && i + 2 < plain.length; i++) {
                last.put(key(plain, i), i);
            }
            at += step;
        }
        return items;
    }

    private static int key(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 16 | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF);
    }

    /** How long the codes of symbols are, by how often they are used, at most so many bits. */
    private static byte[] lengths(int[] counts, int most) {
        int[] weights = counts.clone();
        while (true) {
            byte[] lengths = tree(weights);
            int longest = 0;
            for (byte length : lengths) {
                longest = Math.max(longest, length);
            }
            if (longest <= most) {
                return lengths;
            }
            for (int i = 0; i < weights.length; i++) {
                weights[i] = weights[i] == 0 ? 0 : weights[i] / 2 + 1;
            }
        }
    }

    private record Node(long weight, int symbol, List<Node> below) {}

    private static byte[] tree(int[] counts) {
        PriorityQueue<Node> queue = new PriorityQueue<>((a, b) -> Long.compare(a.weight(), b.weight()));
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                queue.add(new Node(counts[i], i, List.of()));
            }
        }
        while (queue.size() > 1) {
            Node a = queue.remove();
            Node b = queue.remove();
            queue.add(new Node(a.weight() + b.weight(), -1, List.of(a, b)));
        }
        byte[] lengths = new byte[counts.length];
        if (!queue.isEmpty()) {
            mark(queue.remove(), 0, lengths);
        }
        return lengths;
    }

    private static void mark(Node node, int depth, byte[] lengths) {
        if (node.symbol() >= 0) {
            lengths[node.symbol()] = (byte) depth;
        }
        node.below().forEach(each -> mark(each, depth + 1, lengths));
    }

    private static int[] codes(byte[] lengths) {
        int[] codes = new int[lengths.length];
        int code = 0;
        for (int bits = 1; bits <= 16; bits++) {
            for (int i = 0; i < lengths.length; i++) {
                if (lengths[i] == bits) {
                    codes[i] = code++;
                }
            }
            code <<= 1;
        }
        return codes;
    }

    /** Words of 16 bits with bytes between them, which stand behind the words that a reader has read ahead. */
    private static final class Bits {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final List<byte[]> between = new ArrayList<>();
        private final List<Integer> places = new ArrayList<>();
        private final List<Boolean> bits = new ArrayList<>();

        void put(int value, int count) {
            for (int i = count - 1; i >= 0; i--) {
                bits.add((value >> i & 1) == 1);
            }
        }

        /** Bytes that a reader finds after it has at least 16 bits ahead. */
        void bytes(byte[] some) {
            places.add((bits.size() + 16 + 15) / 16);
            between.add(some);
        }

        int size() {
            return bits.size();
        }

        /**
         * All of it.
         *
         * @param ahead how many words more a reader has read ahead
         */
        byte[] finish(int ahead) {
            int words = Math.max((bits.size() + 15) / 16 + ahead, places.isEmpty() ? 0 : places.get(places.size() - 1));
            int next = 0;
            for (int word = 0; word <= words; word++) {
                while (next < places.size() && places.get(next) == word) {
                    out.writeBytes(between.get(next++));
                }
                if (word == words) {
                    break;
                }
                int value = 0;
                for (int i = 0; i < 16; i++) {
                    int at = word * 16 + i;
                    value = value << 1 | (at < bits.size() && bits.get(at) ? 1 : 0);
                }
                out.write(value);
                out.write(value >> 8);
            }
            return out.toByteArray();
        }
    }

    byte[] xpress(byte[] plain) {
        List<Item> items = items(plain, 0, plain.length, 40_000, 3);
        int[] counts = new int[512];
        for (Item item : items) {
            counts[symbol(item)]++;
        }
        counts[256]++;
        counts[0]++;
        byte[] lengths = lengths(counts, 15);
        int[] codes = codes(lengths);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < 512; i += 2) {
            out.write(lengths[i] | lengths[i + 1] << 4);
        }
        Bits bits = new Bits();
        for (Item item : items) {
            int symbol = symbol(item);
            bits.put(codes[symbol], lengths[symbol]);
            if (symbol >= 256) {
                int rest = item.length() - 3;
                if (rest >= 15) {
                    bits.bytes(
                            rest < 270
                                    ? new byte[] {(byte) (rest - 15)}
                                    : new byte[] {-1, (byte) rest, (byte) (rest >> 8)});
                }
                int distanceBits = symbol >> 4 & 15;
                bits.put(item.distance() - (1 << distanceBits), distanceBits);
            }
        }
        bits.put(codes[256], lengths[256]);
        out.writeBytes(bits.finish(1));
        return out.toByteArray();
    }

    private static int symbol(Item item) {
        if (item.literal() >= 0) {
            return item.literal();
        }
        int distanceBits = 31 - Integer.numberOfLeadingZeros(item.distance());
        return 256 + (distanceBits << 4) + Math.min(15, item.length() - 3);
    }

    /** The lengths that the block before had, by which those of the next one are given. */
    private byte[] mainBefore = new byte[496];

    private byte[] lengthBefore = new byte[249];
    private final int[] recent = {1, 1, 1};

    byte[] lzx(byte[] original) {
        byte[] plain = absolute(original);
        Bits bits = new Bits();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        Arrays.fill(recent, 1);
        mainBefore = new byte[496];
        lengthBefore = new byte[249];
        for (int at = 0; at < plain.length; ) {
            int size = plain.length == 32_768 && random.nextInt(3) == 0
                    ? plain.length - at
                    : Math.min(plain.length - at, 1 + random.nextInt(20_000));
            int kind = 1 + random.nextInt(3);
            bits.put(kind, 3);
            if (size == 32_768) {
                bits.put(1, 1);
            } else {
                bits.put(0, 1);
                bits.put(size, 16);
            }
            if (kind == 3) {
                // At least one bit is passed over, up to the next word.
                bits.put(0, 16 - bits.size() % 16);
                whole.writeBytes(bits.finish(0));
                bits = new Bits();
                for (int offset : recent) {
                    for (int i = 0; i < 4; i++) {
                        whole.write(offset >> (8 * i));
                    }
                }
                whole.write(plain, at, size);
                if (size % 2 == 1) {
                    whole.write(0);
                }
            } else {
                block(bits, plain, at, at + size, kind == 2);
            }
            at += size;
        }
        whole.writeBytes(bits.finish(0));
        return whole.toByteArray();
    }

    /** A reference as LZX has it: its slot, and what is added to the slot's first distance. */
    private record Slot(int number, int extraBits, int extra) {}

    private Slot slot(int distance) {
        for (int i = 0; i < 3; i++) {
            if (recent[i] == distance) {
                recent[i] = recent[0];
                recent[0] = distance;
                return new Slot(i, 0, 0);
            }
        }
        recent[2] = recent[1];
        recent[1] = recent[0];
        recent[0] = distance;
        int formatted = distance + 2;
        int base = 4;
        int slot = 4;
        int extraBits = 1;
        if (formatted == 3) {
            return new Slot(3, 0, 0);
        }
        while (formatted >= base + (1 << extraBits)) {
            base += 1 << extraBits;
            slot++;
            extraBits = slot / 2 - 1;
        }
        return new Slot(slot, extraBits, formatted - base);
    }

    private void block(Bits bits, byte[] plain, int from, int end, boolean isAligned) {
        List<int[]> codes = new ArrayList<>();
        int[] mains = new int[496];
        int[] longs = new int[249];
        int[] aligneds = new int[8];
        for (Item item : items(plain, from, end, 257, 2)) {
            if (item.literal() >= 0) {
                mains[item.literal()]++;
                codes.add(new int[] {item.literal(), -1, 0, 0});
                continue;
            }
            Slot slot = slot(item.distance());
            int header = Math.min(7, item.length() - 2);
            int main = 256 + slot.number() * 8 + header;
            mains[main]++;
            int length = header == 7 ? item.length() - 9 : -1;
            if (length >= 0) {
                longs[length]++;
            }
            if (slot.extraBits() >= 3) {
                aligneds[slot.extra() & 7]++;
            }
            codes.add(new int[] {main, length, slot.extraBits(), slot.extra()});
        }
        mains[0]++;
        mains[1]++;
        longs[0]++;
        longs[1]++;
        byte[] mainLengths = lengths(mains, 16);
        byte[] longLengths = lengths(longs, 16);
        byte[] alignedLengths = new byte[8];
        if (isAligned) {
            for (int i = 0; i < 8; i++) {
                aligneds[i]++;
            }
            alignedLengths = lengths(aligneds, 7);
            for (byte length : alignedLengths) {
                bits.put(length, 3);
            }
        }
        differences(bits, mainBefore, mainLengths, 0, 256);
        differences(bits, mainBefore, mainLengths, 256, 496);
        differences(bits, lengthBefore, longLengths, 0, 249);
        mainBefore = mainLengths;
        lengthBefore = longLengths;
        int[] mainCodes = codes(mainLengths);
        int[] longCodes = codes(longLengths);
        int[] alignedCodes = codes(alignedLengths);
        for (int[] code : codes) {
            bits.put(mainCodes[code[0]], mainLengths[code[0]]);
            if (code[1] >= 0) {
                bits.put(longCodes[code[1]], longLengths[code[1]]);
            }
            if (isAligned && code[2] >= 3) {
                bits.put(code[3] >> 3, code[2] - 3);
                bits.put(alignedCodes[code[3] & 7], alignedLengths[code[3] & 7]);
            } else {
                bits.put(code[3], code[2]);
            }
        }
    }

    /** Writes lengths as differences, with repetitions, in a code of 12 symbols of 4 bits and 8 of 5. */
    private void differences(Bits bits, byte[] before, byte[] now, int from, int end) {
        byte[] lengths = new byte[20];
        for (int i = 0; i < 20; i++) {
            lengths[i] = (byte) (i < 12 ? 4 : 5);
            bits.put(lengths[i], 4);
        }
        int[] codes = codes(lengths);
        for (int at = from; at < end; ) {
            int same = 1;
            while (at + same < end && now[at + same] == now[at]) {
                same++;
            }
            int difference = (before[at] - now[at] + 17) % 17;
            if (now[at] == 0 && same >= 20) {
                int run = Math.min(same, 51);
                bits.put(codes[18], lengths[18]);
                bits.put(run - 20, 5);
                at += run;
            } else if (now[at] == 0 && same >= 4) {
                int run = Math.min(same, 19);
                bits.put(codes[17], lengths[17]);
                bits.put(run - 4, 4);
                at += run;
            } else if (same >= 4) {
                int run = Math.min(same, 5);
                bits.put(codes[19], lengths[19]);
                bits.put(run - 4, 1);
                bits.put(codes[difference], lengths[difference]);
                at += run;
            } else {
                bits.put(codes[difference], lengths[difference]);
                at++;
            }
        }
    }

    /** Makes the targets of calls absolute, as the format has it. */
    private static byte[] absolute(byte[] plain) {
        byte[] made = plain.clone();
        for (int i = 0; i < made.length - 10; i++) {
            if (made[i] == (byte) 0xE8) {
                int value = Le.i32(made, i + 1);
                if (value >= -i && value < 12_000_000) {
                    int other = value < 12_000_000 - i ? value + i : value - 12_000_000;
                    for (int j = 0; j < 4; j++) {
                        made[i + 1 + j] = (byte) (other >> (8 * j));
                    }
                }
                i += 4;
            }
        }
        return made;
    }
}
