package org.amends.survey;

/**
 * What a guest may agree to about their address: one purpose, never ticked beforehand.
 *
 * @param id   stays the same when the words are bettered
 * @param text the purpose, as the guest reads it
 */
public record Consent(String id, Texts text) {
}
