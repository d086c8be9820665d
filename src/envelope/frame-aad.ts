/** What binds a frame to its message and place: AAD and IV. Source: Developer Guide, "body AAD reference" and "IV reference". */
import { concatBytes, encodeUtf8, type Bytes } from '../base/bytes.ts';
import { IV_BYTES } from './limits.ts';

/** Where content can stand. */
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
 * Makes the AAD and IV of a message's frames. Each call fills the same few bytes again: SubtleCrypto copies its parameters
 * before it returns, so they need to last no longer than the call.
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

  /** AAD of the frame with number `sequence` and `length` bytes of content. */
  of(kind: FrameKind, sequence: number, length: number): Bytes {
    const { bytes, view } = this.#templates[kind];
    view.setUint32(0, sequence);
    view.setBigUint64(4, BigInt(length));
    return bytes;
  }

  /** IV of a frame that is written: its number. Readers take the IV that the frame carries. */
  iv(sequence: number): Bytes {
    this.#ivView.setUint32(IV_BYTES - 4, sequence);
    return this.#iv;
  }
}
