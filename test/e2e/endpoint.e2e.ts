/**
 * `strongroom serve` of the packed library: the AWS SDK, the AWS CLI and boto3 over HTTP, the command line, control
 * paths, pages of other origins, and requests that no program should send.
 */
import { after, before, describe } from 'node:test';
import { endpointClients } from './endpoint-clients.ts';
import { endpointCommand } from './endpoint-command.ts';
import { endpointControl } from './endpoint-control.ts';
import { endpointFuzz } from './endpoint-fuzz.ts';
import { endpointPages } from './endpoint-pages.ts';
import { installPackedLibrary, type PackedLibrary } from './packed-library.ts';

describe('strongroom serve', () => {
  let library: PackedLibrary;

  before(async () => {
    library = await installPackedLibrary();
  });
  after(() => library.remove());

  const dir = () => library.dir;
  describe('for programs', () => endpointClients(dir));
  describe('on the command line', () => endpointCommand(dir));
  describe('by its control paths', () => endpointControl(dir));
  describe('for pages of other origins', () => endpointPages(dir));
  describe('for requests of no program', () => endpointFuzz(dir));
});
