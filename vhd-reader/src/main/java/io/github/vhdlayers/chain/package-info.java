/**
 * A leaf and its parents: who is looked for, where, who was found, and how certain that is.
 *
 * <p>A path inside a disk is data, not an instruction. Nothing here opens a file because a disk names it; resolvers look in
 * folders that the caller chose, and what they find is accepted on its id.
 */
@NullMarked
package io.github.vhdlayers.chain;

import org.jspecify.annotations.NullMarked;
