/** Secrets and their versions. */
import { fromBase64 } from '../../base/base64.ts';
import { parseArn } from '../../model/arn.ts';
import { SECRETS, secretContext, versionsOf } from '../secret-store/secret-store.ts';
import type { SecretRecord, VersionRecord } from '../secret-store/secret-store-types.ts';
import type { ServiceStore } from '../service-store.ts';
import { sha256Hex } from '../sha256-hex.ts';
import type { Dependency } from './dependency.ts';
import type { KnownKeys } from './known-keys.ts';
import { aliasOf } from './object-dependencies.ts';

/** Name of the secret store as a program. */
const PROGRAM = 'secret-store';

/** Returns the uses of keys by the secret store. */
export async function secretDependencies(store: ServiceStore, keys: KnownKeys): Promise<readonly Dependency[]> {
  const found: Dependency[] = [];
  for (const { value: secret } of await store.all<SecretRecord>(SECRETS)) {
    const { arn, name, region, keyId = 'alias/aws/secretsmanager' } = secret;
    const requestContext = { 'kms:ViaService': `secretsmanager.${region}.amazonaws.com` };
    const next = await keys.find(keyId, parseArn(arn)?.account ?? '', region);
    found.push({
      dependent: { kind: 'secret', id: arn, name, program: PROGRAM, region },
      keys: next ? [next.arn] : [],
      ...aliasOf(keyId, 'now'),
    });
    for (const { value: version } of await store.all<VersionRecord>(versionsOf(arn))) {
      const blob = fromBase64(version.edk);
      const key = await keys.at(version.key, region);
      found.push({
        dependent: {
          kind: 'secret-version',
          id: `${arn}#${version.id}`,
          name: `${name}#${version.id}`,
          program: PROGRAM,
          region,
        },
        keys: key ? [key.arn] : [],
        edks: key ? [{ key: key.arn, sha: await sha256Hex(blob), blob }] : [],
        context: secretContext(arn, version.id),
        requestContext,
      });
    }
  }
  return found;
}
