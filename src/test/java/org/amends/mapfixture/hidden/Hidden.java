package org.amends.mapfixture.hidden;

/** Its package is in no table. */
public final class Hidden {
}
