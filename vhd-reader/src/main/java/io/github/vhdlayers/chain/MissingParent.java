package io.github.vhdlayers.chain;

import io.github.vhdlayers.diag.ParentException;

/**
 * Where a chain breaks off.
 *
 * @param childLayer the number of the layer with the missing parent
 * @param reference what that layer records about it
 * @param problem why nothing was accepted, with every place that was tried
 * @since 0.1.0
 */
public record MissingParent(int childLayer, ParentReference reference, ParentException problem) {}
