/** Damaged stored records, over either storage: one error that names the record, and everything else goes on. */
import { expect } from 'chai';
import type { AuditEvent } from '../../src/model/audit.ts';
import type { Reply } from '../../src/model/contract.ts';
import type { InputOf, OperationName, OutputOf } from '../../src/model/operations.ts';
import type { Database } from '../../src/model/ports.ts';
import type { DamagedRecord, StoreName } from '../../src/model/records.ts';
import type { SandboxArguments, SandboxMethod, SandboxResult } from '../../src/model/sandbox-methods.ts';
import { DamagedRecordError } from '../../src/model/storage-error.ts';
import { createHost } from '../../src/worker/host.ts';

/** What a test changes in storage behind the back of the engine. */
export interface RawStorage {
  connect(): Promise<Database>;
  /** Replaces a stored record by what `change` returns; undefined deletes it. */
  change(store: StoreName, id: string, change: (record: Plain) => Plain | undefined): Promise<void>;
  /** Replaces a stored segment. */
  changeSegment(seq: number, change: (stored: Plain) => Plain): Promise<void>;
  destroy(): Promise<void>;
}

export type Plain = Readonly<Record<string, unknown>>;

const ANA = 'arn:aws:iam::111122223333:user/ana';
const BEN = 'arn:aws:iam::111122223333:user/ben';
const DAY_SECONDS = 86_400;

/** A host of its own: it has read nothing yet. */
export function hostOver(storage: RawStorage) {
  const faults: unknown[] = [];
  const host = createHost({
    openStorage: async () => ({ database: await storage.connect(), state: { kind: 'indexeddb' } }),
    onFault: (cause) => faults.push(cause),
  });
  const ask = <M extends SandboxMethod>(method: M, ...args: SandboxArguments<M>) =>
    host.sandbox('default', method, args) as Promise<SandboxResult<M>>;
  const reply = <N extends OperationName>(operation: N, input: InputOf<N>, caller?: string) =>
    host.call('default', { operation, input, region: 'us-east-1', ...(caller && { caller }) }) as Promise<Reply<N>>;
  return {
    faults,
    ask,
    reply,
    async ok<N extends OperationName>(operation: N, input: InputOf<N>, caller?: string): Promise<OutputOf<N>> {
      const answer = await reply(operation, input, caller);
      if (!answer.ok) throw new Error(`${operation}: ${answer.error.name}: ${answer.error.message}`);
      return answer.output;
    },
  };
}

type Host = ReturnType<typeof hostOver>;

/** What every test starts from. */
interface Made {
  readonly key: string;
  readonly other: string;
  readonly signing: string;
  readonly grant: string;
  readonly ciphertext: Uint8Array;
}

export async function make({ ok, ask }: Host): Promise<Made> {
  const key = (await ok('CreateKey', {})).KeyMetadata?.Arn ?? '';
  const other = (await ok('CreateKey', {})).KeyMetadata?.Arn ?? '';
  const signing =
    (await ok('CreateKey', { KeySpec: 'ECC_SECG_P256K1', KeyUsage: 'SIGN_VERIFY' })).KeyMetadata?.Arn ?? '';
  await ok('CreateAlias', { AliasName: 'alias/damaged', TargetKeyId: key });
  for (const arn of [ANA, BEN]) await ask('putPrincipal', { arn, accessKey: false });
  const { GrantId = '' } = await ok('CreateGrant', { KeyId: key, GranteePrincipal: ANA, Operations: ['Encrypt'] });
  const { CiphertextBlob } = await ok('Encrypt', { KeyId: key, Plaintext: new Uint8Array(9) });
  return { key, other, signing, grant: GrantId, ciphertext: CiphertextBlob as Uint8Array };
}

async function damageOf(promise: Promise<unknown>): Promise<DamagedRecord> {
  let answer: unknown;
  try {
    answer = await promise;
  } catch (error) {
    if (!(error instanceof DamagedRecordError)) throw error;
    expect(error).to.include({ name: 'StorageError', kind: 'damaged' });
    expect(error.message).to.include(error.damaged.id);
    return error.damaged;
  }
  throw new Error(`It was answered: ${JSON.stringify(answer)}`);
}

/** One kind of damage: where, the change, and calls that need the record. */
interface Row {
  readonly store: StoreName;
  readonly id: (made: Made) => string;
  readonly change: (record: Plain) => Plain | undefined;
  readonly member?: string;
  readonly calls: (host: Host, made: Made) => readonly (() => Promise<unknown>)[];
}

const without =
  (member: string) =>
  ({ [member]: _dropped, ...rest }: Plain): Plain =>
    rest;
/** Replaces a segment by one with a single event, which has `members`, and its record `recorded`. */
const withEvent =
  (recorded: Plain, members: Plain) =>
  ({ seq }: Plain): Plain => ({
    seq,
    kinds: [{ record: { eventName: 'Encrypt', awsRegion: 'us-east-1', userIdentity: {}, ...recorded }, ...members }],
    rows: [0, 1, 'request', 'event', {}],
    touched: [],
  });
const encrypt = ({ reply }: Host, KeyId: string, caller?: string) =>
  reply('Encrypt', { KeyId, Plaintext: new Uint8Array(1) }, caller);
const uuid = (arn: string) => arn.split('/')[1] as string;

export function damagedSuite(name: string, create: () => RawStorage): void {
  describe(`damaged records in ${name}`, () => {
    let storage: RawStorage;
    let made: Made;
    let host: Host;

    beforeEach(async () => {
      storage = create();
      made = await make(hostOver(storage));
      host = hostOver(storage);
    });
    afterEach(() => storage.destroy());

    /** IDs of materials are random: found by the key. */
    const materialOf = async (arn: string): Promise<string> => {
      const database = await storage.connect();
      const key = await database.get('keys', arn);
      database.close();
      return `${uuid(arn)}/${key?.materialId}`;
    };

    const rows: Readonly<Record<string, Row>> = {
      'a key without its policy': {
        store: 'keys',
        id: ({ key }) => key,
        change: without('policy'),
        member: 'policy',
        calls: (to, { key, ciphertext }) => [
          () => encrypt(to, key),
          () => encrypt(to, 'alias/damaged'),
          () => to.reply('Decrypt', { CiphertextBlob: ciphertext }),
          () => to.reply('DescribeKey', { KeyId: key }),
          () => to.ask('accessMatrix', key),
        ],
      },
      'a key with a policy that is no JSON': {
        store: 'keys',
        id: ({ key }) => key,
        change: (record) => ({ ...record, policy: '{"Version":' }),
        member: 'policy',
        calls: (to, { key }) => [() => encrypt(to, key), () => to.reply('GetKeyPolicy', { KeyId: key })],
      },
      'a key in an unknown state': {
        store: 'keys',
        id: ({ key }) => key,
        change: (record) => ({ ...record, state: 'Broken' }),
        member: 'state',
        calls: (to, { key }) => [() => to.reply('DescribeKey', { KeyId: key }), () => encrypt(to, key)],
      },
      'a key with a date that is text': {
        store: 'keys',
        id: ({ key }) => key,
        change: (record) => ({ ...record, createdAt: 'yesterday' }),
        member: 'createdAt',
        calls: (to, { key }) => [() => to.reply('DescribeKey', { KeyId: key })],
      },
      'an alias of a number': {
        store: 'aliases',
        id: () => 'arn:aws:kms:us-east-1:111122223333:alias/damaged',
        change: (record) => ({ ...record, targetArn: 5 }),
        member: 'targetArn',
        calls: (to) => [() => encrypt(to, 'alias/damaged'), () => to.reply('ListAliases', {})],
      },
      'a grant without its operations': {
        store: 'grants',
        id: ({ grant }) => grant,
        change: without('operations'),
        member: 'operations',
        calls: (to, { key }) => [() => encrypt(to, key, ANA), () => to.reply('ListGrants', { KeyId: key })],
      },
      'a principal of an unknown kind': {
        store: 'principals',
        id: () => ANA,
        change: (record) => ({ ...record, kind: 'robot' }),
        member: 'kind',
        calls: (to, { other }) => [() => encrypt(to, other, ANA), () => to.ask('principal', ANA)],
      },
      'a principal with a policy that is none': {
        store: 'principals',
        id: () => ANA,
        change: (record) => ({ ...record, policies: [{ Statement: 5 }] }),
        member: 'policies',
        calls: (to, { other }) => [() => encrypt(to, other, ANA)],
      },
    };

    for (const [what, { store, id, change, member, calls }] of Object.entries(rows)) {
      it(`${what}: what needs it fails and names it, and everything else goes on`, async () => {
        const damaged: DamagedRecord = { store, id: id(made), ...(member === undefined ? {} : { member }) };
        await storage.change(store, damaged.id, change);
        for (const call of calls(host, made)) expect(await damageOf(call())).to.deep.equal(damaged);

        expect((await encrypt(host, made.other)).ok).to.equal(true);
        expect((await host.ok('ListKeys', {})).Keys).to.have.length(3);
        expect(await host.ask('keys', '111122223333', 'us-east-1')).to.have.length(store === 'keys' ? 2 : 3);
        const principals = (await host.ask('principals')).map(({ arn }) => arn);
        expect(principals).to.include(BEN);
        expect((await host.ask('events', { operation: 'CreateKey' }, Infinity)).events).to.have.length(3);
        const { problem, damaged: listed = [] } = await host.ask('storage');
        expect(problem).to.equal(undefined);
        if (what !== 'a principal with a policy that is none') expect(listed).to.deep.equal([damaged]);
        expect(host.faults).to.deep.equal([]);

        await host.ask('reset');
        expect(await host.ask('storage')).to.not.have.property('damaged');
        expect((await host.ok('ListKeys', {})).Keys).to.have.length(0);
      });
    }

    for (const [what, change, member] of [
      ['lost', () => undefined, undefined],
      ['without its CryptoKey', (record: Plain) => ({ ...record, keys: {} }), 'keys'],
    ] as const) {
      it(`key material ${what}: the key cannot be used, and says so`, async () => {
        const id = await materialOf(made.key);
        await storage.change('materials', id, change);
        const damaged = { store: 'materials', id, ...(member === undefined ? {} : { member }) };
        expect(await damageOf(encrypt(host, made.key))).to.deep.equal(damaged);
        expect(await damageOf(host.reply('Decrypt', { CiphertextBlob: made.ciphertext }))).to.deep.equal(damaged);
        expect((await host.ok('DescribeKey', { KeyId: made.key })).KeyMetadata?.KeyState).to.equal('Enabled');
        expect((await encrypt(host, made.other)).ok).to.equal(true);
        expect(host.faults).to.deep.equal([]);
      });
    }

    it('a wrapped secret that changed: it does not sign', async () => {
      const id = await materialOf(made.signing);
      await storage.change('materials', id, ({ wrapped, ...record }) => {
        const { sealed, ...rest } = wrapped as { sealed: Uint8Array };
        return { ...record, wrapped: { ...rest, sealed: sealed.map((byte, at) => (at === 3 ? byte ^ 1 : byte)) } };
      });
      const sign = host.reply('Sign', {
        KeyId: made.signing,
        Message: new Uint8Array(32),
        MessageType: 'DIGEST',
        SigningAlgorithm: 'ECDSA_SHA_256',
      });
      expect(await damageOf(sign)).to.deep.equal({ store: 'materials', id, member: 'wrapped' });
      expect(host.faults).to.deep.equal([]);
    });

    for (const [id, member, value] of [
      ['clock', 'offset', 'late'],
      ['settings', 'custody', 'gold'],
    ] as const) {
      it(`the ${id}: every call says so, the audit log can be read, and a reset repairs it`, async () => {
        await storage.change('world', id, (record) => ({ ...record, [member]: value }));
        const damaged = { store: 'world', id, member };
        expect(await damageOf(encrypt(host, made.other))).to.deep.equal(damaged);
        expect(await damageOf(host.reply('ListKeys', {}))).to.deep.equal(damaged);
        expect((await host.ask('storage')).damaged).to.deep.equal([damaged]);
        expect((await host.ask('events', {}, Infinity)).events).not.to.have.length(0);
        await host.ask('reset');
        expect((await host.ok('ListKeys', {})).Keys).to.have.length(0);
      });
    }

    it('a damaged key that is due holds up nothing, and a key with damaged material and grants is deleted', async () => {
      const { ok, ask } = hostOver(storage);
      await ok('ScheduleKeyDeletion', { KeyId: made.key, PendingWindowInDays: 7 });
      await ok('ScheduleKeyDeletion', { KeyId: made.other, PendingWindowInDays: 8 });
      await ask('runClock', false);
      await storage.change('keys', made.key, without('description'));
      await storage.change('materials', await materialOf(made.other), without('createdAt'));
      await host.ask('advanceClock', 9 * DAY_SECONDS);
      expect((await host.ok('ListKeys', {})).Keys?.map(({ KeyArn }) => KeyArn)).to.have.members([
        made.key,
        made.signing,
      ]);
      expect(await damageOf(host.reply('DescribeKey', { KeyId: made.key }))).to.include({ member: 'description' });
      const database = await storage.connect();
      expect(await database.count('materials', 'key', [uuid(made.other)])).to.equal(0);
      database.close();
      expect(host.faults).to.deep.equal([]);
    });

    describe('segments', () => {
      /** The number of the segment that has the event, and the event. */
      const newest = async (operation: OperationName): Promise<{ seq: number; event: AuditEvent }> => {
        const database = await storage.connect();
        const segments = await database.readSegments(undefined, 100);
        database.close();
        for (const { seq, events } of segments) {
          const event = events.find(({ record }) => record.eventName === operation);
          if (event !== undefined) return { seq, event };
        }
        throw new Error(`There is no event of ${operation}.`);
      };

      for (const [what, change] of [
        ['without its events', ({ seq }: Plain) => ({ seq })],
        ['with members of other types', ({ seq }: Plain) => ({ seq, kinds: 5, rows: 'x', events: 7, touched: [] })],
        ['with a broken event', ({ seq }: Plain) => ({ seq, kinds: [null], rows: [0, 1, 'r', 'e', 0], touched: [] })],
        ['with an event without a caller', withEvent({ userIdentity: null }, {})],
        ['with a resource that is none', withEvent({ resources: [null] }, {})],
        ['with a copy that is none', withEvent({}, { copies: [null] })],
        ['with copies that are no list', withEvent({}, { copies: {} })],
        ['with a decision by nothing', withEvent({}, { decision: { allowed: true, decidedBy: null } })],
        ['with a request of no resources', withEvent({}, { request: { requestParameters: {}, resources: 5 } })],
        ['with a level of no bucket', ({ seq }: Plain) => ({ seq, kinds: [], rows: [], touched: [], levels: [null] })],
        [
          'with a level that is no number',
          ({ seq }: Plain) => ({
            seq,
            kinds: [],
            rows: [],
            touched: [],
            levels: [{ bucket: '111122223333/us-east-1/CreateKey', tokens: 'x', at: 0 }],
          }),
        ],
      ] as const) {
        it(`${what}: the page of events names it, and goes on before and after it`, async () => {
          const { seq, event } = await newest('CreateGrant');
          await storage.changeSegment(seq, change);
          const { events, damaged } = await host.ask('events', {}, Infinity);
          expect(damaged).to.deep.equal([{ store: 'segments', id: String(seq) }]);
          const names = events.map(({ record }) => record.eventName);
          expect(names).to.include('Encrypt').and.to.include('CreateKey').and.not.to.include('CreateGrant');
          expect((await host.ask('storage')).damaged).to.deep.equal(damaged);
          // The event that is asked for may be the one that is lost.
          expect(await damageOf(host.ask('explain', event.record.requestID as string))).to.have.property(
            'id',
            String(seq),
          );
          expect((await encrypt(host, made.key)).ok).to.equal(true);
          expect(host.faults).to.deep.equal([]);
        });
      }

      it('last use of a key is not told from a log with a gap, until the key is used again', async () => {
        const { seq } = await newest('Encrypt');
        await storage.changeSegment(seq, ({ seq: number }) => ({ seq: number }));
        expect(await damageOf(host.reply('GetKeyLastUsage', { KeyId: made.key }))).to.have.property('id', String(seq));
        await host.ok('Encrypt', { KeyId: made.key, Plaintext: new Uint8Array(1) });
        expect((await host.ok('GetKeyLastUsage', { KeyId: made.key })).KeyLastUsage).to.have.property(
          'Operation',
          'Encrypt',
        );
      });

      it('what another host changed in a damaged segment is not answered from memory', async () => {
        await host.ok('DescribeKey', { KeyId: made.key });
        await hostOver(storage).ok('UpdateKeyDescription', { KeyId: made.key, Description: 'new' });
        const { seq } = await newest('UpdateKeyDescription');
        await storage.changeSegment(seq, ({ seq: number }) => ({ seq: number }));
        expect((await host.ok('DescribeKey', { KeyId: made.key })).KeyMetadata?.Description).to.equal('new');
      });
    });
  });
}
