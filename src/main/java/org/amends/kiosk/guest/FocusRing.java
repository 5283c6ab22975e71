package org.amends.kiosk.guest;

import javafx.beans.InvalidationListener;
import javafx.geometry.Bounds;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.shape.Rectangle;

/**
 * A thick ring around what has the focus: ink, and within it the ground's colour, so that it is seen on whatever it lies. It
 * lies over the page and takes no room in it.
 */
final class FocusRing extends Group {

    private static final double LEAST_PX = 4;
    /** Of the screen: a millimetre is seen from as far as any of its words. */
    private static final double MM = 1;

    private final Rectangle outer = new Rectangle();
    private final Rectangle inner = new Rectangle();
    private final InvalidationListener moved = _ -> place();
    private Node around;
    private double thickness = LEAST_PX;

    FocusRing() {
        outer.getStyleClass().add("focus-ring");
        inner.getStyleClass().add("focus-ring-within");
        getChildren().setAll(inner, outer);
        setManaged(false);
        setMouseTransparent(true);
        setVisible(false);
    }

    /** Around something from now on; null for nothing. */
    void surround(Node node, double pxPerMm) {
        if (around != null) {
            around.localToSceneTransformProperty().removeListener(moved);
            around.boundsInLocalProperty().removeListener(moved);
        }
        around = node;
        thickness = Math.max(LEAST_PX, MM * pxPerMm);
        setVisible(node != null);
        if (node != null) {
            node.localToSceneTransformProperty().addListener(moved);
            node.boundsInLocalProperty().addListener(moved);
            place();
        }
    }

    private void place() {
        if (getParent() == null || around.getScene() == null) {
            return;
        }
        Bounds at = getParent().sceneToLocal(around.localToScene(around.getLayoutBounds()));
        set(outer, at, thickness / 2);
        set(inner, at, -thickness / 2);
    }

    private void set(Rectangle ring, Bounds at, double out) {
        ring.setStrokeWidth(thickness);
        ring.setFill(null);
        ring.setX(at.getMinX() - out);
        ring.setY(at.getMinY() - out);
        ring.setWidth(Math.max(0, at.getWidth() + 2 * out));
        ring.setHeight(Math.max(0, at.getHeight() + 2 * out));
        double round = 3 * thickness;
        ring.setArcWidth(round);
        ring.setArcHeight(round);
    }
}
