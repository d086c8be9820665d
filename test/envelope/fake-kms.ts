/**
 * KMS for the envelope's tests: keys in memory that wrap with AES-GCM, the encryption context as AAD. Keeps what it was
 * asked.
 */
import { compareBytes, concatBytes, encodeUtf8, type Bytes } from '../../src/base/bytes.ts';
import type { EnvelopeKms } from '../../src/envelope/envelope-kms.ts';

export const ACCOUNT = '111122223333';

/** The ARN of key number `n` in a Region. */
export const keyArn = (n: number, region = 'us-east-1') =>
  `arn:aws:kms:${region}:${ACCOUNT}:key/00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** One call that was made. */
export interface FakeCall {
  readonly operation: keyof EnvelopeKms;
  readonly region: string | undefined;
  readonly caller: string | undefined;
  readonly input: { readonly KeyId?: string | undefined };
}

class KmsServiceError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

const aadOf = (context: Record<string, string> = {}) =>
  concatBytes(
    ...Object.entries(context)
      .map(([key, value]) => encodeUtf8(JSON.stringify([key, value])))
      .sort(compareBytes),
  );

/** A world of keys; an id that was not named before exists at once, unless it is in `missing`. */
export class FakeKms {
  readonly calls: FakeCall[] = [];
  readonly disabled = new Set<string>();
  readonly aliases = new Map<string, string>();
  /** Plaintext arrays that were handed out: the envelope must overwrite them. */
  readonly handedOut: Uint8Array[] = [];
  readonly #keys = new Map<string, Promise<CryptoKey>>();
  defaultRegion = 'us-east-1';
  /** Changes answers: to play a KMS that misbehaves. */
  tamper: <T extends object>(operation: keyof EnvelopeKms, answer: T) => T = (_, answer) => answer;

  readonly kmsFor = (region?: string, caller?: string): EnvelopeKms => {
    const at = region ?? this.defaultRegion;
    const record = (operation: keyof EnvelopeKms, input: FakeCall['input']) =>
      void this.calls.push({ operation, region, caller, input });
    return {
      generateDataKey: async (input) => {
        record('generateDataKey', input);
        const KeyId = this.#resolve(input.KeyId, at);
        const Plaintext = crypto.getRandomValues(new Uint8Array(input.NumberOfBytes ?? 32));
        this.handedOut.push(Plaintext);
        return this.tamper('generateDataKey', {
          KeyId,
          Plaintext,
          CiphertextBlob: await this.wrap(KeyId, Plaintext, input.EncryptionContext),
        });
      },
      encrypt: async (input) => {
        record('encrypt', input);
        const KeyId = this.#resolve(input.KeyId, at);
        return this.tamper('encrypt', {
          KeyId,
          CiphertextBlob: await this.wrap(KeyId, input.Plaintext as Bytes, input.EncryptionContext),
        });
      },
      decrypt: async (input) => {
        record('decrypt', input);
        const KeyId = this.#resolve(input.KeyId, at);
        const blob = input.CiphertextBlob as Bytes;
        const additionalData = aadOf(input.EncryptionContext);
        const Plaintext = await crypto.subtle
          .decrypt({ name: 'AES-GCM', iv: blob.slice(0, 12), additionalData }, await this.#key(KeyId), blob.slice(12))
          .then(
            (opened) => new Uint8Array(opened),
            () => {
              throw new KmsServiceError('InvalidCiphertextException', '');
            },
          );
        this.handedOut.push(Plaintext);
        return this.tamper('decrypt', { KeyId, Plaintext });
      },
    };
  };

  /** The CiphertextBlob of `plaintext`. */
  async wrap(keyId: string, plaintext: Bytes, context?: Record<string, string>): Promise<Bytes> {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv, additionalData: aadOf(context) },
      await this.#key(keyId),
      plaintext,
    );
    return concatBytes(iv, new Uint8Array(sealed));
  }

  #resolve(keyId: string | undefined, region: string): string {
    const named = this.aliases.get(keyId ?? '') ?? keyId ?? '';
    const arn = named.startsWith('arn:') ? named : `arn:aws:kms:${region}:${ACCOUNT}:key/${named}`;
    if (arn.split(':')[3] !== region) throw new KmsServiceError('NotFoundException', `Invalid arn ${region}`);
    if (this.disabled.has(arn)) throw new KmsServiceError('DisabledException', `${arn} is disabled.`);
    return arn;
  }

  #key(arn: string): Promise<CryptoKey> {
    // Replicas of a multi-Region key share their material.
    const material = arn.includes('/mrk-') ? (arn.split('/')[1] as string) : arn;
    const known =
      this.#keys.get(material) ??
      crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    this.#keys.set(material, known);
    return known;
  }
}
