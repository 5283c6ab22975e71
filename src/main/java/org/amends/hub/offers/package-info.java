/**
 * Making amends: the catalogue of offers, what is proposed for a case, who may grant how much, vouchers and their till, and
 * how alike like cases were treated. Every limit is decided in the one transaction that grants; {@code inbox} may import this
 * package. Start with {@link org.amends.hub.offers.OfferPolicy}, then {@link org.amends.hub.offers.Offers}.
 */
package org.amends.hub.offers;
