package io.sendense.engine.lab.task;

import io.sendense.engine.lab.model.Entity;

/// What a task is about. Immutable.
///
/// @param operation the SOAP operation, such as `CreateSnapshot_Task`
/// @param description vSphere's key for it, such as `VirtualMachine.createSnapshot`
/// @param entity the object it works on, and in whose queue it waits
/// @param user who asked for it
public record TaskSubject(String operation, String description, Entity entity, String user) {}
