/** OpenSSL, asked through the test server (openssl.mjs). */
import { fromBase64, toBase64 } from '../../src/base/base64.ts';
import type { Bytes } from '../../src/base/bytes.ts';

async function ask(name: string, ...values: readonly (string | Uint8Array)[]): Promise<unknown> {
  const body = JSON.stringify({
    name,
    values: values.map((value) => (typeof value === 'string' ? value : { base64: toBase64(value) })),
  });
  const response = await fetch('/openssl', { method: 'POST', body });
  if (!response.ok) throw new Error(`OpenSSL did not ${name}: ${response.status} ${await response.text()}`);
  const revive = (_key: string, value: { base64?: unknown } | undefined) =>
    typeof value?.base64 === 'string' ? fromBase64(value.base64) : value;
  return (JSON.parse(await response.text(), revive) as { result: unknown }).result;
}

/** Keys are PKCS#8 and SPKI DER, algorithms AWS's names, hashes OpenSSL's. */
export const openssl = {
  generate: (spec: string) =>
    ask('generate', spec) as Promise<{ readonly privateKey: Bytes; readonly publicKey: Bytes }>,
  sign: (algorithm: string, privateKey: Bytes, message: Bytes) =>
    ask('sign', algorithm, privateKey, message) as Promise<Bytes>,
  verify: (algorithm: string, publicKey: Bytes, message: Bytes, signature: Bytes) =>
    ask('verify', algorithm, publicKey, message, signature) as Promise<boolean>,
  encrypt: (algorithm: string, publicKey: Bytes, plaintext: Bytes) =>
    ask('encrypt', algorithm, publicKey, plaintext) as Promise<Bytes>,
  decrypt: (algorithm: string, privateKey: Bytes, ciphertext: Bytes) =>
    ask('decrypt', algorithm, privateKey, ciphertext) as Promise<Bytes>,
  /** Wraps key material under RSAES_OAEP_* or RSA_AES_KEY_WRAP_*. */
  wrap: (algorithm: string, publicKey: Bytes, material: Bytes) =>
    ask('wrap', algorithm, publicKey, material) as Promise<Bytes>,
  agree: (privateKey: Bytes, publicKey: Bytes) => ask('agree', privateKey, publicKey) as Promise<Bytes>,
  /** What OpenSSL reads of a public key: its type, and the bits of its modulus or the name of its curve. */
  describe: (publicKey: Bytes) => ask('describe', publicKey) as Promise<string>,
  publicOf: (privateKey: Bytes) => ask('publicOf', privateKey) as Promise<Bytes>,
  digest: (hash: string, message: Bytes) => ask('digest', hash, message) as Promise<Bytes>,
  mac: (hash: string, key: Bytes, message: Bytes) => ask('mac', hash, key, message) as Promise<Bytes>,
};

/** The same wherever it is asked from: in Node without a server between. */
export type OpenSsl = typeof openssl;
