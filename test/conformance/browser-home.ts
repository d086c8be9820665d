/** The home of suites in the browser: mocha, the engine over memory, and OpenSSL behind the test server. */
import { openssl } from '../crypto/openssl.ts';
import { testWorld } from '../engine/world.ts';
import type { Home } from './kms-world.ts';

/** `input` with its bytes in the middle of larger buffers, as pieces of files and messages are. */
function asViews<T>(input: T): T {
  const shift = (value: unknown): unknown => {
    if (!(value instanceof Uint8Array)) return value;
    const around = new Uint8Array(value.length + 11).fill(0xee);
    around.set(value, 5);
    return around.subarray(5, 5 + value.length);
  };
  return Object.fromEntries(Object.entries(input as object).map(([name, value]) => [name, shift(value)])) as T;
}

/** Worlds here keep wrapped copies: every operation works. */
export const browserHome: Home = {
  describe,
  it,
  async open() {
    const world = await testWorld();
    await world.engine.setSettings({ custody: 'complete' });
    return {
      database: world.database,
      ok: (operation, input, how) => world.ok(operation, asViews(input), how),
      error: (operation, input, how) => world.error(operation, asViews(input), how),
    };
  },
  openssl,
};
