package io.github.vhdlayers.testkit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Every field of the parent locator, and texts of which no program should make a path or an id. */
final class VhdxLocatorMutations {
    private static final int HEADER = 20;
    private static final int PAIR = 12;

    private final List<VhdxMutation> all = new ArrayList<>();

    private VhdxLocatorMutations() {}

    static List<VhdxMutation> all() {
        VhdxLocatorMutations mutations = new VhdxLocatorMutations();
        mutations.fields();
        for (String key : List.of("parent_linkage", "relative_path")) {
            mutations.pair(key);
        }
        mutations.ids();
        mutations.paths();
        return mutations.all;
    }

    private void fields() {
        edit("type", "the type is another", (file, at) -> file.put(at, (byte) 0x11));
        edit("type-zero", "the type is all zero", (file, at) -> VhdxHeaderMutations.fill(file, at, 16, (byte) 0));
        edit("reserved", "reserved bytes are not zero", (file, at) -> file.put(at + 16, (byte) 1));
        for (int count : new int[] {0, 1, 256, 65535}) {
            edit(
                    "count-" + count,
                    "it claims " + count + " pairs",
                    (file, at) -> file.putShort(at + 18, (short) count));
        }
        edit("noise", "all of it is noise", (file, at) -> VhdxHeaderMutations.fill(file, at, 200, (byte) 0xA5));
    }

    private void pair(String key) {
        String name = key.replace('_', '-');
        for (int field = 0; field < 2; field++) {
            String part = field == 0 ? "key" : "value";
            int offset = 4 * field;
            int length = 8 + 2 * field;
            edit(
                    name + "-" + part + "-at-zero",
                    key + ": the " + part + " is at 0",
                    (file, at) -> file.putInt(entry(file, at, key) + offset, 0));
            edit(
                    name + "-" + part + "-at-last",
                    key + ": the " + part + " is at 2^32 less 2",
                    (file, at) -> file.putInt(entry(file, at, key) + offset, -2));
            for (int bytes : new int[] {0, 1, 2, 65534, 65535}) {
                edit(
                        name + "-" + part + "-length-" + bytes,
                        key + ": the " + part + " has " + bytes + " bytes",
                        (file, at) -> file.putShort(entry(file, at, key) + length, (short) bytes));
            }
        }
        edit(name + "-capital", key + ": its key begins with a capital", (file, at) -> {
            int letter = at + file.getInt(entry(file, at, key));
            file.putShort(letter, (short) (file.getShort(letter) - 32));
        });
        edit(name + "-twice", key + ": another pair has its key", (file, at) -> {
            int other =
                    key.equals("parent_linkage") ? entry(file, at, "relative_path") : entry(file, at, "parent_linkage");
            int own = entry(file, at, key);
            file.putInt(other, file.getInt(own)).putShort(other + 8, file.getShort(own + 8));
        });
    }

    private void ids() {
        value("parent_linkage", "other", "another id", "{5f0e1d2c-3b4a-4988-b7a6-958473625140}");
        value("parent_linkage", "null", "an id of zeros", "{00000000-0000-0000-0000-000000000000}");
        value("parent_linkage", "no-braces", "an id without braces", "5f0e1d2c-3b4a-4988-b7a6-958473625140");
        value("parent_linkage", "no-id", "no id", "the one that was here before I came   ");
        edit("parent-linkage-upper-case", "parent_linkage: in capitals", (file, at) -> {
            int entry = entry(file, at, "parent_linkage");
            int value = at + file.getInt(entry + 4);
            for (int i = 0; i < file.getShort(entry + 10); i += 2) {
                file.putShort(value + i, (short) Character.toUpperCase((char) file.getShort(value + i)));
            }
        });
    }

    private void paths() {
        value("relative_path", "up", "leads up", "..\\..\\..\\a");
        value("relative_path", "unc", "leads to a server", "\\\\srv\\a\\b");
        value("relative_path", "device", "names a device", "\\\\.\\PHY\\a");
        value("relative_path", "stream", "names a stream", "base:x.vhd");
        value("relative_path", "nul", "has a zero in it", ".\\b\0se.vhd");
        value("relative_path", "surrogate", "has half a character", ".\\b\uD800.vhd");
        value("relative_path", "bidi", "turns its text round", ".\\b\u202Evhd.x");
        value("relative_path", "absolute", "is absolute", "C:\\a\\b.vhd");
    }

    private void value(String key, String name, String words, String text) {
        edit(key.replace('_', '-') + "-" + name, key + ": " + words, (file, at) -> {
            int entry = entry(file, at, key);
            int room = file.getShort(entry + 10);
            byte[] bytes = utf16(text);
            if (bytes.length > room) {
                throw new IllegalArgumentException(text + " is longer than the " + room + " bytes that are there");
            }
            file.put(at + file.getInt(entry + 4), bytes).putShort(entry + 10, (short) bytes.length);
        });
    }

    /** Encoded unit by unit: no character is replaced. */
    private static byte[] utf16(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * text.length()).order(ByteOrder.LITTLE_ENDIAN);
        text.chars().forEach(unit -> bytes.putShort((short) unit));
        return bytes.array();
    }

    /** Where the pair of a key is. */
    private static int entry(ByteBuffer file, int locator, String key) {
        for (int i = 0; i < file.getShort(locator + 18); i++) {
            int at = locator + HEADER + PAIR * i;
            byte[] text = new byte[file.getShort(at + 8)];
            file.get(locator + file.getInt(at), text);
            if (new String(text, StandardCharsets.UTF_16LE).equals(key)) {
                return at;
            }
        }
        throw new IllegalArgumentException("no pair " + key);
    }

    private interface Edit {
        void apply(ByteBuffer file, int at);
    }

    private void edit(String name, String description, Edit edit) {
        all.add(VhdxMutation.inPlace(
                "locator-" + name,
                "parent locator: " + description,
                image -> !image.isDirty() && image.has("item5"),
                (file, image) -> edit.apply(file, image.place("item5"))));
    }
}
