package org.amends.mapfixture.high;

/** At the right place itself. */
public final class High {
}
