/** B5: the time of the last page ÷ the first of ListKeys, ListAliases and ListGrants, in a world of 100,000 of each. */
import type { KmsClient } from '../../src/client/strongroom.ts';
import { connectToWorker } from '../../src/client/connect.ts';
import workerUrl from '../../src/worker/main.ts?worker&url';
import { bigWorld, deleteWorld } from './big-world.ts';
import { alternate, compare, type Effort, type Row, type Side } from './measure.ts';
import { startWorker } from './start-worker.ts';

const WORLD = 'bench-b5';
const NUMBER = 100_000;

/** Pages read in one turn. */
const PAGES = 20;

/** A page as all three lists have it. */
interface Page {
  readonly entries: number;
  readonly NextMarker?: string | undefined;
}

/** Gives the page that begins at `Marker`. */
type List = (Marker?: string) => Promise<Page>;

function lists(kms: KmsClient, KeyId: string): Readonly<Record<string, List>> {
  const at = (Marker?: string) => (Marker === undefined ? {} : { Marker });
  return {
    async ListKeys(marker) {
      const { Keys = [], NextMarker } = await kms.listKeys({ Limit: 1000, ...at(marker) });
      return { entries: Keys.length, NextMarker };
    },
    async ListAliases(marker) {
      const { Aliases = [], NextMarker } = await kms.listAliases({ Limit: 100, ...at(marker) });
      return { entries: Aliases.filter(({ TargetKeyId }) => TargetKeyId !== undefined).length, NextMarker };
    },
    async ListGrants(marker) {
      const { Grants = [], NextMarker } = await kms.listGrants({ KeyId, Limit: 100, ...at(marker) });
      return { entries: Grants.length, NextMarker };
    },
  };
}

/**
 * Walks the whole list, page by page. Throws TypeError unless it has `number` entries; gives the marker of the last
 * page.
 */
async function lastMarker(name: string, list: List, number: number): Promise<string> {
  let marker = '';
  let entries = 0;
  for (let page = await list(); ; page = await list(marker)) {
    entries += page.entries;
    if (page.NextMarker === undefined) break;
    marker = page.NextMarker;
  }
  if (entries !== number) throw new TypeError(`${name} gives ${entries} entries, not ${number}.`);
  return marker;
}

function side(name: string, read: () => Promise<Page>): Side {
  const run = async () => {
    const start = performance.now();
    for (let page = 0; page < PAGES; page++) await read();
    return (performance.now() - start) / PAGES;
  };
  return { name, run };
}

/** The rows of B5. Times, not rates. */
export async function b5({ rounds = 15, scale }: Effort): Promise<readonly Row[]> {
  const number = NUMBER * scale;
  const KeyId = await bigWorld(WORLD, { keys: number, aliases: number, grants: number });
  const worker = startWorker(workerUrl);
  const rows: Row[] = [];
  for (const [name, list] of Object.entries(lists(connectToWorker(worker, WORLD).kms(), KeyId))) {
    const marker = await lastMarker(name, list, number);
    const [last, first] = await alternate(
      [side('last page', () => list(marker)), side('first page', () => list())],
      rounds,
    );
    const what = `${name}, last page ÷ first page of ${number.toLocaleString('en-US')}`;
    rows.push(compare({ id: 'B5', what, goal: 1.5, goalIs: 'most', unit: 'ms' }, last, first));
  }
  worker.terminate();
  await deleteWorld(WORLD);
  return rows;
}
