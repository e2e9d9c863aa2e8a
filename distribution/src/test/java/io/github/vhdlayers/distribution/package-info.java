/** Tests of the archives, unpacked and run as a user would. */
@org.jspecify.annotations.NullMarked
package io.github.vhdlayers.distribution;
