/** The sizes of the format, and the limits that keep memory bounded. All in bytes. */

const KIB = 1024;
const MIB = KIB * KIB;

export const IV_BYTES = 12;
export const TAG_BYTES = 16;

/** What a regular frame adds to its content: sequence number, IV, tag. */
export const FRAME_OVERHEAD = 4 + IV_BYTES + TAG_BYTES;

/** Frame lengths that are written. */
export const FRAME_LENGTH = { default: 256 * KIB, min: 4 * KIB, max: MIB } as const;

/** The longest frame, or single block of a non-framed message, that is read: one must fit into memory whole. */
export const MAX_DECRYPT_FRAME_LENGTH = 16 * MIB;

/** The longest header that is read. The format allows gigabytes; 1 MiB holds thousands of encrypted data keys. */
export const MAX_HEADER_BYTES = MIB;

/** The longest serialised encryption context: its length field has 2 bytes. */
export const MAX_CONTEXT_BYTES = 0xffff;

/** The highest sequence number that a regular frame can have: one more marks the final frame. */
export const MAX_SEQUENCE_NUMBER = 0xfffffffe;

/** Stands before the final frame, in place of a sequence number. */
export const FINAL_FRAME_MARKER = 0xffffffff;

/** Room that a piece of unknown truth is given at first: it grows with what really comes. */
export const INITIAL_BUFFER_BYTES = MIB;

/** From how many bytes on hashing is worth the time that a worker takes to start. */
export const MIN_WORKER_HASH_BYTES = 4 * MIB;

/** Frames alive at once in one operation. */
export const MAX_FRAMES_IN_FLIGHT = 8;
