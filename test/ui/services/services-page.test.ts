/** The pages of services: forms that act as the caller, what is stored, and errors under the names of the service. */
import { expect } from 'chai';
import '../../../src/ui/services/services-page.ts';
import { SERVICE_PAGES } from '../../../src/ui/services/service-pages.ts';
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

  it('shows an error under its name in the service, where the form is', async () => {
    const page = await open('object-store');
    submit(page, 'getObject', { Bucket: 'none', Key: 'a' });
    await until(() => page.shadowRoot?.querySelector('strong-problem'));
    expect(textOf(inside(page, 'strong-problem'))).to.contain('NoSuchBucket');
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
    await until(() => textOf(page).includes(TEXTS.badTenantKeys('red')));
    submit(page, 'migrate', { ...table, isolation: 'key', tenantKeys: `red=${red}, red=${blue}` });
    await until(() => textOf(page).includes(TEXTS.repeatedTenant('red')));
    submit(page, 'migrate', { ...table, isolation: 'key', tenantKeys: `red=${red}, blue = ${blue}` });
    await until(() => textOf(page).includes(TEXTS.migrated(2)));
    submit(page, 'shreddingReport', { ...table, tenant: 'red' });
    await until(() => textOf(page).includes('"open":1'));
    submit(page, 'shred', { ...table, tenant: 'red', method: 'destroy-edks' });
    await until(() => textOf(page).includes(TEXTS.shredded(0, 1)));
    submit(page, 'shreddingReport', { ...table, tenant: 'red' });
    await until(() => textOf(page).includes('"open":0'));
    expect(textOf(page)).to.contain('BEGIN PUBLIC KEY');
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
