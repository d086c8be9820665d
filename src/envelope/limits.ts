/** Sizes of the format, and limits that bound memory use. In bytes. */

const KIB = 1024;
const MIB = KIB * KIB;

export const IV_BYTES = 12;
export const TAG_BYTES = 16;

/** Overhead of a regular frame: sequence number, IV, tag. */
export const FRAME_OVERHEAD = 4 + IV_BYTES + TAG_BYTES;

/** Frame lengths of the format. */
export const FRAME_LENGTH = { default: 256 * KIB, min: 1, max: 0xffffffff } as const;

/**
 * Maximum content of a frame or of the single block. Content is released only after its tag is verified, and
 * SubtleCrypto takes it in one piece, so it must fit into memory. A longer frame length is allowed: it is only an
 * upper bound.
 */
export const MAX_FRAME_CONTENT_BYTES = 256 * MIB;

/** Maximum header length. The format allows gigabytes; the 65,535 data keys that a header can hold need 20 MiB. */
export const MAX_HEADER_BYTES = 32 * MIB;

/** Maximum number of encrypted data keys: their count has 2 bytes. */
export const MAX_DATA_KEYS = 0xffff;

/** Maximum length of a serialized encryption context: its length field has 2 bytes. */
export const MAX_CONTEXT_BYTES = 0xffff;

/** Maximum sequence number of a regular frame: one more marks the final frame. */
export const MAX_SEQUENCE_NUMBER = 0xfffffffe;

/** Marks the final frame, in place of a sequence number. */
export const FINAL_FRAME_MARKER = 0xffffffff;

/** Maximum initial buffer size: length fields are not trusted yet. The buffer grows with the bytes received. */
export const INITIAL_BUFFER_BYTES = MIB;

/** Minimum message size for hashing in a worker: below it, starting the worker takes longer than hashing. */
export const MIN_WORKER_HASH_BYTES = 4 * MIB;

/** Maximum number of frames in memory per operation. */
export const MAX_FRAMES_IN_FLIGHT = 8;
