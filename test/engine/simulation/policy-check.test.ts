/** Key policies looked at before they are stored. */
import { expect } from 'chai';
import { findOperator } from '../../../src/engine/authorization/policy/operators.ts';
import { CONDITION_OPERATORS } from '../../../src/model/condition-operators.ts';
import { testWorld } from '../world.ts';

const ROOT = 'arn:aws:iam::111122223333:root';
const ANN = 'arn:aws:iam::111122223333:user/ann';
const KEEP = { Sid: 'Keep', Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'kms:*', Resource: '*' };

async function check(...statements: object[]) {
  const world = await testWorld();
  await world.engine.directory.putPrincipal({ arn: ANN });
  const keyArn = await world.key();
  const found = await world.engine.previewPolicy(
    keyArn,
    JSON.stringify({ Version: '2012-10-17', Statement: statements }),
  );
  expect((await world.ok('GetKeyPolicy', { KeyId: keyArn })).Policy).to.contain('key-default-1');
  return found;
}

const with_ = (change: object) => ({
  Sid: 'Odd',
  Effect: 'Allow',
  Principal: { AWS: ANN },
  Action: 'kms:Encrypt',
  Resource: '*',
  ...change,
});

describe('a look at a key policy', () => {
  it('finds nothing in the default one, and nothing that it alters', async () => {
    expect(await check(KEEP)).to.deep.equal({ findings: [], locksOut: false, alters: [], cells: [], tests: [] });
  });

  it('says whose access it would change', async () => {
    const { alters } = await check(KEEP, with_({ Action: ['kms:Encrypt', 'kms:DescribeKey'] }));
    expect(alters).to.have.deep.members([
      { principal: ANN, operation: 'Encrypt', allowed: true, outcome: 'allowed' },
      { principal: ANN, operation: 'DescribeKey', allowed: true, outcome: 'allowed' },
    ]);
  });

  it('reports cells that stay conditional under other conditions, with the conditions before and after', async () => {
    const world = await testWorld();
    await world.engine.directory.putPrincipal({ arn: ANN });
    const policyFor = (tenant: string, Sid = 'Odd'): string => {
      const Condition = { StringEquals: { 'kms:EncryptionContext:tenant': tenant } };
      return JSON.stringify({ Version: '2012-10-17', Statement: [KEEP, with_({ Sid, Condition })] });
    };
    const keyArn = await world.key({ Policy: policyFor('eu') });
    const test = (value: string) => ({
      operator: 'StringEquals',
      key: 'kms:EncryptionContext:tenant',
      values: [value],
    });
    const { alters, cells } = await world.engine.previewPolicy(keyArn, policyFor('us'));
    expect(alters.map(({ principal, operation, outcome }) => [principal, operation, outcome])).to.deep.equal([
      [ANN, 'Encrypt', 'conditional'],
    ]);
    expect(cells).to.have.length(1);
    expect(cells[0]).to.include({ principal: ANN, operation: 'Encrypt', before: 'conditional', after: 'conditional' });
    expect(cells[0]?.conditionsBefore?.map(({ tests }) => tests)).to.deep.equal([[test('eu')]]);
    expect(cells[0]?.conditions?.map(({ tests }) => tests)).to.deep.equal([[test('us')]]);
    // The name of a statement is no condition.
    expect((await world.engine.previewPolicy(keyArn, policyFor('eu', 'Renamed'))).cells).to.deep.equal([]);
  });

  const ODD: readonly { what: string; change: object; says: RegExp; path?: readonly (string | number)[] }[] = [
    {
      what: 'an action of no operation',
      change: { Action: 'kms:Encyrpt' },
      says: /No operation needs kms:Encyrpt/,
      path: ['Statement', 1, 'Action'],
    },
    {
      what: 'an action that no key is a resource of',
      change: { Action: 'kms:CreateKey' },
      says: /kms:CreateKey does not apply to a key/,
      path: ['Statement', 1, 'Action'],
    },
    { what: 'an action of another service', change: { Action: 's3:GetObject' }, says: /another service/ },
    { what: 'kms:ReEncrypt', change: { Action: 'kms:ReEncrypt' }, says: /kms:ReEncryptFrom and kms:ReEncryptTo/ },
    { what: 'kms:RetireGrant', change: { Action: 'kms:RetireGrant' }, says: /no effect in a key policy/ },
    { what: 'no action', change: { Action: undefined }, says: /no Action/, path: ['Statement', 1] },
    { what: 'another resource', change: { Resource: 'arn:aws:kms:us-east-1:111122223333:key/x' }, says: /write "\*"/ },
    { what: 'everybody', change: { Principal: '*' }, says: /Allows every principal/ },
    {
      what: 'everybody else',
      change: { Principal: undefined, NotPrincipal: { AWS: ANN } },
      says: /their own account allows/,
    },
    {
      what: 'a condition key that is none',
      change: { Condition: { StringEquals: { 'kms:Nothing': 'x' } } },
      says: /Unknown condition key kms:Nothing/,
    },
    {
      what: 'a condition key in two spellings',
      change: { Condition: { StringLike: { 'aws:username': 'a*' }, StringNotEquals: { 'AWS:UserName': 'ab' } } },
      says: /AWS:UserName duplicates aws:username/,
      path: ['Statement', 1, 'Condition', 'StringNotEquals', 'AWS:UserName'],
    },
    {
      what: 'a key of another service',
      change: { Condition: { StringEquals: { 's3:prefix': 'x' } } },
      says: /another service/,
    },
    {
      what: 'kms:ResourceAliases',
      change: { Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'x' } } },
      says: /IAM policies only/,
    },
    {
      what: 'an operator of another type',
      change: { Condition: { NumericEquals: { 'kms:KeySpec': '1' } } },
      says: /does not fit kms:KeySpec/,
    },
    {
      what: 'several values without a quantifier',
      change: { Condition: { StringEquals: { 'kms:GrantOperations': 'Encrypt' } } },
      says: /several values/,
    },
    {
      what: 'wildcards that are none',
      change: { Condition: { StringEquals: { 'aws:username': 'a*' } } },
      says: /StringLike treats them as wildcards/,
    },
    {
      what: 'ForAllValues',
      change: { Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'a' } } },
      says: /also matches if/,
    },
  ];
  for (const { what, change, says, path } of ODD) {
    it(`finds ${what}`, async () => {
      const { findings } = await check(KEEP, with_(change));
      expect(findings.map((finding) => finding.says).join('\n')).to.match(says);
      expect(findings[0]?.statement).to.equal('Odd');
      if (path !== undefined) expect(findings[0]?.path).to.deep.equal(path);
    });
  }

  it('does not ask for a Null condition where another condition requires the key', async () => {
    const names = { 'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['tenant'] } };
    const suggestions = async (more: object) =>
      (await check(KEEP, with_({ Condition: { ...names, ...more } }))).findings.length;
    expect(await suggestions({ StringEquals: { 'kms:EncryptionContext:tenant': 'eu' } })).to.equal(0);
    expect(await suggestions({ Null: { 'kms:EncryptionContextKeys': 'false' } })).to.equal(0);
    expect(await suggestions({ StringEqualsIfExists: { 'kms:EncryptionContext:tenant': 'eu' } })).to.equal(1);
    expect(await suggestions({ StringNotEquals: { 'kms:EncryptionContext:tenant': 'eu' } })).to.equal(1);
    expect(await suggestions({ Null: { 'kms:EncryptionContextKeys': 'true' } })).to.equal(1);
  });

  it('says what PutKeyPolicy would refuse', async () => {
    expect((await check({ ...KEEP, Effect: 'allow' })).findings).to.deep.equal([
      {
        severity: 'error',
        code: 'InvalidValue',
        path: ['Statement', 0, 'Effect'],
        statement: 'Keep',
        says: 'Statement Keep: Effect must be "Allow" or "Deny" (case-sensitive).',
        mend: { kind: 'replace', path: ['Statement', 0, 'Effect'], value: 'Allow' },
      },
    ]);
    const locked = await check(with_({}));
    expect(locked.findings[0]).to.include({ severity: 'error', code: 'LockOut' });
    expect(locked.locksOut).to.equal(true);
    expect(locked.findings[0]?.says).to.contain('will not allow you to update');
    expect(locked.alters.length).to.be.greaterThan(20);
  });

  it('reports every error with its place, and the findings of the other statements', async () => {
    const ghost = 'arn:aws:iam::111122223333:role/Ghost';
    const { findings, alters } = await check(
      { ...KEEP, Effect: 'allow', Extra: 1 },
      with_({ Action: ['Sign', 'kms:Encrypt', 'Verify'], Resource: 'key', Principal: { AWS: ['nobody', ghost] } }),
      with_({
        Sid: 'No',
        Principal: undefined,
        Condition: { StringEqual: { 'aws:username': 'x', 'aws:userid': 'y' } },
      }),
      'text' as unknown as object,
      with_({ Sid: 'Fine', Action: 'kms:Whatever' }),
    );
    expect(findings.map(({ severity, code, path }) => [code ?? severity, ...path].join(' '))).to.deep.equal([
      'UnknownElement Statement 0 Extra',
      'InvalidValue Statement 0 Effect',
      'InvalidPrincipal Statement 1 Principal AWS 0',
      'InvalidValue Statement 1 Action 0',
      'InvalidValue Statement 1 Action 2',
      'InvalidValue Statement 1 Resource',
      'MissingElement Statement 2',
      'UnknownOperator Statement 2 Condition StringEqual',
      'WrongType Statement 3',
      'UnknownPrincipal Statement 1 Principal AWS 1',
      'warning Statement 4 Action',
    ]);
    expect(alters).to.deep.equal([]);
  });

  it('reports unknown principals and a lock-out together', async () => {
    const found = await check(with_({ Principal: { AWS: ['999988887777', '888877776666'] } }));
    expect(found.findings.map(({ code }) => code)).to.deep.equal(['UnknownPrincipal', 'UnknownPrincipal', 'LockOut']);
    expect(found.locksOut).to.equal(true);
  });

  it('suggests unique Sids', async () => {
    const { findings } = await check(KEEP, KEEP);
    expect(findings.map(({ severity, path }) => [severity, ...path])).to.deep.equal([
      ['suggestion', 'Statement', 1, 'Sid'],
    ]);
  });

  const condition = (operator: string, key: string, value = 'x') => ({ Condition: { [operator]: { [key]: value } } });
  const at = (...rest: (string | number)[]) => ['Statement', 1, ...rest];
  const MENDED: readonly { what: string; change: object; mend: object }[] = [
    {
      what: 'a slip in an action',
      change: { Action: 'kms:Encyrpt' },
      mend: { kind: 'replace', path: at('Action'), value: 'kms:Encrypt' },
    },
    {
      what: 'a slip in one of several actions',
      change: { Action: ['kms:Encrypt', 'kms:DescribKey'] },
      mend: { kind: 'replace', path: at('Action', 1), value: 'kms:DescribeKey' },
    },
    {
      what: 'kms:ReEncrypt',
      change: { Action: 'kms:ReEncrypt' },
      mend: { kind: 'replace', path: at('Action'), value: 'kms:ReEncrypt*' },
    },
    {
      what: 'kms:RetireGrant beside others',
      change: { Action: ['kms:RetireGrant', 'kms:Encrypt'] },
      mend: { kind: 'remove', path: at('Action', 0) },
    },
    {
      what: 'no Resource',
      change: { Resource: undefined },
      mend: { kind: 'add', path: at(), name: 'Resource', value: '*' },
    },
    {
      what: 'another Resource',
      change: { Resource: 'arn:aws:kms:us-east-1:111122223333:key/x' },
      mend: { kind: 'replace', path: at('Resource'), value: '*' },
    },
    {
      what: 'a slip in a condition key',
      change: condition('StringEquals', 'kms:ViaServices'),
      mend: { kind: 'rename', path: at('Condition', 'StringEquals', 'kms:ViaServices'), name: 'kms:ViaService' },
    },
    {
      what: 'an operator of another type',
      change: condition('NumericEqualsIfExists', 'kms:KeySpec', '1'),
      mend: { kind: 'rename', path: at('Condition', 'NumericEqualsIfExists'), name: 'StringEqualsIfExists' },
    },
    {
      what: 'several values without a quantifier',
      change: condition('StringEquals', 'kms:GrantOperations'),
      mend: { kind: 'rename', path: at('Condition', 'StringEquals'), name: 'ForAnyValue:StringEquals' },
    },
    {
      what: 'a quantifier with one value',
      change: condition('ForAnyValue:StringEquals', 'kms:KeySpec'),
      mend: { kind: 'rename', path: at('Condition', 'ForAnyValue:StringEquals'), name: 'StringEquals' },
    },
    {
      what: 'a slip in an element',
      change: { Efect: 'Allow', Effect: undefined },
      mend: { kind: 'rename', path: at('Efect'), name: 'Effect' },
    },
    {
      what: 'a slip in an operator',
      change: condition('StringEqual', 'kms:KeySpec'),
      mend: { kind: 'rename', path: at('Condition', 'StringEqual'), name: 'StringEquals' },
    },
  ];
  for (const { what, change, mend } of MENDED) {
    it(`offers to mend ${what}`, async () => {
      const { findings } = await check(KEEP, with_(change));
      expect(findings[0]?.mend).to.deep.equal(mend);
      expect(findings[0]?.path.slice(0, 2)).to.deep.equal(at());
    });
  }

  it('offers nothing where a change would change more, or nobody can know what was meant', async () => {
    const shared = { Condition: { NumericEquals: { 'kms:KeySpec': '1', 'kms:RotationPeriodInDays': '90' } } };
    for (const change of [
      shared,
      { Action: 'kms:Whatever' },
      { Action: 'kms:RetireGrant' },
      { Action: 's3:GetObject' },
    ]) {
      const { findings } = await check(KEEP, with_(change));
      expect(findings).to.have.length(1);
      expect(findings[0]).not.to.have.property('mend');
    }
  });

  const CLASSES = [
    { severity: 'error', change: { Effect: 'Alow' } },
    { severity: 'security', change: { Principal: '*' } },
    { severity: 'security', change: { Principal: undefined, NotPrincipal: { AWS: ANN } } },
    { severity: 'warning', change: { Action: 'kms:Whatever' } },
    { severity: 'suggestion', change: { Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'a' } } } },
  ] as const;
  for (const { severity, change } of CLASSES) {
    it(`has the class ${severity} for ${JSON.stringify(change)}`, async () => {
      const { findings } = await check(KEEP, with_(change));
      expect(findings.map((finding) => finding.severity)).to.deep.equal([severity]);
    });
  }

  const GHOST = 'arn:aws:iam::111122223333:role/Ghost';
  const NAMED: readonly { what: string; change: object; unknown: string; path: readonly (string | number)[] }[] = [
    { what: 'a principal', change: { Principal: { AWS: GHOST } }, unknown: GHOST, path: ['Principal', 'AWS'] },
    {
      what: 'one of several',
      change: { Principal: { AWS: [ANN, GHOST] } },
      unknown: GHOST,
      path: ['Principal', 'AWS', 1],
    },
    {
      what: 'an account',
      change: { Principal: { AWS: '999988887777' } },
      unknown: '999988887777',
      path: ['Principal', 'AWS'],
    },
    {
      what: 'the root of an account',
      change: { Principal: { AWS: ['arn:aws:iam::999988887777:root'] } },
      unknown: '999988887777',
      path: ['Principal', 'AWS', 0],
    },
    {
      what: 'whom NotPrincipal names',
      change: { Principal: undefined, NotPrincipal: { AWS: GHOST }, Effect: 'Deny' },
      unknown: GHOST,
      path: ['NotPrincipal', 'AWS'],
    },
  ];
  for (const { what, change, unknown, path } of NAMED) {
    it(`says whom the directory does not have, and where the statement names them: ${what}`, async () => {
      const { findings } = await check(KEEP, with_(change));
      expect(findings[0]).to.deep.include({ severity: 'error', statement: 'Odd', unknown, path: at(...path) });
    });
  }

  it('knows every operator that the model names', () => {
    for (const name of CONDITION_OPERATORS)
      expect(name === 'Null' || findOperator(name)?.name === name, name).to.equal(true);
  });
});
