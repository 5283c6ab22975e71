package org.amends.bench;

import org.amends.kiosk.devices.cards.CardStorm;

/** Cards held to a reader and torn away while its daemon dies now and then. */
final class Cards implements Benchmark {

    @Override
    public String name() {
        return "cards";
    }

    @Override
    public String sentence() {
        return "cards held to a virtual reader through pcscd and torn away at random moments while the daemon is killed,"
                + " against what the cards saw themselves; -Dcards=N, default 200, -Dfaults=N kills, default 5, -Dseed=S";
    }

    @Override
    public String run() throws Exception {
        int seed = Bench.size("seed", 1);
        CardStorm.Outcome outcome = CardStorm.rage(Bench.size("cards", 200), Bench.size("faults", 5), seed);
        outcome.astray().forEach(System.out::println);
        outcome.left().forEach(trace -> System.out.println("left behind: " + trace));
        return "presented=" + outcome.presented() + " complete=" + outcome.complete() + " read=" + outcome.read()
                + " doubled=" + outcome.doubled() + " torn=" + outcome.torn() + " recovery_ms=" + outcome.recoveryMillis()
                + " left=" + outcome.left().size() + " seed=" + seed;
    }
}
