package io.sendense.engine.wire.nbd;

/// Numbers of the NBD protocol in the order in which they cross the wire (proto.md, "Values" and
/// the message layouts before it). Everything is big-endian.
final class NbdProtocol {

    // --- Newstyle negotiation: the greeting, sent by the server --------------------------------

    /// "NBDMAGIC"
    static final long GREETING_MAGIC = 0x4e42444d41474943L;

    /// "IHAVEOPT": follows the greeting, and begins every option of the client.
    static final long OPTION_MAGIC = 0x49484156454f5054L;

    /// Follows the greeting of a server that only knows the oldstyle negotiation.
    static final long OLDSTYLE_MAGIC = 0x00420281861253L;

    /// 16 bits: the server's handshake flags.
    static final int FLAG_FIXED_NEWSTYLE = 1;

    static final int FLAG_NO_ZEROES = 1 << 1;

    /// 32 bits: the client's answer.
    static final int FLAG_C_FIXED_NEWSTYLE = 1;

    static final int FLAG_C_NO_ZEROES = 1 << 1;

    // --- Option haggling -----------------------------------------------------------------------

    /// 64 bits magic, 32 bits option, 32 bits length of the data that follows.
    static final int OPTION_HEADER_BYTES = 16;

    /// Begins every answer to an option.
    static final long OPTION_REPLY_MAGIC = 0x0003e889045565a9L;

    /// 64 bits magic, 32 bits option, 32 bits reply type, 32 bits length of the data that follows.
    static final int OPTION_REPLY_HEADER_BYTES = 20;

    /// "SHOULD be no longer than 256 bytes and MUST be no longer than 4096 bytes" (proto.md,
    /// "Conventions").
    static final int MAX_STRING_BYTES = 4096;

    /// Zeroes after the answer to `NBD_OPT_EXPORT_NAME`, unless both sides agreed to skip them.
    static final int EXPORT_NAME_PADDING_BYTES = 124;

    // --- Transmission --------------------------------------------------------------------------

    static final int REQUEST_MAGIC = 0x25609513;

    /// 32 bits magic, 16 bits flags, 16 bits command, 64 bits cookie, 64 bits offset, 32 bits
    /// length.
    static final int REQUEST_BYTES = 28;

    static final int EXTENDED_REQUEST_MAGIC = 0x21e41c71;

    /// As the other request, but 64 bits length.
    static final int EXTENDED_REQUEST_BYTES = 32;

    static final int SIMPLE_REPLY_MAGIC = 0x67446698;

    /// 32 bits magic, 32 bits error, 64 bits cookie.
    static final int SIMPLE_REPLY_BYTES = 16;

    static final int STRUCTURED_REPLY_MAGIC = 0x668e33ef;

    /// 32 bits magic, 16 bits flags, 16 bits chunk type, 64 bits cookie, 32 bits length of the
    /// payload that follows.
    static final int CHUNK_HEADER_BYTES = 20;

    static final int EXTENDED_REPLY_MAGIC = 0x6e8a278c;

    /// 32 bits magic, 16 bits flags, 16 bits chunk type, 64 bits cookie, 64 bits offset of the
    /// request, 64 bits length of the payload that follows.
    static final int EXTENDED_REPLY_BYTES = 32;

    static final int REPLY_FLAG_DONE = 1;

    static final int CHUNK_NONE = 0;
    static final int CHUNK_OFFSET_DATA = 1;
    static final int CHUNK_OFFSET_HOLE = 2;
    static final int CHUNK_BLOCK_STATUS = 5;
    static final int CHUNK_BLOCK_STATUS_EXT = 6;

    /// Set in the type of every chunk that reports an error.
    static final int CHUNK_ERROR_BIT = 1 << 15;

    static final int CHUNK_ERROR = CHUNK_ERROR_BIT + 1;
    static final int CHUNK_ERROR_OFFSET = CHUNK_ERROR_BIT + 2;

    private NbdProtocol() {}
}
