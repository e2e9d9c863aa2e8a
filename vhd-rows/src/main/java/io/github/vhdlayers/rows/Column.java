package io.github.vhdlayers.rows;

/**
 * A column of a table. Any value may be null, which says that it is unknown, or that there is none.
 *
 * @param name its name
 * @param type what its values are
 */
public record Column(String name, Type type) {
    /** What the values of a column are. */
    public enum Type {
        /** Text. */
        TEXT,
        /** A whole number of 64 bits. */
        NUMBER,
        /** True or false. */
        FLAG,
        /** A list of texts. */
        TEXTS,
        /** Numbers by text, such as sectors by a layer's key. */
        NUMBERS
    }

    static Column text(String name) {
        return new Column(name, Type.TEXT);
    }

    static Column number(String name) {
        return new Column(name, Type.NUMBER);
    }

    static Column flag(String name) {
        return new Column(name, Type.FLAG);
    }

    static Column texts(String name) {
        return new Column(name, Type.TEXTS);
    }

    static Column numbers(String name) {
        return new Column(name, Type.NUMBERS);
    }
}
