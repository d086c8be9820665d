/**
 * CreateGrant: allows a principal the given operations on a key. If a grant with the same name and parameters exists,
 * returns it with another token.
 */
import { toHex } from '../../base/hex.ts';
import { rootArn } from '../../model/arn.ts';
import { KmsError } from '../../model/errors.ts';
import { quotaText } from '../../model/quotas.ts';
import type { GrantConstraintsRecord, GrantRecord } from '../../model/records.ts';
import { resolveUniqueIds } from '../directory/unique-ids.ts';
import { checkGrantInput, checkGrantOnKey, checkGrantPrincipal } from '../grants/grant-rules.ts';
import { grantToken } from '../grants/grant-tokens.ts';
import type { Operation, Run } from '../pipeline/operation.ts';
import { resourceQuota } from '../quotas/quota-values.ts';

/** Everything of a grant except its ID and time: what makes two grants equal. */
async function wanted({
  input,
  caller,
  key,
  region,
  reader,
}: Run<'CreateGrant'>): Promise<Omit<GrantRecord, 'id' | 'createdAt'>> {
  const retiring = input.RetiringPrincipal ?? input.RetiringServicePrincipal;
  const parties = [input.GranteePrincipal, input.RetiringPrincipal].filter((arn) => arn !== undefined);
  return {
    keyArn: key().arn,
    region,
    grantee: input.GranteePrincipal ?? input.GranteeServicePrincipal ?? '',
    ...(input.GranteeServicePrincipal === undefined ? {} : { granteeIsService: true }),
    ...(retiring === undefined ? {} : { retiring }),
    ...(input.RetiringServicePrincipal === undefined ? {} : { retiringIsService: true }),
    operations: [...new Set(input.Operations)],
    ...(input.Constraints === undefined
      ? {}
      : { constraints: structuredClone(input.Constraints) as GrantConstraintsRecord }),
    ...(input.Name === undefined ? {} : { name: input.Name }),
    principalIds: await resolveUniqueIds(parties, reader),
    issuer: rootArn(caller.account),
  };
}

const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value)
        .map(([name, member]) => [name, sorted(member)])
        .sort()
    : Array.isArray(value)
      ? [...(value as unknown[])].sort()
      : value;

/** The CreateGrant operation. */
export const createGrant: Operation<'CreateGrant'> = {
  validate: checkGrantInput,
  async check({ input, key, reader }) {
    checkGrantOnKey(input, key());
    await checkGrantPrincipal(reader, input.GranteePrincipal);
    await checkGrantPrincipal(reader, input.RetiringPrincipal);
  },
  async checkQuota(run) {
    const key = run.key();
    const limit = await resourceQuota('GrantsPerKey', key, run);
    const grants = await run.reader.count('grants', 'key', [key.arn], limit);
    if (grants >= limit)
      throw new KmsError('LimitExceededException', quotaText('Grants per key', limit, grants)).because('grants-quota');
  },
  async run(run) {
    const { reader, random, now, key } = run;
    const asked = await wanted(run);
    const namesakes = asked.name === undefined ? [] : await reader.all('grants', 'name', [asked.keyArn, asked.name]);
    const same = namesakes.find(
      ({ id: _id, createdAt: _at, ...rest }) => JSON.stringify(sorted(rest)) === JSON.stringify(sorted(asked)),
    );
    const grant: GrantRecord = same ?? { ...asked, id: toHex(random.bytes(32)), createdAt: now };
    return {
      output: { GrantToken: grantToken(grant, random), GrantId: grant.id },
      changes: same === undefined ? [{ store: 'grants', after: grant }] : [],
      responseElements: { keyId: key().arn, grantId: grant.id },
    };
  },
};
