/**
 * The hub's way of speaking HTTP: routes, requests, replies, pages, event streams. It alone knows the server library and
 * the template engine, so that either can be changed here; every package of the hub may import it. Start with
 * {@link org.amends.hub.web.WebServer}, then {@link org.amends.hub.web.Reply}.
 */
package org.amends.hub.web;
