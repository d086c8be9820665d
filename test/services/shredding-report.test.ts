/** The shredding report finds each kind of path that is left, and its signature verifies without the sandbox. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createVerify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { fromBase64 } from '../../src/base/base64.ts';
import type { StrongroomLibrary } from '../../src/memory.ts';
import type { ShreddingPath } from '../../src/services/tenant-table/shredding-report.ts';
import { VERIFY_COMMANDS } from '../../src/ui/services/report-texts.ts';
import { tenantKeys, tenantPolicy, tenantSandbox, TENANTS, type Tenant } from './tenants.ts';

const TableName = 'orders';
const DAY = 86_400;

describe('a shredding report', () => {
  let strongroom: StrongroomLibrary;
  let keys: Record<Tenant, string>;
  beforeEach(async () => {
    strongroom = await tenantSandbox();
    keys = await tenantKeys(strongroom, { MultiRegion: true });
    await table().createTable({ TableName, isolation: 'key', tenantKeys: keys });
    for (const tenant of TENANTS) await table().putItem({ TableName, tenant, id: '1', text: `${tenant} 1` });
  });

  const table = () => strongroom.services.tenantTable;
  const report = () => table().shreddingReport({ TableName, tenant: 'red' });
  const open = async (): Promise<readonly ShreddingPath[]> =>
    (await report()).report.paths.filter(({ isOpen }) => isOpen);
  const endKey = async () => {
    await table().shred({ TableName, tenant: 'red', method: 'schedule-key-deletion', PendingWindowInDays: 7 });
  };

  it('has an open path before, during the waiting period, and none after it', async () => {
    expect((await open()).map(({ kind, reason }) => [kind, reason])).to.deep.equal([['table', 'key-enabled']]);
    await endKey();
    expect((await open()).map(({ reason }) => reason)).to.deep.equal(['deletion-can-be-canceled']);
    await strongroom.sandbox.clock.advance(8 * DAY);
    const after = (await report()).report;
    expect(after).to.include({ open: 0, tenant: 'red' });
    expect(after.paths.map(({ reason, isOpen }) => [reason, isOpen])).to.deep.equal([['key-does-not-exist', false]]);
    const opened = await strongroom.services.ledger.list({ kind: 'report' });
    expect(opened.map((entry) => entry.open).toSorted()).to.deep.equal([0, 1, 1]);
  });

  it('names the event of each try as evidence', async () => {
    const [path] = await open();
    expect(path?.tried).to.equal('DryRunOperationException');
    const { events } = await strongroom.sandbox.events.query({ eventId: path?.eventId as string });
    expect(events[0]?.record).to.include({ eventName: 'Decrypt', errorCode: 'DryRunOperationException' });
    expect(events[0]?.sidecar?.edkSha).to.equal(path?.edkSha);
  });

  it('finds a further recipient', async () => {
    const other = (await strongroom.kms().createKey()).KeyMetadata?.Arn as string;
    await table().addRecipient({ TableName, tenant: 'red', KeyId: other });
    await endKey();
    await strongroom.sandbox.clock.advance(8 * DAY);
    expect((await open()).map(({ key }) => key)).to.deep.equal([other]);
  });

  it('finds the replica key of another Region', async () => {
    // The table has no copy in ap-southeast-2, but whoever takes one there can decrypt it.
    for (const ReplicaRegion of ['eu-west-1', 'ap-southeast-2'])
      await strongroom.kms().replicateKey({ KeyId: keys.red, ReplicaRegion, Policy: tenantPolicy('red') });
    await strongroom.sandbox.clock.advance(60);
    await table().addReplica({ TableName, replicaRegion: 'eu-west-1' });
    await strongroom.kms().scheduleKeyDeletion({ KeyId: keys.red, PendingWindowInDays: 7 });
    const regions = (await open()).map(({ kind, region, reason }) => [kind, region, reason].join(' '));
    expect(regions).to.include('replica eu-west-1 key-enabled');
    expect(regions).to.include('table ap-southeast-2 key-enabled');
    expect(regions).to.include('table us-east-1 deletion-can-be-canceled');
  });

  it('finds a backup with encrypted data keys', async () => {
    await table().createBackup({ TableName, BackupName: 'nightly' });
    const scope = `tenants/items/${TableName}/us-east-1`;
    await strongroom.sandbox.serviceRecords.change({ changes: [{ scope, name: 'red/1' }] });
    expect((await open()).map(({ kind, backup }) => [kind, backup])).to.deep.equal([['backup', 'nightly']]);
  });

  it('finds a plaintext data key in the memory of an app, until it restarts', async () => {
    await strongroom.services.orders.start({ KeyId: keys.red, tenant: 'red' });
    await table().shred({ TableName, tenant: 'red', method: 'destroy-edks' });
    expect((await open()).map(({ kind, program }) => [kind, program])).to.deep.equal([['data-key', 'orders']]);
    await strongroom.kms().disableKey({ KeyId: keys.red });
    await strongroom.services.orders.restart();
    const after = (await report()).report;
    expect(after.open).to.equal(0);
    expect(after.withoutKeys).to.deep.equal(['table us-east-1: 1']);
  });

  it('finds deleted imported material that can be imported again', async () => {
    const key = (await strongroom.kms().createKey({ Origin: 'EXTERNAL' })).KeyMetadata?.Arn as string;
    const { ImportToken, PublicKey } = await strongroom.kms().getParametersForImport({
      KeyId: key,
      WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
      WrappingKeySpec: 'RSA_2048',
    });
    const spki = await crypto.subtle.importKey(
      'spki',
      PublicKey as Uint8Array<ArrayBuffer>,
      { name: 'RSA-OAEP', hash: 'SHA-256' },
      false,
      ['encrypt'],
    );
    const kept = crypto.getRandomValues(new Uint8Array(32));
    await strongroom.kms().importKeyMaterial({
      KeyId: key,
      ImportToken,
      EncryptedKeyMaterial: new Uint8Array(await crypto.subtle.encrypt('RSA-OAEP', spki, kept)),
      ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
    });
    await table().migrate({ TableName, isolation: 'key', tenantKeys: { ...keys, red: key } });
    await table().shred({ TableName, tenant: 'red', method: 'delete-imported-material' });
    expect((await open()).map(({ reason }) => reason)).to.deep.equal(['material-can-be-imported']);
  });

  it('verifies with Node, and no longer after a change', async () => {
    const { report: made, signed } = await report();
    expect(JSON.parse(signed.document)).to.deep.equal(JSON.parse(JSON.stringify(made)));
    const signature = fromBase64(signed.signature);
    const verifies = (document: string) => createVerify('sha256').update(document).verify(signed.publicKey, signature);
    expect(verifies(signed.document)).to.equal(true);
    expect(verifies(signed.document.replace('"open":1', '"open":0'))).to.equal(false);
  });

  it('verifies in the sandbox, which notes the result in the ledger with the hash of the document', async () => {
    const { signed } = await report();
    expect(await table().verifyReport(signed)).to.deep.equal({ ok: true });
    const changed = { ...signed, document: signed.document.replace('"open":1', '"open":0') };
    expect(await table().verifyReport(changed)).to.deep.equal({ ok: false });
    expect(await table().verifyReport({ ...signed, signature: 'MAA=' })).to.deep.equal({ ok: false });
    const [noted] = await strongroom.services.ledger.list({ kind: 'report' });
    const verified = await strongroom.services.ledger.list({ kind: 'offlineVerification' });
    expect(verified.filter(({ ok }) => ok).map(({ messageSha }) => messageSha)).to.deep.equal([noted?.documentSha]);
    expect(verified.filter(({ ok }) => !ok)).to.have.length(2);
  });

  it('verifies many signatures, whatever the length of their numbers', async () => {
    for (let round = 0; round < 40; round++)
      expect(await table().verifyReport((await report()).signed), `round ${round}`).to.deep.equal({ ok: true });
  });

  it('is not verified with parts of another form', async () => {
    const { signed } = await report();
    const memberOf = (input: typeof signed) =>
      table()
        .verifyReport(input)
        .then(
          () => 'none',
          (error: { readonly name: string; readonly member?: string }) => `${error.name} ${error.member}`,
        );
    expect(await memberOf({ ...signed, publicKey: 'none' })).to.equal('ValidationException publicKey');
    const empty = '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n';
    expect(await memberOf({ ...signed, publicKey: empty })).to.equal('ValidationException publicKey');
    expect(await memberOf({ ...signed, signature: '!' })).to.equal('ValidationException signature');
  });

  it('verifies with the command of Node that its page shows', async () => {
    const { signed } = await report();
    const folder = mkdtempSync(join(tmpdir(), 'shredding-'));
    try {
      const verify = (document: string) => {
        writeFileSync(join(folder, 'report.json'), document);
        writeFileSync(join(folder, 'report.sig'), fromBase64(signed.signature));
        writeFileSync(join(folder, 'key.pem'), signed.publicKey);
        return execFileSync('sh', ['-c', VERIFY_COMMANDS.node], { cwd: folder, encoding: 'utf8' }).trim();
      };
      expect(verify(signed.document)).to.equal('true');
      expect(verify(`${signed.document} `)).to.equal('false');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  const itWithOpenSsl = spawnSync('openssl', ['version']).status === 0 ? it : it.skip;
  // Skipped where no command `openssl` is installed.
  itWithOpenSsl('verifies with the command of OpenSSL', async () => {
    const { signed } = await report();
    const signature = fromBase64(signed.signature);
    const folder = mkdtempSync(join(tmpdir(), 'shredding-'));
    try {
      const file = (name: string, contents: string | Uint8Array) => {
        writeFileSync(join(folder, name), contents);
        return join(folder, name);
      };
      const answer = execFileSync('openssl', [
        'dgst',
        '-sha256',
        '-verify',
        file('key.pem', signed.publicKey),
        '-signature',
        file('report.sig', signature),
        file('report.json', signed.document),
      ]);
      expect(answer.toString().trim()).to.equal('Verified OK');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
