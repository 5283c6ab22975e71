/** A small program that is laid out wrongly on purpose, so that {@code PackageMapTest} can prove that it sees it. */
package org.amends.mapfixture;
