/**
 * What is done for guests about what is kept of them: erasing it everywhere, handing it out, and letting go of it when it is
 * old; what is counted stays as it was. Who has the
 * permission finds a guest from a case of theirs, or at {@code /privacy} from the address they left. Its pages and {@code HubMain} use it, {@code inbox} its masks. Start with
 * {@link org.amends.hub.privacy.Erasure}, then {@link org.amends.hub.privacy.PrivacyStore}, which has every table by name.
 */
package org.amends.hub.privacy;
