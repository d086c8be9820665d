import { html } from 'lit';
import { count } from '../kit/format.ts';
import type { Outcome, Proof, Verdict } from './verdict.ts';

const PROOFS: Readonly<Record<Proof, string>> = {
  exported: 'the browser exported the key',
  'public key': 'the public key matches these bytes',
  'stored key': 'the bytes work as the stored key does',
  GenerateMac: 'the bytes give the same MAC as KMS',
  'authentication tag': 'a stored blob was decrypted',
  'another secret': 'a stored blob was decrypted, and it is not the key of its record',
};

const OBTAINED: Readonly<Record<Exclude<Outcome, 'refused'>, string>> = {
  'no key': 'Bytes that are not a key',
  wrapped: 'The bytes of a wrapped key',
  unexpected: 'Bytes that no script should obtain',
};

const records = (number: number) => (number === 1 ? '1 record' : `${count(number)} records`);
const attempts = (number: number) => (number === 1 ? '1 attempt' : `${count(number)} attempts`);
const keys = (number: number) => (number === 1 ? '1 key' : `${count(number)} keys`);
const blobs = (number: number) => (number === 1 ? '1 blob' : `${count(number)} blobs`);
const wrappedKeys = (number: number) => (number === 1 ? '1 wrapped key' : `${count(number)} wrapped keys`);

/** Every text of the attack on key material. */
export const TEXTS = {
  lead: 'A malicious script in this page can read the storage of the page, which contains the KMS keys. This test runs such an attack on your keys: it collects every secret and private CryptoKey and every stored blob, and tries to export, wrap, decrypt and unwrap them with WebCrypto. It compares the bytes that it obtains with the key, overwrites them, and never shows them.',
  question: 'What does the attack obtain?',
  action: 'Try to steal the key',
  predictions: {
    got: 'It reads the bytes of every key.',
    wrapped: 'It reads the bytes of wrapped keys only.',
    refused: 'It finds the keys but cannot read their bytes.',
    none: 'It finds no keys.',
  },
  progress: {
    read: 'Records read',
    attacked: 'Records attacked',
    doneOf: (what: string, done: string, total: string) => `${what}: ${done} of ${total}`,
    stop: 'Stop',
    stopped: html`<b>Stopped.</b> The results cover only the attempts made so far.`,
    stoppedEarly: html`<b>Stopped.</b> No attempt was made.`,
  },
  found: (keysFound: number, blobsFound: number) =>
    `Found ${keys(keysFound)} and ${blobs(blobsFound)} in the storage of this origin.`,
  sample: (keysTried: number, keysFound: number, blobsTried: number, blobsFound: number) =>
    `The attack uses a sample with at least one record of every kind: ${count(keysTried)} of ${keys(keysFound)} and ${count(blobsTried)} of ${blobs(blobsFound)}.`,
  notReadable: (places: string) => `Not readable in this browser: ${places}`,
  noKeys: 'No keys found. Encrypt a file first to create a key.',
  verdict: {
    native: 'Native',
    wrapped: 'Wrapped',
    unexpected: 'Unexpected',
    nothingObtained: 'Nothing obtained.',
    bytesOf: (obtained: number, tried: number) => `Obtained bytes of ${count(obtained)} of ${records(tried)}.`,
    nativeDetail: (tried: number, made: number) =>
      `${records(tried)} of native key material and access keys, ${attempts(made)}.`,
    noneStored: 'None stored.',
    wrappedObtained: 'Obtained, as the page of each key says.',
    wrappedNone:
      'A key is wrapped if the browser does not support its key spec natively (for example ECC_SECG_P256K1). Custody “complete” adds a wrapped copy.',
    wrappedTried: (tried: number) => `${records(tried)} of wrapped key material.`,
    wrappedBytes: (obtained: number, tried: number) => `Bytes of ${count(obtained)} of ${wrappedKeys(tried)}.`,
    compared: (number: number) =>
      `${count(number)} verified: the public key matches the bytes, or the bytes give the same MAC as KMS.`,
    notCompared: (number: number) => `${count(number)} decrypted but not verified, because KMS rejected GenerateMac.`,
    unexpectedObtained: 'Obtained bytes that no script should obtain. Please report this.',
    nothing: 'Nothing.',
    surprise: (where: string, call: string, proof: Proof) =>
      html`<span class="mono">${where}</span>: <span class="mono">${call}</span>, ${PROOFS[proof]}`,
    limits: (settings: string) =>
      html`Such a script can also use every key while it runs, including native keys.
        <a href=${settings}>Settings</a> describes what a copy of the browser profile contains.`,
  },
  table: {
    summary: 'Every attempt and the response of the browser',
    label: 'Attempts and responses of the browser',
    attempt: 'Attempt',
    response: 'Response',
    count: 'Count',
  },
  obtained: OBTAINED,
  announcement: {
    stoppedEarly: 'Stopped before any attempt.',
    finished: ({ wrapped, unexpected }: Verdict) =>
      unexpected.length > 0
        ? `Unexpected results: ${count(unexpected.length)}. Wrapped keys: bytes of ${count(wrapped.obtained)} of ${count(wrapped.tried)} obtained.`
        : `Native keys: nothing obtained. Wrapped keys: bytes of ${count(wrapped.obtained)} of ${count(wrapped.tried)} obtained.`,
    stopped: (results: string) => `Stopped. ${results}`,
  },
};
