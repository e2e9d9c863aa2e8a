package io.github.vhdlayers.tika.pipes;

import java.io.Serializable;

/**
 * What {@link VhdWalkParser} is to walk. The fetcher puts it into the context, which nothing that a file or a client of a server says can.
 *
 * @param store the folder with the rows
 * @param layer the layer's key
 */
record WalkOrder(String store, String layer) implements Serializable {}
