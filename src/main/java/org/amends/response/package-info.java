/**
 * What a guest said: a response is a stream of entries (rating, reason, comment, left), each committed and numbered by
 * itself the moment it is given. Terminal and hub may import it. Start with {@link org.amends.response.Entry}.
 */
package org.amends.response;
