import { logIndexSuite } from '../properties/log-index-suite.ts';
import { indexedDbWorld, type TestWorld } from './worlds.ts';

describe('IndexedDB', () => {
  const worlds: TestWorld[] = [];
  afterEach(async () => {
    for (const world of worlds.splice(0)) await world.destroy();
  });

  logIndexSuite('IndexedDB', 1, 9000, () => {
    const world = indexedDbWorld();
    worlds.push(world);
    return world.connect();
  });
});
