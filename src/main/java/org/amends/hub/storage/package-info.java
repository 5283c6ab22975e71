/**
 * Where the hub's data lies: the folder, the one writing connection and the reading ones, the schema, and the cursors that
 * let later steps catch up after a kill. Every package of the hub may import it; it knows none of them. Start with
 * {@link org.amends.hub.storage.Database}.
 */
package org.amends.hub.storage;
