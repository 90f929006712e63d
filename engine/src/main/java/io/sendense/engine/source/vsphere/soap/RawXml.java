package io.sendense.engine.source.vsphere.soap;

/// A value that is kept as XML instead of as an object: nothing of it is lost, whatever yavijava
/// knows. Immutable.
///
/// @param type the server's name of its type
/// @param xml a document of its own, see [XmlCapture]
public record RawXml(String type, String xml) {}
