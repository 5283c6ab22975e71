package org.amends.hub.alerts;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.amends.hub.duty.DutyPlan;
import org.amends.hub.duty.Level;
import org.amends.hub.messages.Channel;
import org.amends.hub.recovery.RecoveryCase;
import org.amends.hub.web.ReaderLanguage;
import org.amends.hub.web.Texts;
import org.amends.wire.Wire;

/**
 * What an alert says: place, reason, time, gravity and where to look. Mail lies readable on other people's machines, so
 * neither the guest's address nor what they wrote is in it. It is in the language that is spoken now.
 */
final class AlertTexts {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm zzz");

    private final Texts texts;
    private final DutyPlan plan;

    AlertTexts(Texts texts, DutyPlan plan) {
        this.texts = texts;
        this.plan = plan;
    }

    String subject(RecoveryCase found) {
        String kind = found.reopened().isPresent() ? "-reopened" : found.late() ? "-late" : "";
        return texts.say("alert.subject" + kind, gravity(found), found.where().name(),
                found.where().site());
    }

    /**
     * @param unseen whether it is told before its time, as the inbox has shown the case to nobody
     */
    String body(RecoveryCase found, CaseClock clock, List<Level> levels, boolean unseen, Channel channel) {
        return switch (channel) {
            case EMAIL -> text(found, clock, levels, unseen);
            case WEBHOOK -> new String(Wire.json(json(found, clock, levels, unseen)), StandardCharsets.UTF_8);
        };
    }

    private String text(RecoveryCase found, CaseClock clock, List<Level> levels, boolean unseen) {
        StringBuilder text = new StringBuilder();
        text.append(texts.say("alert." + levels.getLast().reason().id())).append('\n');
        if (unseen) {
            text.append(texts.say("alert.unseen")).append('\n');
        }
        if (found.reopened().isPresent()) {
            text.append(texts.say("alert.reopened")).append('\n');
        } else if (found.late()) {
            text.append(texts.say("alert.late")).append('\n');
        }
        text.append('\n').append(texts.say("alert.place", found.where().name(), found.where().site())).append('\n');
        found.reason().ifPresent(reason -> text.append(texts.say("alert.reason", reason)).append('\n'));
        found.somebody().filter(wanted -> wanted)
                .ifPresent(_ -> text.append(texts.say("case.somebody-now")).append('\n'));
        text.append(texts.say("alert.gravity", gravity(found))).append('\n');
        ZoneId zone = plan.hours(found.where().site()).zone();
        text.append(texts.say("alert.said", time(found.saidAt(), zone))).append('\n');
        clock.next().ifPresent(goal -> text
                .append(texts.say("alert.due-" + goal.kind().name().toLowerCase(Locale.ROOT),
                        time(goal.due(), zone)))
                .append('\n'));
        return text.append('\n').append(link(found)).append('\n').toString();
    }

    private Map<String, Object> json(RecoveryCase found, CaseClock clock, List<Level> levels, boolean unseen) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", levels.getLast().reason().id());
        json.put("case", found.id());
        json.put("site", found.where().site());
        json.put("touchpoint", found.where().name());
        found.reason().ifPresent(reason -> json.put("reason", reason));
        json.put("gravity", found.gravity().id());
        json.put("somebodyNow", found.somebody().orElse(false));
        json.put("followUp", found.late());
        json.put("reopened", found.reopened().isPresent());
        json.put("unseen", unseen);
        json.put("saidAt", found.saidAt().toString());
        json.put("arrivedAt", clock.arrivedAt().toString());
        clock.next().ifPresent(goal -> json.put("dueAt", goal.due().toString()));
        json.put("text", subject(found));
        json.put("link", link(found).toString());
        return json;
    }

    private static String time(Instant moment, ZoneId zone) {
        return TIME.withLocale(ReaderLanguage.now()).format(moment.atZone(zone));
    }

    private URI link(RecoveryCase found) {
        return plan.address().orElseThrow().resolve("cases/" + found.id());
    }

    private String gravity(RecoveryCase found) {
        return texts.say("gravity." + found.gravity().id());
    }
}
