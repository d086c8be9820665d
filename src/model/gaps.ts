/**
 * What AWS KMS has and this sandbox has not built yet. Every gap that a call can meet stands here and nowhere else;
 * a call that asks for one gets UnsupportedOperationException, and the console shows this list. It may only shrink.
 */

/** One gap: what asks for it and the sentence shown beside AWS's error name. */
export interface Gap {
  readonly asks: string;
  readonly note: string;
}

/** The gaps, by the name under which the engine refuses them. */
export const GAPS = {
  multiRegion: {
    asks: 'CreateKey with MultiRegion true',
    note: 'This sandbox has no multi-Region keys yet. On AWS this call would succeed.',
  },
  importedMaterial: {
    asks: 'CreateKey with Origin EXTERNAL',
    note: 'This sandbox can not import key material yet. On AWS this call would succeed.',
  },
  customKeyStore: {
    asks: 'CreateKey with Origin AWS_CLOUDHSM or EXTERNAL_KEY_STORE, or any CustomKeyStoreId or XksKeyId',
    note: 'This sandbox has no custom key stores yet. On AWS this call would go to the store.',
  },
  recipient: {
    asks: 'Decrypt, GenerateDataKey and GenerateRandom with Recipient',
    note: 'This sandbox has no Nitro enclave attestation. On AWS the answer would be encrypted for the enclave.',
  },
} as const satisfies Record<string, Gap>;

/** A name of GAPS. */
export type GapName = keyof typeof GAPS;
