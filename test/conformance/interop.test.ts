import { openssl } from '../crypto/openssl.ts';
import { testWorld } from '../engine/world.ts';
import { interopSuite } from './interop-suite.ts';

interopSuite({
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
});
