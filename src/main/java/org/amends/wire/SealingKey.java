package org.amends.wire;

/**
 * What guests' words are sealed to.
 *
 * @param id        short; a sealed content names it, so that the hub finds the private half however many there have been
 * @param publicKey the X25519 public key, 32 bytes in base64url
 */
public record SealingKey(String id, String publicKey) {
}
