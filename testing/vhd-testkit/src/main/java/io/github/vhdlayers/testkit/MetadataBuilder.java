package io.github.vhdlayers.testkit;

/**
 * The part of {@link DiskImage.Builder} that says what footer and header tell, apart from where data is. Every method
 * returns the builder itself.
 *
 * @param <B> the builder
 */
public abstract sealed class MetadataBuilder<B extends MetadataBuilder<B>> permits LayoutBuilder {
    private static final String RELATIVE = "W2ru";
    private static final String ABSOLUTE = "W2ku";

    final Recipe recipe;

    MetadataBuilder(Recipe recipe) {
        this.recipe = recipe;
    }

    abstract B self();

    /**
     * The id by which children know the disk. The default follows from the rest of the recipe.
     *
     * @throws IllegalArgumentException unless there are 16 bytes
     */
    public B uniqueId(byte[] id) {
        recipe.uniqueId = UniqueId.of(id);
        return self();
    }

    /** Records the parent's id, and its file name as parent name if the parent knows it. Sets no locators. */
    public B parent(DiskImage parent) {
        recipe.parentId = UniqueId.of(parent.uniqueId());
        parent.fileName().ifPresent(name -> recipe.parentName = name);
        return self();
    }

    /**
     * The parent's id in the header. The default is the null id.
     *
     * @throws IllegalArgumentException unless there are 16 bytes
     */
    public B parentUniqueId(byte[] id) {
        recipe.parentId = UniqueId.of(id);
        return self();
    }

    /**
     * The time at which the parent was last changed. The default is 0: not recorded.
     *
     * @param seconds since 2000-01-01T00:00:00Z, 0 to 4294967295
     */
    public B parentTimestamp(long seconds) {
        recipe.parentTimestamp = unsigned32(seconds);
        return self();
    }

    /** The header's parent name, at most 256 UTF-16 units, surrogates paired or not. */
    public B parentName(String name) {
        recipe.parentName = name;
        return self();
    }

    /**
     * A parent locator.
     *
     * @param slot 0 to 7; what the slot had is replaced
     * @param fourCharCode the platform code as four characters, for example {@code "MacX"}
     * @param data the locator's data, possibly empty
     */
    public B locator(int slot, String fourCharCode, byte[] data) {
        return locator(slot, new Locator(fourCharCode, data));
    }

    /** A relative Windows path (W2ru) in the slot that has one, otherwise in the first free slot. */
    public B relativeLocator(String path) {
        return locator(slotFor(RELATIVE), Locator.windows(RELATIVE, path));
    }

    /** An absolute Windows path (W2ku) in the slot that has one, otherwise in the first free slot. */
    public B absoluteLocator(String path) {
        return locator(slotFor(ABSOLUTE), Locator.windows(ABSOLUTE, path));
    }

    /**
     * Whether the locators' data space counts sectors, as the specification says, or bytes, as most tools write it and
     * as is the default.
     */
    public B dataSpaceInSectors(boolean inSectors) {
        recipe.dataSpaceInSectors = inSectors;
        return self();
    }

    /** The footer's original size in bytes. The default is the disk's size. */
    public B originalSize(long bytes) {
        recipe.originalSize = bytes;
        return self();
    }

    /** The footer's current size in bytes, if it shall not be the disk's size. Changes nothing but the field. */
    public B currentSize(long bytes) {
        recipe.currentSize = bytes;
        return self();
    }

    /** The footer's geometry. The default is what the specification's algorithm gives for the disk's size. */
    public B geometry(int cylinders, int heads, int sectorsPerTrack) {
        recipe.geometry = new Geometry(cylinders, heads, sectorsPerTrack);
        return self();
    }

    /**
     * What made the disk. The default is {@code "win "}, 10.0, {@code "Wi2k"}.
     *
     * @param application four characters
     * @param version major version in the upper 16 bits, minor in the lower
     * @param hostOs four characters
     */
    public B creator(String application, long version, String hostOs) {
        FourChars.of(application);
        FourChars.of(hostOs);
        recipe.creator = application;
        recipe.creatorVersion = unsigned32(version);
        recipe.hostOs = hostOs;
        return self();
    }

    /**
     * When the disk was made. The default is in January 2019.
     *
     * @param seconds since 2000-01-01T00:00:00Z, 0 to 4294967295
     */
    public B timestamp(long seconds) {
        recipe.timestamp = unsigned32(seconds);
        return self();
    }

    /** Whether the footer says that a machine's state was saved with the disk. */
    public B savedState(boolean saved) {
        recipe.savedState = saved;
        return self();
    }

    /** The byte that Xen uses to mark inner nodes of a tree, 0 to 255. */
    public B hidden(int value) {
        if (value < 0 || value > 255) {
            throw new IllegalArgumentException("the hidden field is one byte, not " + value);
        }
        recipe.hidden = value;
        return self();
    }

    /** The footer's feature bits. The default is 2, the bit that is always set. */
    public B features(long bits) {
        recipe.features = unsigned32(bits);
        return self();
    }

    private B locator(int slot, Locator locator) {
        if (slot < 0 || slot >= Locator.SLOTS) {
            throw new IllegalArgumentException("locator slots are 0 to 7, not " + slot);
        }
        recipe.locators.put(slot, locator);
        return self();
    }

    private int slotFor(String code) {
        for (var used : recipe.locators.entrySet()) {
            if (used.getValue().hasCode(code)) {
                return used.getKey();
            }
        }
        int slot = 0;
        while (recipe.locators.containsKey(slot)) {
            slot++;
        }
        return slot;
    }

    private static long unsigned32(long value) {
        if (value < 0 || value > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("not an unsigned 32-bit number: " + value);
        }
        return value;
    }
}
