/**
 * Properties of queries of the audit log: for any log and any query, the answers with an index, complete, damaged or
 * missing, are those of a search without an index.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import { LogBlockReader, LogIndexer, type IndexHole } from '../../src/engine/audit/log-index.ts';
import { queryEvents } from '../../src/engine/audit/query.ts';
import type { AuditEvent, EventQuery } from '../../src/model/audit.ts';
import type { LogBlock } from '../../src/model/log-block.ts';
import type { LogSummary } from '../../src/model/log-summary.ts';
import type { Database } from '../../src/model/ports.ts';
import { event as eventWith } from '../storage/records.ts';

/** Few, so that a log has several summaries. */
const BLOCKS_PER_SUMMARY = 2;

const REGIONS = ['us-east-1', 'eu-central-1'];
const ACCOUNTS = ['111122223333', '444455556666'];
const OPERATIONS = ['Encrypt', 'Decrypt', 'CreateAlias', 'CreateGrant'];
const ERRORS = ['AccessDenied', 'DisabledException'];

/** Random numbers that are the same for the same seed. */
function createRandom(seed: number): { below(limit: number): number; pick<T>(values: readonly T[]): T } {
  let state = seed;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  return { below, pick: (values) => values[below(values.length)]! };
}

type Random = ReturnType<typeof createRandom>;

const keyArn = (number: number): string => `arn:aws:kms:us-east-1:${ACCOUNTS[0]}:key/${number}`;

/** An event. Most values are frequent, some occur once in a log. */
function randomEvent(random: Random, number: number, time: number): AuditEvent {
  const { record } = eventWith(`request-${number}`);
  const key = keyArn(random.below(2) === 0 ? random.below(3) : random.below(5000));
  const decidedBy = { kind: 'grant', grant: `grant-${random.below(40)}` } as const;
  const names = random.below(4) === 0 ? { keyId: `alias/a${random.below(20)}` } : { keyId: key };
  const context = { encryptionContext: { tenant: `t${random.below(200)}`, [`name-${random.below(3)}`]: 'x' } };
  return {
    at: time,
    record: {
      ...record,
      eventName: random.pick(OPERATIONS),
      awsRegion: random.pick(REGIONS),
      recipientAccountId: random.pick(ACCOUNTS),
      readOnly: random.below(2) === 0,
      eventID: `event-${number}`,
      ...(random.below(10) === 0 ? { errorCode: random.pick(ERRORS) } : {}),
      userIdentity: {
        ...record.userIdentity,
        arn: `user-${random.below(30)}`,
        userName: random.below(2) === 0 ? 'ana' : `name-${random.below(900)}`,
        accessKeyId: `AKIA${random.below(500)}`,
      },
      requestParameters: random.below(5) === 0 ? null : { ...names, ...context },
      resources: [
        { accountId: ACCOUNTS[0]!, type: random.below(300) === 0 ? 'AWS::IAM::Role' : 'AWS::KMS::Key', ARN: key },
      ],
    },
    ...(random.below(3) === 0 ? { decision: { allowed: random.below(2) === 0, decidedBy, trace: [] } } : {}),
    ...(random.below(50) === 0 ? { note: `Note ${random.below(9)}` } : {}),
  };
}

/** Commits a log of about `size` events, in segments of very different sizes. Returns its number of segments. */
async function writeLog(database: Database, random: Random, size: number): Promise<number> {
  let seq = 0;
  for (let number = 0, time = 0; number < size;) {
    const length = random.pick([0, 1, 1, 3, 64, 150]);
    const events = Array.from({ length }, () => randomEvent(random, number++, (time += random.below(1000))));
    const batch = { segment: { seq: ++seq, events, touched: [] }, changes: [] };
    await database.commit(batch, () => undefined, 'relaxed');
  }
  return seq;
}

function randomQuery(random: Random, size: number): EventQuery {
  const values = {
    from: random.below(size * 300),
    to: new Date(random.below(size * 700)),
    operation: random.pick(OPERATIONS),
    readOnly: random.below(2) === 0,
    errorsOnly: random.below(4) > 0,
    error: random.pick(ERRORS),
    principal: `user-${random.below(31)}`,
    userName: random.pick(['ana', `name-${random.below(910)}`]),
    accessKeyId: `AKIA${random.below(510)}`,
    keyArn: keyArn(random.pick([0, 1, random.below(5000)])),
    resourceType: random.pick(['AWS::KMS::Key', 'AWS::IAM::Role', 'missing']),
    alias: random.pick([
      `alias/a${random.below(21)}`,
      `arn:aws:kms:us-east-1:${ACCOUNTS[0]}:alias/a${random.below(21)}`,
    ]),
    grantId: `grant-${random.below(41)}`,
    region: random.pick(REGIONS),
    account: random.pick(ACCOUNTS),
    eventSource: 'kms.amazonaws.com',
    contextKey: random.pick(['tenant', 'name-0', 'missing']),
    contextValue: random.pick(['x', `t${random.below(201)}`]),
    text: random.pick(['note', 'ALIAS/A1', 'tenant', `t${random.below(200)}`]),
    requestId: `request-${random.below(size)}`,
    eventId: `event-${random.below(size)}`,
  } satisfies Required<Omit<EventQuery, 'before' | 'limit'>>;
  const names = Object.keys(values) as (keyof typeof values)[];
  const chosen =
    random.below(6) === 0
      ? (['keyArn', 'principal'] as const)
      : Array.from({ length: 1 + random.below(3) }, () => random.pick(names));
  return Object.fromEntries([...chosen.map((name) => [name, values[name]]), ['limit', random.pick([1, 7, 100])]]);
}

/** A block with one change, as a damaged disk or another version leaves it. */
function damage(block: LogBlock, random: Random): LogBlock {
  const masks = Uint32Array.from(block.masks);
  masks[0] = (masks[0] ?? 0) ^ 1;
  const filter = Uint32Array.from(block.filter, (word, index) => (index === 0 ? ~word : word));
  return {
    ...block,
    ...random.pick([
      { masks },
      { filter },
      { version: 0 },
      { last: block.last + 50 },
      { runs: block.runs.slice(1) },
      { hashes: undefined as never },
      { times: new Float64Array(block.times.length) },
    ]),
  };
}

/** A summary with one change. */
function damageSummary(summary: LogSummary, random: Random): LogSummary {
  return {
    ...summary,
    ...random.pick([
      { filter: new Uint32Array(summary.filter.length) },
      { filter: undefined as never },
      { version: 0 },
      { first: Math.max(1, summary.first - 50) },
      { last: summary.last + 50 },
      { times: new Float64Array(2) },
    ]),
  };
}

/** The database with a change of what it reads. */
function altered(
  database: Database,
  change: Partial<Pick<Database, 'readLogBlocks' | 'readLogSummaries' | 'readSegments'>>,
): Database {
  return {
    get: (...args) => database.get(...args),
    page: (...args) => database.page(...args),
    count: (...args) => database.count(...args),
    lastSeq: () => database.lastSeq(),
    readSegments: (...args) => database.readSegments(...args),
    readLogBlocks: (...args) => database.readLogBlocks(...args),
    writeLogBlock: (block) => database.writeLogBlock(block),
    readLogSummaries: (...args) => database.readLogSummaries(...args),
    writeLogSummary: (summary) => database.writeLogSummary(summary),
    readLogFold: (id) => database.readLogFold(id),
    writeLogFold: (fold) => database.writeLogFold(fold),
    commit: (...args) => database.commit(...args),
    close: () => database.close(),
    ...change,
  };
}

/** All pages of a query, asked in steps of `maxSearched` events. */
async function answers(database: Database, query: EventQuery, maxSearched: number, onHole = (_hole: IndexHole) => {}) {
  const pages: { events: readonly string[]; isLast: boolean }[] = [];
  let events: string[] = [];
  const { limit = 100 } = query;
  const blocks = new LogBlockReader(database, BLOCKS_PER_SUMMARY);
  for (let before: EventQuery['before']; pages.length < 4;) {
    const step = await queryEvents(
      database,
      blocks,
      { ...query, limit: limit - events.length || 1, ...(before === undefined ? {} : { before }) },
      { maxSearched, onHole },
    );
    events.push(...step.events.map(({ record }) => record.eventID));
    if (!step.isPartial || events.length >= limit) {
      pages.push({ events, isLast: step.next === undefined });
      events = [];
    }
    if (step.next === undefined) break;
    before = step.next;
  }
  return pages;
}

/** Declares the properties. `open` creates an empty database; `size` is the number of events of a log. */
export function logIndexSuite(name: string, runs: number, size: number, open: () => Promise<Database>): void {
  describe(`the index of the audit log, ${name}`, () => {
    const property = fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 31 }), async (seed) => {
      const random = createRandom(seed);
      const database = await open();
      const segments = await writeLog(database, random, size);
      const states = new Map<string, 'intact' | 'missing' | 'damaged'>();
      const stateOf = (entry: LogBlock | LogSummary) => {
        const id = `${'runs' in entry} ${entry.first}`;
        const state = states.get(id) ?? random.pick(['intact', 'missing', 'damaged'] as const);
        states.set(id, state);
        return state;
      };
      const lost = new Set(Array.from({ length: 3 }, () => 1 + random.below(segments)));
      const readSegments: Database['readSegments'] = async (before, limit) =>
        (await database.readSegments(before, limit + lost.size)).filter(({ seq }) => !lost.has(seq)).slice(0, limit);
      const readSome: Database['readLogBlocks'] = async (...args) =>
        (await database.readLogBlocks(...args))
          .filter((block) => stateOf(block) !== 'missing')
          .map((block) => (stateOf(block) === 'damaged' ? damage(block, random) : block));
      const readSomeSummaries: Database['readLogSummaries'] = async (...args) =>
        (await database.readLogSummaries(...args))
          .filter((summary) => stateOf(summary) !== 'missing')
          .map((summary) => (stateOf(summary) === 'damaged' ? damageSummary(summary, random) : summary));
      const queries = Array.from({ length: 12 }, () => randomQuery(random, size));
      const linear = altered(database, { readLogBlocks: () => Promise.resolve([]) });
      const expected = [];
      for (const query of queries) expected.push(await answers(linear, query, Infinity));

      const indexer = new LogIndexer(database, () => Promise.resolve(), BLOCKS_PER_SUMMARY);
      await indexer.update([]);
      expect(await database.readLogBlocks(1, Infinity)).not.to.have.length(0);
      expect(await database.readLogSummaries(1, Infinity)).not.to.have.length(0);
      const broken = altered(database, { readLogBlocks: readSome, readLogSummaries: readSomeSummaries });
      const brokenBlocks = altered(database, { readLogBlocks: readSome });
      const withLoss = altered(database, { readSegments });
      const linearWithLoss = altered(linear, { readSegments });
      for (const [index, query] of queries.entries()) {
        const what = `seed ${seed}, ${JSON.stringify(query)}`;
        expect(await answers(database, query, Infinity), what).to.deep.equal(expected[index]);
        expect(await answers(broken, query, Infinity), `${what}, broken blocks`).to.deep.equal(expected[index]);
        expect(await answers(brokenBlocks, query, Infinity), `${what}, broken blocks alone`).to.deep.equal(
          expected[index],
        );
        const inSteps = await answers(broken, query, 100);
        const all = (pages: typeof inSteps) => pages.flatMap(({ events }) => events);
        expect(all(inSteps).slice(0, all(expected[index]!).length), `${what}, steps`).to.deep.equal(
          all(expected[index]!),
        );
        expect(await answers(withLoss, query, Infinity), `${what}, lost segments`).to.deep.equal(
          await answers(linearWithLoss, query, Infinity),
        );
      }
      database.close();
    });

    it('changes no answer, whatever is missing or damaged', async () => {
      await fc.assert(property, { numRuns: runs });
    });
  });
}
