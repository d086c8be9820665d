/**
 * AAD and IV of a frame: bind it to its message and position. Sources:
 * https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/body-aad-reference.html,
 * https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/IV-reference.html
 */
import { concatBytes, encodeUtf8, type Bytes } from '../base/bytes.ts';
import { IV_BYTES } from './limits.ts';

/** Kinds of content. */
export type FrameKind = 'frame' | 'final' | 'block';

const CONTENT: Readonly<Record<FrameKind, string>> = {
  frame: 'AWSKMSEncryptionClient Frame',
  final: 'AWSKMSEncryptionClient Final Frame',
  block: 'AWSKMSEncryptionClient Single Block',
};

interface Template {
  readonly bytes: Bytes;
  readonly view: DataView;
}

/**
 * Creates the AAD and IV of the frames of a message. Each call reuses the same buffers: SubtleCrypto copies its
 * parameters before it returns.
 */
export class FrameAad {
  readonly #templates: Readonly<Record<FrameKind, Template>>;
  readonly #iv = new Uint8Array(IV_BYTES);
  readonly #ivView = new DataView(this.#iv.buffer);

  constructor(messageId: Bytes) {
    const template = (kind: FrameKind): Template => {
      const bytes = concatBytes(messageId, encodeUtf8(CONTENT[kind]), new Uint8Array(12));
      return { bytes, view: new DataView(bytes.buffer, bytes.length - 12) };
    };
    this.#templates = { frame: template('frame'), final: template('final'), block: template('block') };
  }

  /** Returns the AAD of frame `sequence` with `length` bytes of content. */
  of(kind: FrameKind, sequence: number, length: number): Bytes {
    const { bytes, view } = this.#templates[kind];
    view.setUint32(0, sequence);
    view.setBigUint64(4, BigInt(length));
    return bytes;
  }

  /** Returns the IV of a frame to write: its number. Decryption uses the IV in the frame. */
  iv(sequence: number): Bytes {
    this.#ivView.setUint32(IV_BYTES - 4, sequence);
    return this.#iv;
  }
}
