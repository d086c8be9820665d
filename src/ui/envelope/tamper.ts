/** Makes copies of an encrypted file with one change. The original stays unchanged. */
import { encodeUtf8 } from '../../base/bytes.ts';
import { indexOfBytes } from './envelope-run.ts';

/** A part of an encrypted file in which a bit can be flipped. */
export type TamperPart = 'body' | 'edk' | 'header';

/** A changed copy, and the change. */
export interface Tampered {
  readonly blob: Blob;
  /** Position of the first changed byte. */
  readonly at: number;
  readonly was: Uint8Array;
  readonly is: Uint8Array;
}

const patched = (sealed: Blob, at: number, was: Uint8Array<ArrayBuffer>, is: Uint8Array<ArrayBuffer>): Tampered => ({
  blob: new Blob([sealed.slice(0, at), is, sealed.slice(at + is.length)]),
  at,
  was,
  is,
});

/** Flips the lowest bit of the byte at `at`. Throws RangeError outside the file. */
export async function flipByte(sealed: Blob, at: number): Promise<Tampered> {
  const was = new Uint8Array(await sealed.slice(at, at + 1).arrayBuffer());
  const [byte] = was;
  if (byte === undefined) throw new RangeError(`Offset ${at} is outside the file (${sealed.size} bytes).`);
  return patched(sealed, at, was, Uint8Array.of(byte ^ 1));
}

/** Changes the case of one letter in the value of the pair `name`, or its last character if it has no letter. */
export async function changePair(
  sealed: Blob,
  header: number,
  name: string,
  value: string,
): Promise<Tampered & { readonly value: string }> {
  const changed = /[a-z]/i.test(value)
    ? value.replace(/[a-z]/i, (letter) =>
        letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
      )
    : value.slice(0, -1) + (value.endsWith('0') ? '1' : '0');
  const head = new Uint8Array(await sealed.slice(0, header).arrayBuffer());
  const key = indexOfBytes(head, encodeUtf8(name));
  const [was, is] = [encodeUtf8(value), encodeUtf8(changed)];
  const at = key < 0 ? -1 : key + indexOfBytes(head.subarray(key), was);
  if (at < key || key < 0) throw new RangeError(`The header does not contain the encryption context key ${name}.`);
  return { ...patched(sealed, at, was, is), value: changed };
}
