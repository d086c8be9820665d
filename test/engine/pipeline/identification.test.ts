/** How KMS found each resource of a call, for every operation, resource role, and way to name it. */
import { expect } from 'chai';
import { keyArn, parseArn } from '../../../src/model/arn.ts';
import type { Identification } from '../../../src/model/decision.ts';
import { OPERATION_FACTS, type ResourceFacts } from '../../../src/model/operation-facts.ts';
import { CASES, fixture, type Registered } from '../../conformance/cases.ts';

const ADMIN = 'arn:aws:iam::111122223333:user/admin';

type Input = Readonly<Record<string, unknown>>;

/** Gives the resources of a call that is not made, without the parts that the policies decide. */
async function resourcesOf(operation: Registered, input: (valid: Input, key: string) => Input) {
  const made = await fixture(CASES[operation].make);
  const valid = (await (CASES[operation].input as (given: typeof made) => unknown)(made)) as Input;
  const { world } = made;
  const asked = await world.engine.simulate({ principal: ADMIN, operation, input: input(valid, made.key) as never });
  if (!asked.ok) throw new Error(`${operation}: ${asked.error.name} ${asked.error.message ?? ''}`);
  return (asked.decision.resources ?? []).map(({ action, resource, identifiedBy }) => ({
    action,
    resource: resource.replace(/^.*:/, '').replace(/\/.*/, ''),
    identifiedBy,
  }));
}

/** The forms of the key's name that a row accepts. */
function namesOf(row: ResourceFacts, key: string): readonly (readonly [name: string, identifiedBy: Identification])[] {
  const { region = '', account = '', resource = '' } = parseArn(key) ?? {};
  const alias = 'alias/app';
  const arn = keyArn(region, account, 'x').replace(/key\/x$/, alias);
  const byAlias = 'byAlias' in row && row.byAlias === true;
  return [
    [resource.replace('key/', ''), { by: 'key-id' }],
    [key, { by: 'key-arn' }],
    ...(byAlias
      ? ([
          [alias, { by: 'alias-name', alias }],
          [arn, { by: 'alias-arn', alias }],
        ] as const)
      : []),
  ];
}

describe('the identification of a resource', () => {
  for (const operation of Object.keys(CASES) as Registered[]) {
    for (const row of OPERATION_FACTS[operation].resources as readonly ResourceFacts[]) {
      const member = 'member' in row ? row.member : undefined;
      if ((row.kind !== 'key' && row.kind !== 'ciphertext') || member === undefined) continue;
      it(`tells how ${member} of ${operation} names the key`, async () => {
        const forms = namesOf(row, 'arn:aws:kms:us-east-1:111122223333:key/0').length;
        for (let form = 0; form < forms; form++) {
          let expected: Identification | undefined;
          const found = await resourcesOf(operation, (valid, key) => {
            const named = namesOf(row, key)[form];
            expected = named?.[1];
            return { ...valid, [member]: named?.[0] };
          });
          const ofRow = found.filter(({ action }) => action === (row.action ?? `kms:${operation}`));
          expect(ofRow.map(({ identifiedBy }) => identifiedBy)).to.deep.include(expected);
        }
      });
    }
  }

  it('is the ciphertext where the request names no key', async () => {
    const [decrypt] = await resourcesOf('Decrypt', ({ KeyId: _key, ...input }) => input);
    expect(decrypt?.identifiedBy).to.deep.equal({ by: 'ciphertext' });
    const [source, destination] = await resourcesOf('ReEncrypt', ({ SourceKeyId: _key, ...input }) => input);
    expect(source?.identifiedBy).to.deep.equal({ by: 'ciphertext' });
    expect(destination?.identifiedBy?.by).not.to.equal('ciphertext');
  });

  it('is the grant token where RetireGrant names no key', async () => {
    const { world, grantToken } = await fixture();
    const asked = await world.engine.simulate({
      principal: 'arn:aws:iam::111122223333:root',
      operation: 'RetireGrant',
      input: { GrantToken: grantToken },
    });
    expect(asked.ok && asked.decision.resources?.[0]?.identifiedBy).to.deep.equal({ by: 'grant-token' });
  });

  it('is the alias of an alias operation, for the alias and for its key', async () => {
    const target: Identification = { by: 'alias-target', alias: 'alias/app' };
    const named: Identification = { by: 'alias-name', alias: 'alias/app' };
    for (const operation of ['UpdateAlias', 'DeleteAlias'] as const) {
      const found = await resourcesOf(operation, (input) => ({ ...input, AliasName: 'alias/app' }));
      expect(found.find(({ resource }) => resource === 'alias')?.identifiedBy, operation).to.deep.equal(named);
      expect(
        found.map(({ identifiedBy }) => identifiedBy),
        operation,
      ).to.deep.include(target);
    }
  });

  it('is missing for operations on no key', async () => {
    const [found] = await resourcesOf('ListKeys', (input) => input);
    expect(found).to.include({ resource: '*', identifiedBy: undefined });
  });

  it('is that of each call, and equals the one in the audit log', async () => {
    const { world, key } = await fixture();
    for (const KeyId of [key, 'alias/app', key, 'alias/app']) {
      const { decision } = await world.reply('DescribeKey', { KeyId });
      expect(decision?.resources?.[0]?.identifiedBy?.by).to.equal(KeyId === key ? 'key-arn' : 'alias-name');
    }
    const { events } = await world.engine.events({ operation: 'DescribeKey' });
    expect(events.map(({ decision }) => decision?.resources?.[0]?.identifiedBy?.by)).to.deep.equal([
      'alias-name',
      'key-arn',
      'alias-name',
      'key-arn',
    ]);
  });
});
