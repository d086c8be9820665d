/** The installed package in plain Node: every operation, key spec, algorithm and type of message. */
import { after, before, describe } from 'node:test';
import { packedOperations } from './packed-operations.ts';
import { installPackedLibrary, type PackedLibrary } from './packed-library.ts';

describe('the packed library in Node, every operation, key spec, algorithm and type of message', () => {
  let library: PackedLibrary;

  before(async () => {
    library = await installPackedLibrary();
  });
  after(() => library.remove());

  packedOperations('whole', () => library.dir);
});
