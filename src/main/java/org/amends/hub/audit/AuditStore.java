package org.amends.hub.audit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.amends.hub.audit.AuditTrail.Action;
import org.amends.hub.audit.AuditTrail.Kept;
import org.amends.hub.audit.AuditTrail.Line;
import org.amends.hub.staff.Sites;
import org.amends.hub.storage.Tx;

/** The table of the audit trail. Nothing in it is ever changed or deleted. */
final class AuditStore {

    void add(Tx tx, Line line) {
        tx.update("INSERT INTO audit (at, person, action, case_id, response, site, once) VALUES (?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (once) DO NOTHING", line.at(), line.person(), line.action().id(),
                line.subject().theCase().orElse(null), line.subject().response().orElse(null), line.subject().site(),
                line.once().orElse(null));
    }

    /** Latest first. */
    List<Kept> before(Tx tx, Sites sites, Optional<String> person, Optional<Long> theCase, long position, int most) {
        String asked = (sites.everywhere() ? "" : " AND " + sites.hold("a.site"))
                + (person.isPresent() ? " AND a.person = ?" : "")
                + (theCase.isPresent() ? " AND a.case_id = ?" : "");
        Object[] values = Stream.of(Stream.of(position), sites.values().stream(), person.stream(), theCase.stream(),
                Stream.of(most)).flatMap(some -> some).toArray();
        return tx.list("SELECT a.*, s.display_name FROM audit a LEFT JOIN staff s ON s.name = a.person WHERE a.position < ?"
                + asked + " ORDER BY a.position DESC LIMIT ?",
                row -> new Kept(row.number("position"), row.time("at"), row.text("person"),
                        row.maybeText("display_name").orElse(row.text("person")), Action.of(row.text("action")),
                        row.maybeNumber("case_id"), row.text("site")),
                values);
    }
}
