package io.sendense.engine.api.rest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// All routes of one interface, and what its document says of it. Immutable.
///
/// @param title of the document: `Sendense hub`
/// @param version of the interface, not of the program
/// @param description for who reads the document
/// @param routes in the document's order; the document itself is not among them
public record Api(String title, String version, String description, List<Route> routes) {
    /// Where each interface has its document.
    public static final String DOCUMENT = "/api/v1/openapi.json";

    public Api {
        routes = List.copyOf(routes);
        Set<String> seen = new HashSet<>();
        for (Route route : routes) {
            if (!seen.add(route.method() + " " + route.path())) {
                throw new IllegalArgumentException("twice: " + route.method() + " " + route.path());
            }
        }
    }

    /// The routes and the one of their document.
    List<Route> all() {
        List<Route> all = new ArrayList<>(routes);
        all.add(documentRoute());
        return all;
    }

    /// The OpenAPI 3.1 document as JSON, with line breaks.
    public String document() {
        return OpenApi.of(this);
    }

    private Route documentRoute() {
        return Route.get(DOCUMENT, "This document").says("application/json", call -> document());
    }
}
