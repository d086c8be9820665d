/** The pages of services: forms that act as the caller, what is stored, and errors under the names of the service. */
import { expect } from 'chai';
import '../../../src/ui/services/services-page.ts';
import { SERVICE_METHODS, type Services } from '../../../src/services/service-methods.ts';
import { REPORT_TEXTS } from '../../../src/ui/services/report-texts.ts';
import { METHODS_OF_PROGRAMS, SERVICE_PAGES } from '../../../src/ui/services/service-pages.ts';
import { SERVICE_TEXTS, TEXTS, type ServiceId } from '../../../src/ui/services/services-texts.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { pageContext } from '../context.ts';
import { allInside, expectAccessible, inside, place, textOf, until } from '../fixture.ts';

type Page = HTMLElementTagNameMap['strong-services-page'];

/** Opens the page of a service, and waits for its forms. */
async function open(service: ServiceId, context: PageContext = pageContext()): Promise<Page> {
  const page = await place('strong-services-page', { context, service });
  const [first] = SERVICE_PAGES[service]?.actions ?? [];
  if (first !== undefined) await until(() => page.shadowRoot?.querySelector(`[data-action="${first.id}"]`));
  return page;
}

/** Fills in a form and submits it. */
function submit(page: Page, action: string, values: Readonly<Record<string, string>> = {}): void {
  const form = inside(page, `[data-action="${action}"]`);
  for (const [name, value] of Object.entries(values)) inside<HTMLInputElement>(form, `#${name}`).value = value;
  inside<HTMLFormElement>(form, 'form').requestSubmit();
}

const createKey = async ({ kms }: PageContext): Promise<string> => (await kms.createKey({})).KeyMetadata?.Arn as string;

describe('strong-services-page', () => {
  for (const id of Object.keys(SERVICE_TEXTS) as ServiceId[]) {
    it(`is accessible and has a name for each action: ${id}`, async () => {
      const page = await open(id);
      await until(() => textOf(page).includes(TEXTS.empty));
      await expectAccessible(page);
      const labels: Readonly<Record<string, string>> = SERVICE_TEXTS[id].actions;
      expect(Object.keys(labels)).to.deep.equal(SERVICE_PAGES[id].actions.map((action) => action.id));
      expect(textOf(inside(page, '[aria-current="page"]'))).to.contain(SERVICE_TEXTS[id].name);
    });
  }

  it('shows the first service for an unknown address', async () => {
    const page = await open('none' as ServiceId);
    expect(textOf(inside(page, 'h2'))).to.contain(SERVICE_TEXTS['object-store'].name);
  });

  it('stores and reads an object, and lists it', async () => {
    const context = pageContext();
    const key = await createKey(context);
    const page = await open('object-store', context);
    submit(page, 'createBucket', { Bucket: 'reports', KeyId: key, BucketKeyEnabled: 'on' });
    await until(() => textOf(page).includes(TEXTS.created('reports')));
    submit(page, 'putObject', { Bucket: 'reports', Key: 'a.txt', Body: 'hello' });
    await until(() => textOf(page).includes(TEXTS.stored('a.txt')));
    submit(page, 'getObject', { Bucket: 'reports', Key: 'a.txt' });
    await until(() => textOf(page).includes('hello'));
    await until(() => allInside(page, 'tbody td').some((cell) => cell.textContent === key));
    await expectAccessible(page);
  });

  it('calls every method of every service, or names those that only programs call', async () => {
    const called = new Set<string>();
    const recorded = (service: string) =>
      new Proxy(
        {},
        {
          get: (_target, method) => async () => {
            called.add(`${service}.${String(method)}`);
            await Promise.resolve();
            return [{}];
          },
        },
      );
    const names = Object.keys(SERVICE_METHODS) as (keyof Services)[];
    const services = Object.fromEntries(names.map((name) => [name, recorded(name)])) as unknown as Services;
    const ignore = () => undefined;
    for (const page of Object.values(SERVICE_PAGES)) {
      await page.load(services).catch(ignore);
      for (const action of page.actions) {
        const values = Object.fromEntries(action.fields.map(({ name, choices }) => [name, choices?.[0] ?? 'a=1']));
        await action.run(services, values, { caller: '', region: '' }).catch(ignore);
      }
    }
    // The report has the button that verifies it; the test of the report presses it.
    called.add('tenantTable.verifyReport');
    // The page of a key and the dialogs of changes show what would stop; their tests are in test/ui/blast-radius.
    for (const method of Object.keys(SERVICE_METHODS.blastRadius)) called.add(`blastRadius.${method}`);
    const all = names.flatMap((name) => Object.keys(SERVICE_METHODS[name]).map((method) => `${name}.${method}`));
    expect([...called].filter((name) => METHODS_OF_PROGRAMS.has(name))).to.deep.equal([]);
    expect(all.filter((name) => !called.has(name) && !METHODS_OF_PROGRAMS.has(name))).to.deep.equal([]);
    for (const name of METHODS_OF_PROGRAMS) expect(TEXTS.ledgerState).to.contain(`services.${name}`);
  });

  it('changes the default encryption of a bucket, and copies an object under it', async () => {
    const context = pageContext();
    const key = await createKey(context);
    const page = await open('object-store', context);
    submit(page, 'createBucket', { Bucket: 'reports', SSEAlgorithm: 'AES256' });
    await until(() => textOf(page).includes(TEXTS.created('reports')));
    submit(page, 'putObject', { Bucket: 'reports', Key: 'a.txt', Body: 'hello' });
    await until(() => textOf(page).includes(TEXTS.stored('a.txt')));
    submit(page, 'putBucketEncryption', { Bucket: 'reports', KeyId: key, BucketKeyEnabled: 'on' });
    await until(() => textOf(page).includes(TEXTS.changed('reports')));
    const copy = { SourceBucket: 'reports', SourceKey: 'a.txt', Bucket: 'reports', Key: 'b.txt' };
    submit(page, 'copyObject', copy);
    await until(() => textOf(page).includes(TEXTS.stored('b.txt')));
    const rows = () =>
      allInside(page, 'tbody tr').map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent));
    await until(() => rows().length === 3);
    expect(rows()).to.deep.equal([
      ['reports', TEXTS.newObjects, 'aws:kms', key, TEXTS.on, ''],
      ['reports', 'a.txt', 'AES256', TEXTS.awsOwned, TEXTS.off, '5'],
      ['reports', 'b.txt', 'aws:kms', key, TEXTS.on, '5'],
    ]);
  });

  it('shows an error at its field, with the focus there, and keeps what was typed', async () => {
    const page = await open('object-store');
    submit(page, 'getObject', { Bucket: 'none', Key: 'a' });
    await until(() => page.shadowRoot?.querySelector('strong-problem'));
    expect(textOf(inside(page, 'strong-problem'))).to.contain('NoSuchBucket');
    const form = inside(page, '[data-action="getObject"]');
    const field = inside<HTMLInputElement>(form, '#Bucket');
    await until(() => field.getAttribute('aria-invalid') === 'true');
    expect(inside(form, '#Bucket-error').textContent).to.contain('does not exist');
    expect(field.getAttribute('aria-describedby')).to.equal('Bucket-error');
    expect(form.shadowRoot?.activeElement).to.equal(field);
    expect([field.value, inside<HTMLInputElement>(form, '#Key').value]).to.deep.equal(['none', 'a']);
    await expectAccessible(page);
  });

  it('shows an error of the source of a copy, and one of KMS about the key, at their fields', async () => {
    const context = pageContext();
    const page = await open('object-store', context);
    submit(page, 'createBucket', { Bucket: 'reports', KeyId: await createKey(context) });
    await until(() => textOf(page).includes(TEXTS.created('reports')));
    submit(page, 'copyObject', { SourceBucket: 'none', SourceKey: 'a', Bucket: 'reports', Key: 'b' });
    await until(() => inside(page, '[data-action="copyObject"]').shadowRoot?.querySelector('#SourceKey-error'));
    submit(page, 'putObject', { Bucket: 'reports', Key: 'a', Body: 'x', KeyId: 'alias/none' });
    await until(() => inside(page, '[data-action="putObject"]').shadowRoot?.querySelector('#KeyId-error'));
    expect(inside(page, '[data-action="copyObject"]').shadowRoot?.querySelector('#SourceKey-error')).to.equal(null);
  });

  it('lets the app go on with its data key while the KMS key is disabled, until it restarts', async () => {
    const context = pageContext();
    const key = await createKey(context);
    const page = await open('orders', context);
    submit(page, 'start', { KeyId: key });
    await until(() => textOf(page).includes(TEXTS.dataKey(TEXTS.fetched)));
    await context.kms.disableKey({ KeyId: key });
    submit(page, 'write', { text: 'two lamps' });
    await until(() => textOf(page).includes(TEXTS.dataKey(TEXTS.cached)));
    submit(page, 'restart');
    await until(() => page.shadowRoot?.querySelector('strong-problem'));
    expect(textOf(inside(page, 'strong-problem'))).to.contain('DisabledException');
    await until(() => textOf(page).includes(TEXTS.noMemory));
    await expectAccessible(page);
  });

  it('migrates a table to a key per tenant, shreds a tenant and reports the paths to its data', async () => {
    const context = pageContext();
    const [shared, red, blue] = [await createKey(context), await createKey(context), await createKey(context)];
    const page = await open('tenant-table', context);
    const table = { TableName: 'orders' };
    submit(page, 'createTable', { ...table, isolation: 'none', KeyId: shared });
    await until(() => textOf(page).includes(TEXTS.created('orders')));
    for (const tenant of ['red', 'blue']) {
      submit(page, 'putItem', { ...table, tenant, id: tenant, text: 'two lamps' });
      await until(() => textOf(page).includes(TEXTS.stored(tenant)));
    }
    submit(page, 'migrate', { ...table, isolation: 'key', tenantKeys: 'red' });
    await until(() => textOf(page).includes(TEXTS.badByTenant('red')));
    submit(page, 'migrate', { ...table, isolation: 'key', tenantKeys: `red=${red}, red=${blue}` });
    await until(() => textOf(page).includes(TEXTS.repeatedTenant('red')));
    submit(page, 'migrate', { ...table, isolation: 'key', tenantKeys: `red=${red}, blue = ${blue}` });
    await until(() => textOf(page).includes(TEXTS.migrated(2)));
    submit(page, 'shreddingReport', { ...table, tenant: 'red' });
    const report = () => inside<HTMLElementTagNameMap['strong-shredding-report']>(page, 'strong-shredding-report');
    await until(() => page.shadowRoot?.querySelector('strong-shredding-report'));
    const { value } = report();
    expect(inside(report(), '#open').textContent).to.equal(REPORT_TEXTS.open(1, 1));
    const cells = allInside(report(), 'tbody td').map((cell) => cell.textContent.trim());
    const [path] = value.report.paths;
    expect(cells).to.deep.equal([
      'Table, us-east-1',
      'red',
      `${path?.edkSha.slice(0, 4)}…${path?.edkSha.slice(-4)}`,
      red,
      'Enabled',
      `${path?.eventId?.slice(0, 4)}…${path?.eventId?.slice(-4)}`,
      REPORT_TEXTS.isOpen(REPORT_TEXTS.reasons['key-enabled']),
    ]);
    inside<HTMLButtonElement>(report(), '#verify').click();
    await until(() => inside(report(), '#verified').textContent === REPORT_TEXTS.verified);
    await expectAccessible(page);
    submit(page, 'shred', { ...table, tenant: 'red', method: 'destroy-edks' });
    await until(() => textOf(page).includes(TEXTS.shredded['destroy-edks'](1)));
    submit(page, 'shreddingReport', { ...table, tenant: 'red' });
    await until(() => page.shadowRoot?.querySelector('strong-shredding-report'));
    await until(() => inside(report(), '#open').textContent === REPORT_TEXTS.open(0, 0));
    await expectAccessible(page);
  });

  it('adds a recipient, a replica and a backup, which the report finds, and restores what was deleted', async () => {
    const context = pageContext();
    const [red, audit] = [await createKey(context), await createKey(context)];
    const page = await open('tenant-table', context);
    const tenant = { TableName: 'orders', tenant: 'red' };
    submit(page, 'createTable', { TableName: 'orders', isolation: 'key', tenantKeys: `red=${red}` });
    await until(() => textOf(page).includes(TEXTS.created('orders')));
    submit(page, 'putItem', { ...tenant, id: '1', text: 'two lamps' });
    await until(() => textOf(page).includes(TEXTS.stored('1')));
    submit(page, 'addRecipient', { ...tenant, KeyId: audit });
    await until(() => textOf(page).includes(`${red}, ${audit}`));
    submit(page, 'addReplica', { TableName: 'orders', replicaRegion: 'eu-west-1' });
    await until(() => textOf(page).includes(TEXTS.replicas('eu-west-1')));
    submit(page, 'createBackup', { TableName: 'orders', BackupName: 'nightly' });
    await until(() => textOf(page).includes(TEXTS.created('nightly')));
    submit(page, 'deleteItem', { ...tenant, id: '1' });
    await until(() => textOf(page).includes(TEXTS.deleted('1')));
    submit(page, 'restore', { BackupName: 'nightly' });
    await until(() => textOf(page).includes(TEXTS.restored('nightly')));
    submit(page, 'query', tenant);
    await until(() => textOf(page).includes('1: two lamps'));
    submit(page, 'shreddingReport', tenant);
    await until(() => page.shadowRoot?.querySelector('strong-shredding-report'));
    const { value } = inside<HTMLElementTagNameMap['strong-shredding-report']>(page, 'strong-shredding-report');
    expect(value.report.paths.map(({ kind, key }) => `${kind} ${key}`)).to.have.members(
      ['table', 'replica', 'backup'].flatMap((kind) => [`${kind} ${red}`, `${kind} ${audit}`]),
    );
    submit(page, 'deleteBackup', { BackupName: 'weekly' });
    await until(() => inside(page, '[data-action="deleteBackup"]').shadowRoot?.querySelector('#BackupName-error'));
  });

  it('runs a load of tenants before and after their requests are limited', async () => {
    const context = pageContext();
    const page = await open('tenant-table', context);
    const table = { TableName: 'orders' };
    submit(page, 'createTable', { ...table, isolation: 'context', KeyId: await createKey(context) });
    await until(() => textOf(page).includes(TEXTS.created('orders')));
    for (const tenant of ['red', 'blue']) {
      submit(page, 'putItem', { ...table, tenant, id: tenant, text: 'two lamps' });
      await until(() => textOf(page).includes(TEXTS.stored(tenant)));
    }
    const form = inside(page, '[data-action="runLoad"]');
    submit(page, 'runLoad', { ...table, rates: 'red=many' });
    await until(() => form.shadowRoot?.querySelector('#rates-error')?.textContent === TEXTS.badRate('red'));
    const load = { tenant: 'red', perSecond: 20, requests: 20, cached: 0 };
    submit(page, 'runLoad', { ...table, rates: 'red=20, blue = 2', seconds: '1' });
    await until(() =>
      textOf(page).includes(TEXTS.load({ ...load, succeeded: 20, succeededPercent: 100, kmsCalls: 20, errors: {} })),
    );
    submit(page, 'setLimits', { ...table, maxUses: '50' });
    await until(() => inside(page, '[data-action="setLimits"]').shadowRoot?.querySelector('#maxAgeSeconds-error'));
    submit(page, 'setLimits', { ...table, maxAgeSeconds: '60', requestsPerSecond: '500' });
    await until(() => page.shadowRoot?.querySelector('#state')?.textContent.includes('50 uses and 60 s') === true);
    submit(page, 'runLoad', { ...table, rates: 'red=20, blue=2', seconds: '1' });
    await until(() =>
      textOf(page).includes(
        TEXTS.load({ ...load, succeeded: 20, succeededPercent: 100, cached: 19, kmsCalls: 1, errors: {} }),
      ),
    );
    await expectAccessible(page);
  });

  it('attaches a volume, and shows its state', async () => {
    const context = pageContext();
    const key = await createKey(context);
    const page = await open('volumes', context);
    await until(() => textOf(page).includes(TEXTS.empty));
    submit(page, 'createVolume', { KeyId: key });
    await until(() => allInside(page, 'tbody tr').length === 1);
    const [volume] = allInside(page, 'tbody td');
    submit(page, 'attachVolume', { VolumeId: volume?.textContent ?? '' });
    await until(() => allInside(page, 'tbody td').some((cell) => cell.textContent === 'in-use'));
  });
});
