/**
 * Many calls in flight from two tabs of the built app while workers are terminated. Every call has a token of its own,
 * which its event contains.
 */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { StrongroomLibrary } from '../../src/library.ts';
import { launch, startServer } from './app.ts';
import { KEEP_WORKERS } from './keep-workers.ts';

declare const strongroom: StrongroomLibrary;

/** Calls of a tab that change the key, of those that it makes at once: each sends many others back. */
const CHANGING_CALLS = 5;

/** One call of a tab. */
interface SentCall {
  readonly token: string;
  /** Number of calls of this tab and round that were answered before this one was sent. */
  readonly answeredBefore: number;
}

/** What a tab reports of a round. */
interface Round {
  readonly sent: readonly SentCall[];
  /** Tokens of the answered calls, in the order of their answers. */
  readonly answered: readonly string[];
  /** Names of the errors of the other calls. */
  readonly errors: Readonly<Record<string, number>>;
}

/**
 * Makes `count` calls at once, and a further one for each that is answered. A few change the key that all others read.
 * Terminates the worker of this tab once `terminateAfter` calls are answered.
 */
const makeCalls = async ([round, KeyId, count, changing, terminateAfter]: readonly [
  string,
  string,
  number,
  number,
  number,
]) => {
  const kms = strongroom.kms();
  const sent: SentCall[] = [];
  const answered: string[] = [];
  const errors: Record<string, number> = {};
  await Promise.all(
    Array.from({ length: count }, async (_, n) => {
      for (const which of ['first', 'second']) {
        const token = `${round}-${n}-${which}`;
        sent.push({ token, answeredBefore: answered.length });
        try {
          const reply =
            n % Math.ceil(count / changing) === 0
              ? await kms.call('UpdateKeyDescription', { KeyId, Description: token })
              : await kms.call('Encrypt', { KeyId, Plaintext: new Uint8Array(9), EncryptionContext: { token } });
          if (!reply.ok) throw new Error(reply.error.name);
        } catch (error) {
          const { name } = error as Error;
          errors[name] = (errors[name] ?? 0) + 1;
          return;
        }
        answered.push(token);
        if (answered.length === terminateAfter)
          (Reflect.get(globalThis, 'startedWorkers') as Worker[]).at(-1)?.terminate();
      }
    }),
  );
  return { sent, answered, errors };
};

/** The tokens of all events, oldest first, and the description of the key. */
const readLog = async (KeyId: string) => {
  const tokens: string[] = [];
  let next: Awaited<ReturnType<typeof strongroom.sandbox.events.query>>['next'];
  do {
    const page = await strongroom.sandbox.events.query({
      limit: 1000,
      ...(next === undefined ? {} : { before: next }),
    });
    for (const { record } of page.events) {
      const asked = record.requestParameters as {
        readonly description?: string;
        readonly encryptionContext?: { readonly token?: string };
      } | null;
      const token = record.eventName === 'UpdateKeyDescription' ? asked?.description : asked?.encryptionContext?.token;
      if (token !== undefined) tokens.push(token);
    }
    next = page.next;
  } while (next !== undefined);
  const { KeyMetadata } = await strongroom.kms().describeKey({ KeyId });
  return { tokens: tokens.toReversed(), description: KeyMetadata?.Description };
};

/** Asserts that the events of a tab's calls are in the order in which it made them. */
function assertOrder({ sent, answered }: Round, places: ReadonlyMap<string, number>): void {
  /** For each number of answers, the last place in the log of their events. */
  const reached = [-1];
  for (const token of answered) reached.push(Math.max(reached.at(-1) ?? -1, places.get(token) ?? Infinity));
  for (const { token, answeredBefore } of sent) {
    const place = places.get(token);
    if (place !== undefined)
      assert.ok(place > (reached[answeredBefore] ?? Infinity), `${token} follows the calls answered before it`);
  }
}

/**
 * Terminates the worker of one of two tabs `terminations` times, each time with `inFlight` calls in flight. Asserts
 * that each answered call has exactly one event, that no call has two, and that the log keeps the order of calls.
 */
export async function terminateInFlight(
  { inFlight, terminations }: { readonly inFlight: number; readonly terminations: number },
  note: (line: string) => void,
): Promise<void> {
  const server = await startServer();
  const browser = await launch();
  try {
    await browser.context.addInitScript(KEEP_WORKERS);
    const tabs = [browser.page, await browser.context.newPage()] as const;
    const open = async (page: Page): Promise<void> => {
      await page.goto('about:blank');
      await page.goto(server.url);
      await page.waitForFunction(() => 'strongroom' in globalThis);
    };
    for (const page of tabs) await open(page);
    const key = await tabs[0].evaluate(async () => {
      await strongroom.sandbox.settings.set({ requestQuotas: 'off' });
      return (await strongroom.kms().createKey()).KeyMetadata?.Arn ?? '';
    });

    const rounds: Round[][] = [];
    for (let round = 0; round < terminations; round++) {
      const lost = round % 2;
      // A page replaces its first lost worker only.
      if (round >= 2) await open(tabs[lost] as Page);
      const half = Math.ceil(inFlight / 2);
      const both = await Promise.all(
        tabs.map((page, tab) =>
          page.evaluate(makeCalls, [
            `${round}-${tab}`,
            key,
            half,
            CHANGING_CALLS,
            tab === lost ? Math.ceil(half / 4) : 0,
          ] as const),
        ),
      );
      const { errors = {} } = both[lost] ?? {};
      assert.deepEqual(Object.keys(errors), ['WorkerLostError'], 'the terminated worker had calls in flight');
      assert.deepEqual(both[1 - lost]?.errors, {}, 'the other tab answers every call');
      rounds.push(both);
    }

    const { tokens, description } = await tabs[terminations % 2 === 0 ? 0 : 1].evaluate(readLog, key);
    const places = new Map(tokens.map((token, place) => [token, place]));
    const answered = rounds.flatMap((both) => both.flatMap((one) => one.answered));
    const sent = new Set(rounds.flatMap((both) => both.flatMap((one) => one.sent.map(({ token }) => token))));
    assert.deepEqual(
      answered.filter((token) => !places.has(token)),
      [],
      'no answered call is lost',
    );
    assert.equal(places.size, tokens.length, 'no call has two events');
    assert.deepEqual(
      tokens.filter((token) => !sent.has(token)),
      [],
      'every event belongs to a call',
    );
    for (const both of rounds) for (const one of both) assertOrder(one, places);
    const roundOf = (token: string): number => Number(token.split('-')[0]);
    assert.deepEqual(
      tokens.map(roundOf),
      tokens.map(roundOf).toSorted((one, other) => one - other),
      'events of a later round follow those of an earlier one',
    );
    assert.equal(
      description,
      tokens.findLast((token) => Number(token.split('-')[2]) % Math.ceil(inFlight / 2 / CHANGING_CALLS) === 0),
      'the key has the description of the last event',
    );
    note(`${sent.size} calls, ${answered.length} answered, ${tokens.length} events`);
  } finally {
    await browser.close();
    await server.close();
  }
}
