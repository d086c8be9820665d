/** Sets the scene of a case in a fresh world: directory, keys, aliases, ciphertexts, grants, what happened before. */
import { toBase64 } from '../../../src/base/base64.ts';
import type { OperationName } from '../../../src/model/operations.ts';
import type { PolicyDocument } from '../../../src/model/policy-document.ts';
import type { CallText, Case, Given, KeyText, PolicyText, PrincipalText } from './case.ts';
import inputs from './inputs.json';
import fixedNames from './names.json';
import statements from './statements.json';
import { inputOf, named, policyOf, speaksOf, type Names } from './text.ts';
import { CaseWorld, type Asked, type Way } from './worlds.ts';

/** A case, ready: the world, what its names stand for, and the call. */
export interface Scene {
  readonly world: CaseWorld;
  readonly names: Names;
  readonly asked: Asked;
}

type Usual = Readonly<
  Record<string, { readonly input: Readonly<Record<string, unknown>>; readonly spec?: string; readonly usage?: string }>
>;

const USUAL: Usual = inputs;

/** The principals that a case may name, each with the names that its sessions have. */
const PRINCIPALS = {
  ann: [],
  eve: [],
  bob: [],
  app: ['one', 'two'],
  job: ['run'],
  fay: [],
} as const satisfies Readonly<Partial<Record<keyof typeof fixedNames, readonly (keyof typeof fixedNames)[]>>>;

const FULL: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** The statement by which the keeper of the account sets scenes and applies fixes, whatever else the policy says. */
const keeping = (keeper: string): object => ({
  Sid: 'Keeper',
  Effect: 'Allow',
  Principal: { AWS: keeper },
  Action: 'kms:*',
  Resource: '*',
});

class Setting {
  readonly names = new Map<string, string>(Object.entries(fixedNames));
  readonly #world: CaseWorld;
  readonly #case: Case;
  readonly #given: Given;

  constructor(world: CaseWorld, row: Case) {
    this.#world = world;
    this.#case = row;
    this.#given = row.given ?? {};
  }

  name(name: string): string {
    return named(`<${name}>`, this.names);
  }

  policy(text: PolicyText): PolicyDocument {
    return named(policyOf(text), this.names);
  }

  call(text: CallText): Asked {
    const { caller = '<ann>', operation = 'Encrypt', input = {}, region = 'us-east-1', requestContext } = text;
    const usual = USUAL[operation]?.input ?? {};
    return {
      caller: named(caller, this.names),
      operation,
      region,
      input: inputOf({ ...usual, ...input }, this.names),
      ...(requestContext === undefined ? {} : { requestContext: named(requestContext, this.names) }),
    };
  }

  /** The principals that the case speaks of, and the usual caller: each further one would cost every case time. */
  #named(): readonly string[] {
    const spoken = JSON.stringify([this.#case, USUAL[this.#case.when?.operation ?? 'Encrypt']]);
    const usual = Object.entries(statements).filter(([name]) => spoken.includes(JSON.stringify(name)));
    const text = spoken + JSON.stringify(usual);
    const isSpokenOf = (name: keyof typeof fixedNames): boolean =>
      text.includes(`<${name}>`) || text.includes(fixedNames[name]);
    return (Object.keys(PRINCIPALS) as (keyof typeof PRINCIPALS)[]).filter(
      (name) => name === 'ann' || [name, ...PRINCIPALS[name]].some(isSpokenOf),
    );
  }

  async directory(): Promise<void> {
    const { sandbox } = this.#world;
    for (const id of Object.keys(this.#given.accounts ?? {})) await sandbox.accounts.put({ id: named(id, this.names) });
    const keepers = ['keeper A', 'keeper B'].map((name) =>
      sandbox.principals.put({ arn: this.name(name), policies: [FULL] }),
    );
    await Promise.all([...this.#named().map((name) => sandbox.principals.put({ arn: this.name(name) })), ...keepers]);
    for (const arn of Object.keys(this.#given.principals ?? {}))
      await sandbox.principals.put({ arn: named(arn, this.names) });
  }

  /** What hangs on the principals comes after the keys, which it may name. */
  async documents(): Promise<void> {
    const { sandbox } = this.#world;
    for (const [arn, policies] of Object.entries(named(this.#given.groups ?? {}, this.names))) {
      await sandbox.groups.put({ arn, policies: policies.map((text) => this.policy(text)) });
    }
    for (const [id, { vpc, policy }] of Object.entries(this.#given.endpoints ?? {})) {
      await sandbox.endpoints.put({ id, vpc, ...(policy === undefined ? {} : { policy: this.policy(policy) }) });
    }
    for (const [arn, text] of Object.entries(named(this.#given.principals ?? {}, this.names)))
      await this.#principal(arn, text);
  }

  async #principal(arn: string, text: PrincipalText): Promise<void> {
    if (typeof text === 'string' || Array.isArray(text)) {
      const policies = [
        { Version: '2012-10-17', Statement: [{ Sid: 'May', Effect: 'Allow', Action: text, Resource: '*' }] },
      ];
      await this.#world.sandbox.principals.put({ arn, policies });
      return;
    }
    const { policies, boundary, sessionPolicy, ...rest } = text as Exclude<PrincipalText, string | readonly string[]>;
    await this.#world.sandbox.principals.put({
      ...rest,
      arn,
      ...(policies === undefined ? {} : { policies: policies.map((document) => this.policy(document)) }),
      ...(boundary === undefined ? {} : { boundary: this.policy(boundary) }),
      ...(sessionPolicy === undefined ? {} : { sessionPolicy: this.policy(sessionPolicy) }),
    });
  }

  /** Makes a key, under `name`. */
  async key(name: string, text: KeyText): Promise<void> {
    const {
      policy,
      account = '<A>',
      region = 'us-east-1',
      spec,
      usage,
      multiRegion,
      origin,
      tags = {},
      aliases = [],
    } = named(text, this.names);
    const keeper = this.name(named(account, this.names) === this.name('A') ? 'keeper A' : 'keeper B');
    const made = await this.#world.ok({
      caller: keeper,
      operation: 'CreateKey',
      region,
      input: {
        ...(spec === undefined ? {} : { KeySpec: spec, KeyUsage: usage ?? 'ENCRYPT_DECRYPT' }),
        ...(multiRegion ? { MultiRegion: true } : {}),
        ...(origin === undefined ? {} : { Origin: origin }),
        ...(policy === undefined
          ? {}
          : { Policy: JSON.stringify(named(policyOf(policy, keeping(keeper)), this.names)) }),
        BypassPolicyLockoutSafetyCheck: true,
        Tags: Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
      },
    });
    const { Arn = '', KeyId = '' } = made['KeyMetadata'] as { Arn?: string; KeyId?: string };
    this.names.set(name, Arn).set(`${name} id`, KeyId);
    for (const AliasName of aliases) {
      await this.#world.ok({
        caller: keeper,
        operation: 'CreateAlias',
        region,
        input: { AliasName, TargetKeyId: Arn },
      });
    }
  }

  async keys(): Promise<void> {
    const { operation = 'Encrypt' } = this.#case.when ?? {};
    const { spec, usage } = USUAL[operation] ?? {};
    const suits: KeyText = { ...(spec === undefined ? {} : { spec }), ...(usage === undefined ? {} : { usage }) };
    await this.key('key', { ...suits, ...this.#given.key });
    const spoken = [this.#case, USUAL[operation]];
    if (this.#given.other !== undefined || spoken.some((text) => speaksOf(text, 'other')))
      await this.key('other', { ...suits, ...this.#given.other });
  }

  async bytes(): Promise<void> {
    const spoken = [this.#case, USUAL[this.#case.when?.operation ?? 'Encrypt']];
    const makes: Readonly<Record<string, readonly [operation: OperationName, input: object, member: string]>> = {
      blob: [
        'Encrypt',
        { Plaintext: Uint8Array.of(1, 2), EncryptionContext: this.#given.blob?.context },
        'CiphertextBlob',
      ],
      signature: ['Sign', { SigningAlgorithm: 'ECDSA_SHA_256', Message: Uint8Array.of(1, 2) }, 'Signature'],
      mac: ['GenerateMac', { MacAlgorithm: 'HMAC_SHA_256', Message: Uint8Array.of(1, 2) }, 'Mac'],
      'public key': ['GetPublicKey', {}, 'PublicKey'],
    };
    for (const [name, [operation, input, member]] of Object.entries(makes)) {
      if (!spoken.some((text) => speaksOf(text, `${name}>`))) continue;
      const KeyId = named(this.#given.blob?.key ?? '<key>', this.names);
      const output = await this.#world.ok({
        caller: this.#keeperOf(KeyId),
        operation,
        input: { KeyId, ...input },
        region: KeyId.split(':')[3] ?? '',
      });
      this.names.set(name, toBase64(output[member] as Uint8Array));
    }
    if (spoken.some((text) => speaksOf(text, 'import token>'))) await this.#importing();
    this.names.set('1088 bytes', toBase64(new Uint8Array(1088)));
  }

  /** Gets an import token of the key, and wraps material for it. */
  async #importing(): Promise<void> {
    const KeyId = this.name('key');
    const output = await this.#world.ok({
      caller: this.#keeperOf(KeyId),
      operation: 'GetParametersForImport',
      input: { KeyId, WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' },
      region: KeyId.split(':')[3] ?? '',
    });
    const algorithm = { name: 'RSA-OAEP', hash: 'SHA-256' };
    const spki = output['PublicKey'] as Uint8Array<ArrayBuffer>;
    const key = await crypto.subtle.importKey('spki', spki, algorithm, false, ['encrypt']);
    const wrapped = await crypto.subtle.encrypt('RSA-OAEP', key, new Uint8Array(32).fill(3));
    this.names
      .set('import token', toBase64(output['ImportToken'] as Uint8Array))
      .set('wrapped material', toBase64(new Uint8Array(wrapped)));
  }

  /** Names the default CloudHSM cluster, where the call, a step or its usual input speaks of it. */
  async cluster(): Promise<void> {
    const { when = {}, given = {} } = this.#case;
    const operations = [when, ...(given.steps ?? [])].flatMap((step) => ('operation' in step ? [step.operation] : []));
    const spoken = [this.#case, ...operations.map((operation) => USUAL[operation ?? 'Encrypt'])];
    if (!spoken.some((text) => speaksOf(text, 'cluster>'))) return;
    const [cluster] = await this.#world.sandbox.clusters.list({ account: this.name('A') });
    if (cluster === undefined) throw new Error('There is no default cluster.');
    this.names.set('cluster', cluster.id).set('trust anchor', cluster.trustAnchorCertificate);
  }

  #keeperOf(keyArn: string): string {
    return this.name(keyArn.split(':')[4] === this.name('A') ? 'keeper A' : 'keeper B');
  }

  async grants(): Promise<void> {
    for (const [index, text] of (this.#given.grants ?? []).entries()) {
      const { by, ...input } = inputOf(
        { KeyId: '<key>', GranteePrincipal: '<ann>', Operations: ['Encrypt'], ...text },
        this.names,
      );
      const caller = typeof by === 'string' ? by : this.#keeperOf(input['KeyId'] as string);
      const output = await this.#world.ok({ caller, operation: 'CreateGrant', input });
      this.names
        .set(`grant ${index + 1}`, output['GrantId'] as string)
        .set(`token ${index + 1}`, output['GrantToken'] as string);
    }
  }

  /** What an organization allows comes last: it would bind the keepers too. */
  async organization(): Promise<void> {
    for (const [id, { scps, rcps, ...rest }] of Object.entries(named(this.#given.accounts ?? {}, this.names))) {
      await this.#world.sandbox.accounts.put({
        id,
        ...rest,
        ...(scps === undefined ? {} : { scps: scps.map((text) => this.policy(text)) }),
        ...(rcps === undefined ? {} : { rcps: rcps.map((text) => this.policy(text)) }),
      });
    }
    await this.#world.sandbox.settings.set(this.#given.settings ?? {});
  }

  async steps(): Promise<void> {
    let made = this.#given.grants?.length ?? 0;
    for (const step of this.#given.steps ?? []) {
      if ('advance' in step) await this.#world.sandbox.clock.advance(step.advance);
      else if ('remove' in step) await this.#world.sandbox.principals.remove(named(step.remove, this.names));
      else if ('remake' in step) {
        const arn = named(step.remake, this.names);
        await this.#world.sandbox.principals.remove(arn);
        await this.#world.sandbox.principals.put({ arn });
      } else {
        const output = await this.#world.ok(this.call(step));
        if (typeof output['CustomKeyStoreId'] === 'string') this.names.set('key store', output['CustomKeyStoreId']);
        if (typeof output['GrantId'] !== 'string') continue;
        made += 1;
        this.names.set(`grant ${made}`, output['GrantId']).set(`token ${made}`, output['GrantToken'] as string);
      }
    }
  }
}

/** The scene of `row` in a world that is called in `way`. */
export async function setScene(row: Case, way: Way): Promise<Scene> {
  const world = await CaseWorld.open(way);
  const setting = new Setting(world, row);
  await setting.directory();
  await setting.keys();
  await setting.documents();
  await setting.bytes();
  await setting.cluster();
  await setting.grants();
  await setting.organization();
  await setting.steps();
  const asked = setting.call(row.when ?? {});
  await world.arm(asked.caller);
  return { world, names: setting.names, asked };
}
