package io.github.vhdlayers.testkit;

/**
 * The part of {@link DiskImage.Builder} that says how the file is laid out, apart from what the disk holds. Every
 * method returns the builder itself.
 *
 * @param <B> the builder
 */
public abstract sealed class LayoutBuilder<B extends LayoutBuilder<B>> extends MetadataBuilder<B>
        permits DiskImage.Builder {

    LayoutBuilder(Recipe recipe) {
        super(recipe);
    }

    /** Where structures are, {@link Layout#WINDOWS} by default. */
    public B layout(Layout layout) {
        recipe.layout = layout;
        return self();
    }

    /** In which order blocks are, {@link Order#ASCENDING} by default. */
    public B allocationOrder(Order order) {
        recipe.order = order;
        return self();
    }

    /** Decides what is random about the layout, and the default id. 0 by default. */
    public B seed(long seed) {
        recipe.seed = seed;
        return self();
    }

    /**
     * The header's maximum of table entries, if it shall not be what the disk needs. A larger table is really
     * written; a smaller number changes nothing but the field.
     *
     * @param entries 0 to 33554432
     */
    public B maxTableEntries(long entries) {
        if (entries < 0) {
            throw new IllegalArgumentException("a table cannot have " + entries + " entries");
        }
        recipe.maxTableEntries = entries;
        return self();
    }

    /** In which form the file carries its footer, {@link FooterForm#FULL} by default. */
    public B footerForm(FooterForm form) {
        recipe.footerForm = form;
        return self();
    }

    /** Whether a batmap follows the table, as Xen writes it. Full blocks keep their sector bitmap. */
    public B batmap(boolean present) {
        recipe.batmap = present;
        return self();
    }

    /** Whether the sector bitmaps of full blocks are left clear, which a batmap permits; they are owned all the same. */
    public B staleBitmaps(boolean stale) {
        recipe.staleBitmaps = stale;
        return self();
    }

    /** Bytes that are not zero behind the end of the footer. */
    public B trailingJunk(int bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("not a number of bytes: " + bytes);
        }
        recipe.trailingJunk = bytes;
        return self();
    }

    /** Under what name the file is meant to be stored; children built on it record it as parent name. */
    public B fileName(String name) {
        recipe.fileName = name;
        return self();
    }
}
