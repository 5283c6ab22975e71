package org.amends.hub.web;

/**
 * One address and who answers it.
 *
 * @param method  GET or POST
 * @param path    such as {@code /cases/{id}}
 * @param handler who answers
 */
public record Route(Method method, String path, Handler handler) {

    /** What the hub is asked by. */
    public enum Method {
        GET, POST
    }

    public static Route get(String path, Handler handler) {
        return new Route(Method.GET, path, handler);
    }

    public static Route post(String path, Handler handler) {
        return new Route(Method.POST, path, handler);
    }
}
