package org.amends.offline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.amends.response.Uptime;
import org.amends.wire.Boot;

/**
 * The tightest interval in which a moment can lie, found another way than the hub's: every uptime that is spoken of is a
 * point, every bound between two points an edge, and the shortest paths from and to the hub's clock (Bellman and Ford) are
 * the ends. It knows the rules and nothing of how the hub applies them.
 */
final class IntervalSolver {

    private final List<Edge> edges = new ArrayList<>();
    private final Map<String, Integer> points = new HashMap<>();

    /** {@code to} happens at most {@code most} milliseconds after {@code from}. */
    private record Edge(int from, int to, double most) {
    }

    /** In milliseconds since 1970. */
    record Interval(double earliest, double latest) {
    }

    /**
     * @param boots    as a batch tells of them
     * @param received when the batch arrived
     * @param drift    how far an uptime may be off, as a part of it
     * @param asked    boot and uptime of every moment that is asked for
     */
    IntervalSolver(List<Boot> boots, long received, double drift, List<Uptime> asked) {
        int clock = point("hub's clock");
        for (int i = 0; i < boots.size(); i++) {
            Boot boot = boots.get(i);
            List<Long> uptimes = new ArrayList<>(List.of(0L, boot.last()));
            for (Boot.Exchange exchange : boot.exchanges()) {
                uptimes.addAll(List.of(exchange.asked(), exchange.answered()));
                // The question was sent before the hub looked at its clock, and its answer came after that.
                edges.add(new Edge(clock, at(boot, exchange.asked()), exchange.hub()));
                edges.add(new Edge(at(boot, exchange.answered()), clock, -exchange.hub()));
            }
            asked.stream().filter(uptime -> uptime.boot().equals(boot.boot())).forEach(one -> uptimes.add(one.millis()));
            List<Long> inOrder = uptimes.stream().distinct().sorted().toList();
            for (int p = 1; p < inOrder.size(); p++) {
                long way = inOrder.get(p) - inOrder.get(p - 1);
                between(at(boot, inOrder.get(p - 1)), at(boot, inOrder.get(p)), way * (1 - drift), way * (1 + drift));
            }
            if (i > 0) {
                atLeast(at(boots.get(i - 1), boots.get(i - 1).last()), at(boot, 0), 0);
            }
        }
        Boot present = boots.getLast();
        edges.add(new Edge(clock, at(present, present.last()), received));
    }

    Interval of(Uptime uptime) {
        int point = points.get(name(uptime.boot(), uptime.millis()));
        return new Interval(-shortest(point)[points.get("hub's clock")], shortest(points.get("hub's clock"))[point]);
    }

    private void between(int from, int to, double least, double most) {
        edges.add(new Edge(from, to, most));
        atLeast(from, to, least);
    }

    private void atLeast(int from, int to, double least) {
        edges.add(new Edge(to, from, -least));
    }

    private double[] shortest(int from) {
        double[] way = new double[points.size()];
        Arrays.fill(way, Double.POSITIVE_INFINITY);
        way[from] = 0;
        boolean shorter = true;
        for (int round = 0; shorter && round <= points.size(); round++) {
            shorter = false;
            for (Edge edge : edges) {
                double found = way[edge.from()] + edge.most();
                if (found < way[edge.to()] - 1e-6) {
                    way[edge.to()] = found;
                    shorter = true;
                }
            }
        }
        return way;
    }

    private int at(Boot boot, long uptime) {
        return point(name(boot.boot(), uptime));
    }

    private int point(String name) {
        return points.computeIfAbsent(name, _ -> points.size());
    }

    private static String name(String boot, long uptime) {
        return boot + " " + uptime;
    }
}
