/** The home of suites in the browser: mocha, the engine over memory, and OpenSSL behind the test server. */
import { openssl } from '../crypto/openssl.ts';
import { testWorld } from '../engine/world.ts';
import type { Home } from './kms-world.ts';

/** Worlds here keep wrapped copies: every operation works. */
export const browserHome: Home = {
  describe(name, body) {
    describe(name, function () {
      // Making keys of 4096 bits may take several seconds each.
      this.timeout(60_000);
      body();
    });
  },
  it,
  async open() {
    const world = await testWorld();
    await world.engine.setSettings({ custody: 'complete' });
    return world;
  },
  openssl,
};
