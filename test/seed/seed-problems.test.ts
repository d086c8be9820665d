/** What a refusal of a seed document says: the place of each problem, and what is expected there. */
import { expect } from 'chai';
import schema from '../../src/model/seed-schema.json';
import type { SeedDocument, SeedProblem } from '../../src/model/seed-document.ts';
import { ENUMS } from '../../src/model/shapes.ts';
import { createStrongroom, SeedError } from '../../src/memory.ts';

const ANA = 'arn:aws:iam::111122223333:user/ana';

async function problemsOf(document: unknown): Promise<readonly SeedProblem[]> {
  const error = await createStrongroom()
    .sandbox.seed(document as SeedDocument)
    .catch((reason: unknown) => reason);
  expect(error).to.be.instanceOf(SeedError);
  return (error as SeedError).problems;
}

const allow = (Effect: string, Resource = '*') => ({
  Version: '2012-10-17',
  Statement: [{ Effect, Action: 'kms:Encrypt', Resource }],
});

/** A cycle of objects, as a document. */
function createCycle(): object {
  const cycle: Record<string, unknown> = { version: 1 };
  cycle['keys'] = [cycle];
  return cycle;
}

const SAID: readonly (readonly [what: string, document: object, place: string, says: RegExp])[] = [
  ['a missing member', {}, '', /^Members are missing here: version\.$/],
  ['another version', { version: '1' }, 'version', /^The value must be 1, but it is "1"\. Other versions/],
  [
    'a typing error in a member',
    { keys: [{ name: 'a', rotationPeriod: 90 }] },
    'keys.0.rotationPeriod',
    /rotationPeriodInDays/,
  ],
  ['an object for a list', { keys: {} }, 'keys', /must be a list, but it is an object\./],
  [
    'a text for a flag',
    { keys: [{ name: 'a', enabled: 'no' }] },
    'keys.0.enabled',
    /must be true or false, but it is a text\./,
  ],
  ['an unknown key spec', { keys: [{ name: 'a', spec: 'AES_256' }] }, 'keys.0.spec', /"SYMMETRIC_DEFAULT"/],
  [
    'an unknown operation of a grant',
    { keys: [{ name: 'a' }], grants: [{ key: 'a', grantee: ANA, operations: ['decrypt'] }] },
    'grants.0.operations.0',
    /must be one of "Decrypt"/,
  ],
  [
    'an alias without its prefix',
    { keys: [{ name: 'a' }], aliases: [{ name: 'orders', key: 'a' }] },
    'aliases.0.name',
    /^The value must be an alias name, such as alias\/orders\.$/,
  ],
  [
    'a date without a time',
    { clock: { now: '2026-02-01' } },
    'clock.now',
    /a time in UTC, such as 2026-02-01T00:00:00Z/,
  ],
  [
    'a rotation period below the minimum',
    { keys: [{ name: 'a', rotationPeriodInDays: 10 }] },
    'keys.0.rotationPeriodInDays',
    /^The minimum is 90\.$/,
  ],
  ['unknown request quotas', { settings: { requestQuotas: 'of' } }, 'settings.requestQuotas', /real or off/],
  [
    'an unknown account of a key',
    { keys: [{ name: 'a', account: '999999999999' }] },
    'keys.0.account',
    /Add it to accounts\./,
  ],
  [
    'an unknown account of a principal',
    { principals: [{ arn: 'arn:aws:iam::999999999999:user/a' }] },
    'principals.0.arn',
    /Add it to accounts\./,
  ],
  [
    'an unknown default account',
    { settings: { defaultAccount: '999999999999' } },
    'settings.defaultAccount',
    /Add it to accounts\./,
  ],
  [
    'an unknown group',
    { principals: [{ arn: ANA, groups: ['readers'] }] },
    'principals.0.groups.0',
    /Add it to groups\./,
  ],
  [
    'an error in the second policy of a principal',
    { principals: [{ arn: ANA, policies: [allow('Allow'), allow('allow')] }] },
    'principals.0.policies.1.Statement.0.Effect',
    /Effect must be/,
  ],
  [
    'a reference of another form',
    { keys: [{ name: 'a' }], principals: [{ arn: ANA, policies: [allow('Allow', '${keys.a}')] }] },
    'principals.0.policies.0.Statement.0.Resource',
    /\$\{keys\.a\} is not an ARN/,
  ],
  [
    'a cycle',
    createCycle(),
    Array.from({ length: 12 }, () => 'keys.0')
      .concat('keys')
      .join('.'),
    /more than 24 levels/,
  ],
  ['half of a surrogate pair as a name', { '\ud800': 1 }, '\ud800', /not valid Unicode/],
  [
    'half of a surrogate pair as a value',
    { keys: [{ name: 'a', description: '\ud800' }] },
    'keys.0.description',
    /not valid Unicode/,
  ],
  [
    'a value that JSON does not have',
    { keys: [{ name: 'a', tags: new Map() }] },
    'keys.0.tags',
    /A JSON document contains only/,
  ],
];

describe('The refusal of a seed document', () => {
  for (const [what, document, place, says] of SAID) {
    it(`with ${what} says where it is and what is expected`, async () => {
      const version = what === 'a missing member' || 'version' in document ? {} : { version: 1 };
      const [problem] = await problemsOf({ ...version, ...document });
      expect(problem?.path.join('.')).to.equal(place);
      expect(problem?.message).to.match(says);
    });
  }

  it('reports what is nested too deeply as too large', async () => {
    expect((await problemsOf(createCycle()))[0]).to.have.property('reason', 'too-large');
  });

  it('reports names that neither the document nor the sandbox has as unknown', async () => {
    const [problem] = await problemsOf({ version: 1, principals: [{ arn: ANA, groups: ['readers'] }] });
    expect(problem).to.have.property('reason', 'unknown-name');
  });

  it('is not caused by members that are undefined: they count as omitted', async () => {
    const { sandbox } = createStrongroom();
    const keys = [{ name: 'a', description: undefined }] as unknown as SeedDocument['keys'];
    expect((await sandbox.seed({ version: 1, keys } as SeedDocument)).added.keys).to.equal(1);
  });

  it('is not caused by a group or an account that the sandbox has', async () => {
    const { sandbox } = createStrongroom();
    await sandbox.groups.put({ arn: 'arn:aws:iam::111122223333:group/readers', policies: [] });
    const { added } = await sandbox.seed({ version: 1, principals: [{ arn: ANA, groups: ['readers'] }] });
    expect(added.principals).to.equal(1);
  });
});

/** A part of the schema. */
interface Part {
  readonly description?: string;
  readonly [keyword: string]: unknown;
}

function partsOf(part: unknown): readonly Part[] {
  if (typeof part !== 'object' || part === null) return [];
  return [part as Part, ...Object.values(part).flatMap(partsOf)];
}

describe('The JSON Schema of seed documents', () => {
  const { keys, grants } = schema.properties;

  it('has the key specs, key usages and operations of grants that KMS has', () => {
    expect(keys.items.properties.spec.enum).to.deep.equal(ENUMS.KeySpec);
    expect(keys.items.properties.usage.enum).to.deep.equal(ENUMS.KeyUsageType);
    expect(grants.items.properties.operations.items.enum).to.deep.equal(ENUMS.GrantOperation);
  });

  it('describes what each pattern and each choice expects, in a form that a message can continue', () => {
    const described = partsOf(schema).filter(
      (part) => typeof part['pattern'] === 'string' || Array.isArray(part['anyOf']),
    );
    expect(described).to.have.length.greaterThan(5);
    for (const { description } of described) expect(description).to.match(/^An? .*\.$/);
  });
});
