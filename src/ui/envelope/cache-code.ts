/** Writes a cache of data keys as code for the AWS Encryption SDK for JavaScript in Node. */
import type { CacheLimits } from '../../envelope/cache/caching-materials-manager.ts';
import { quoteJs } from './code-quoting.ts';

/** The code. */
export function cacheCode(keyId: string, region: string, limits: CacheLimits): string {
  const { capacity, maxAgeMs, maxMessages, maxBytes } = limits;
  return [
    'import {',
    '  buildClient, CommitmentPolicy, getClient, getLocalCryptographicMaterialsCache, KMS, KmsKeyringNode,',
    '  NodeCachingMaterialsManager,',
    '} from "@aws-crypto/client-node";',
    '',
    'const { encrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);',
    'const cache = new NodeCachingMaterialsManager({',
    '  backingMaterials: new KmsKeyringNode({',
    `    generatorKeyId: ${quoteJs(keyId)},`,
    `    clientProvider: getClient(KMS, { region: ${quoteJs(region)} }),`,
    '  }),',
    `  cache: getLocalCryptographicMaterialsCache(${capacity ?? 100}),`,
    `  maxAge: ${maxAgeMs},`,
    ...(maxMessages === undefined ? [] : [`  maxMessagesEncrypted: ${maxMessages},`]),
    ...(maxBytes === undefined ? [] : [`  maxBytesEncrypted: ${maxBytes},`]),
    '});',
    '',
    'export const encryptRecord = (record, tenant) =>',
    '  encrypt(cache, record, {',
    '    plaintextLength: record.length,',
    '    suiteId: 0x0478,',
    '    encryptionContext: { tenant },',
    '  });',
  ].join('\n');
}
